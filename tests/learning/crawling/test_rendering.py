"""Pages that write themselves with scripts, opened in a browser that cannot reach anything."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from madoguchi.kernel.errors import Unavailable
from madoguchi.learning.adapters.aiohttp_fetcher import AiohttpFetcher
from madoguchi.learning.adapters.chromium_renderer import ChromiumRenderer
from madoguchi.learning.crawling.fetching import Answer, Ask
from madoguchi.learning.crawling.guard import Guard
from madoguchi.learning.crawling.rendering import find_browser
from tests.journeys.browser import chromium
from tests.support.reading import Reader
from tests.support.site import Reply, Site, open_site

SCRIPT = b"""<body><main id="m">empty</main><script src="/app.js"></script></body>"""


async def anything(address: str) -> bool:
    return True


def rendered(
    address: str,
    guard: Guard,
    allows: Callable[[str], Awaitable[bool]] = anything,
) -> Answer:
    async def act() -> Answer:
        fetcher = AiohttpFetcher(guard)
        renderer = ChromiumRenderer(fetcher, chromium())
        try:
            return await renderer.render(Ask(address), allows)
        finally:
            await renderer.close()
            await fetcher.close()

    return asyncio.run(act())


def script(site: Site, text: str) -> None:
    site.put("/", Reply(SCRIPT))
    site.put("/app.js", Reply(text.encode(), type="text/javascript"))


def test_a_page_is_read_as_its_scripts_have_left_it(site: Site) -> None:
    script(
        site,
        "fetch('/data.json').then(r => r.json()).then(d => {"
        "document.getElementById('m').innerHTML = `<a href='/next'>${d.word}</a>`})",
    )
    site.put("/data.json", Reply('{"word": "窓口"}'.encode(), type="application/json"))
    found = rendered(site.address + "/", Guard(allow_private=True))
    assert found.trouble is None
    assert '<a href="/next">窓口</a>' in found.body.decode()


def test_a_page_in_the_browser_reaches_no_closed_address_by_any_way(site: Site) -> None:
    with open_site() as inner:
        inner.put("/*", Reply(b"secret"))
        inner.put("/s.js", Reply(b"document.title='secret'", type="text/javascript"))
        closed = inner.address.replace("127.0.0.1", "[::ffff:127.0.0.1]")
        site.put("/hop", Reply(status=302, headers={"Location": inner.address + "/hop"}))
        script(
            site,
            f"""for (const to of ["{inner.address}", "{closed}", ""]) {{
              const path = to ? "/x" : "/hop";
              fetch(to + path).catch(() => 0); fetch(to + path, {{mode: "no-cors"}}).catch(() => 0);
              fetch(to + path, {{method: "POST", body: "x"}}).catch(() => 0);
              new Image().src = to + path; navigator.sendBeacon(to + path, "x");
              const frame = document.createElement("iframe"); frame.src = to + path;
              document.body.append(frame);
              const link = document.createElement("link"); link.rel = "prefetch";
              link.href = to + path; document.head.append(link);
              if (to) {{ try {{ new WebSocket(to.replace("http", "ws") + "/w"); }} catch {{}} }}
            }}
            document.getElementById("m").textContent = "done";""",
        )
        host = site.address.replace("127.0.0.1", "localhost")
        found = rendered(host + "/", Guard(["localhost"]))
        assert b"done" in found.body
        assert inner.hits == []
        rendered(host + "/", Guard(allow_private=True))
        assert {hit.path for hit in inner.hits} == {"/x", "/hop"}, "the ways are ways"


def test_parts_that_robots_txt_disallows_are_not_loaded(site: Site) -> None:
    async def allows(address: str) -> bool:
        return not address.endswith("app.js")

    script(site, "document.getElementById('m').textContent = 'loaded'")
    found = rendered(site.address + "/", Guard(allow_private=True), allows)
    assert b"empty" in found.body
    assert site.count("/app.js") == 0


def test_redirects_missing_pages_and_files_are_told_as_they_are(site: Site) -> None:
    guard = Guard(allow_private=True)
    site.put("/moved", Reply(status=301, headers={"Location": "/new"}))
    site.put("/file", Reply(b"%PDF", type="application/pdf"))
    site.put("/leads", Reply(b"<script>location.href = '/new'</script>"))
    moved, leads = (
        rendered(site.address + "/moved", guard),
        rendered(site.address + "/leads", guard),
    )
    assert (moved.status, moved.location) == (301, site.address + "/new")
    assert (leads.status, leads.location) == (302, site.address + "/new")
    assert rendered(site.address + "/gone", guard).status == 404
    assert rendered(site.address + "/file", guard).trouble == "unwanted_type"
    assert site.count("/new") == 0


def test_a_source_that_needs_a_browser_is_crawled_with_one(site: Site, reader: Reader) -> None:
    script(site, "document.getElementById('m').innerHTML = '<a href=/made>x</a>'")
    site.put("/made", Reply(b"<p>made</p>"))
    reader.render_with = chromium()
    summary = reader.crawl(site.address + "/", render=True)
    assert summary.counts.pages == 2
    again = reader.crawl(site.address + "/", render=True)
    assert again.counts.decisions["unchanged"] == 2


def test_without_a_browser_there_is_a_sentence() -> None:
    with pytest.raises(Unavailable) as caught:
        find_browser("/no/such/browser")
    assert caught.value.key == "crawl.no_browser"
