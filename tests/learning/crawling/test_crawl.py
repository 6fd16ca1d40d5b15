"""A whole crawl over a site full of traps: what is read, what is not, and why."""

import gzip

import pytest

from madoguchi.kernel.errors import Invalid
from madoguchi.learning.crawling.guard import Guard
from madoguchi.learning.crawling.scope import scope_of
from tests.support.reading import Reader
from tests.support.site import Hit, Reply, Site, page

ROBOTS = "User-agent: *\nDisallow: /private/\n"


def robots(text: str) -> Reply:
    return Reply(text.encode(), type="text/plain")


def test_every_page_that_is_linked_is_read_once(site: Site, reader: Reader) -> None:
    site.put("/", page("start", "/a", "/b?utm_source=x", "/b", "#top", "mailto:a@example.test"))
    site.put("/a", page("a", "/", "b", "/a/../c"))
    site.put("/b", page("b", "c#part", "//elsewhere.test/x", "javascript:void(0)"))
    site.put("/c", page("c"))
    summary = reader.crawl(site.address + "/")
    assert summary.ended == "finished"
    assert (summary.counts.pages, summary.counts.failed, summary.waiting) == (4, 0, 0)
    assert all(site.count(path) == 1 for path in ("/", "/a", "/b", "/c"))
    assert len(reader.shelf.bodies) == 4
    assert reader.changed() == {"/": "new", "/a": "new", "/b": "new", "/c": "new"}


def test_a_crawl_needs_an_address_to_begin_with(reader: Reader) -> None:
    with pytest.raises(Invalid):
        reader.crawl("ftp://a.test/")


def test_what_robots_txt_disallows_is_never_asked_for(site: Site, reader: Reader) -> None:
    site.put("/robots.txt", robots(ROBOTS))
    site.put("/", page("start", "/private/secret", "/go", "/open"))
    site.put("/go", Reply(status=302, headers={"Location": "/private/behind"}))
    site.put("/open", page("open"))
    reader.crawl(site.address + "/")
    assert not any(path.startswith("/private") for path in site.asked())
    decided = reader.decisions()
    assert decided["/private/secret"] == decided["/private/behind"] == "disallowed"
    assert site.hits[0].headers["user-agent"].startswith("Madoguchi/")


@pytest.mark.parametrize(("status", "tries"), [(503, 6), (500, 3)])
def test_while_robots_txt_is_away_nothing_is_read_and_the_run_says_so(
    site: Site, reader: Reader, status: int, tries: int
) -> None:
    site.put("/robots.txt", Reply(status=status))
    site.put("/", page("start"))
    summary = reader.crawl(site.address + "/")
    assert (summary.ended, summary.counts.failed) == ("finished", 1)
    assert reader.decisions()["/"] == "no_robots"
    assert site.asked() == {"/robots.txt"}
    assert 1 < len(site.hits) <= tries + 1
    assert str(status) in reader.why(site.address + "/", scope_of([site.address])).says


def test_what_was_read_stays_while_robots_txt_is_away(site: Site, reader: Reader) -> None:
    site.keep("/", page("start", "/a"))
    site.keep("/a", page("a"))
    reader.crawl(site.address + "/")
    site.put("/robots.txt", Reply(status=500))
    assert reader.crawl(site.address + "/").counts.removed == 0
    site.drop("/robots.txt")
    assert reader.crawl(site.address + "/").counts.decisions["unchanged"] == 2


def test_an_address_that_is_closed_is_refused_at_once(site: Site, reader: Reader) -> None:
    reader.guard = Guard()
    summary = reader.crawl(site.address + "/", retry_s=60.0)
    assert summary.ended == "finished"
    assert reader.look(site.address + "/").decision == "address_refused"
    assert site.hits == []


def test_redirects_lead_on_and_loops_end(site: Site, reader: Reader) -> None:
    site.put("/", page("start", "/old", "/loop/a", "/chain/0", "/self", "/away"))
    site.put("/old", Reply(status=301, headers={"Location": "/new"}))
    site.put("/new", page("new"))
    site.put("/loop/a", Reply(status=302, headers={"Location": "/loop/b"}))
    site.put("/loop/b", Reply(status=302, headers={"Location": "/loop/a"}))
    site.put("/self", Reply(status=302, headers={"Location": "/self"}))
    site.put("/away", Reply(status=302, headers={"Location": "http://elsewhere.test/"}))

    def chain(hit: Hit) -> Reply:
        number = int(hit.path.rpartition("/")[2])
        return Reply(status=302, headers={"Location": f"/chain/{number + 1}"})

    site.put("/chain/*", chain)
    reader.crawl(site.address + "/")
    decided = reader.decisions()
    assert decided["/old"] == "redirect"
    assert decided["/new"] == "new"
    assert decided["/self"] == "redirect_loop"
    assert decided["/away"] == "redirect_away"
    assert site.count("/loop/a") == site.count("/loop/b") == 1
    assert sum(path.startswith("/chain/") for path in site.asked()) == 11
    assert decided["/chain/10"] == "too_many_redirects"


def test_a_start_that_leads_to_another_host_opens_that_host_and_its_sitemap(
    site: Site, reader: Reader
) -> None:
    other = site.address.replace("127.0.0.1", "localhost")
    site.put("/go", Reply(status=302, headers={"Location": other + "/"}))
    listed = f"<urlset><url><loc>{other}/listed</loc></url></urlset>"
    site.put("/sitemap.xml", Reply(listed.encode(), type="text/xml"))
    for path, links in (("/", ("/a",)), ("/a", ()), ("/listed", ())):
        site.put(path, page(path, *links))
    asked = iter(["go"] * 2 + ["pause"] * 9)
    reader.crawl(site.address + "/go", steer=lambda: next(asked), at_once=1)  # type: ignore[arg-type]
    reader.crawl(site.address + "/go", again=True)
    decided = reader.decisions()
    assert (decided["/go"], decided["/a"], decided["/listed"]) == ("redirect", "new", "new")


def test_sitemaps_packed_and_broken_lead_to_pages_that_nothing_links_to(
    site: Site, reader: Reader
) -> None:
    site.put("/robots.txt", robots(f"Sitemap: {site.address}/index.xml\n"))
    inner = f"<sitemap><loc>{site.address}/one.xml.gz</loc></sitemap>"
    inner += f"<sitemap><loc>{site.address}/two.xml</loc></sitemap>"
    xml = "application/xml"
    site.put("/index.xml", Reply(f"<sitemapindex>{inner}</sitemapindex>".encode(), type=xml))
    one = gzip.compress(f"<urlset><url><loc>{site.address}/one</loc></url></urlset>".encode())
    site.put("/one.xml.gz", Reply(one, type="application/gzip"))
    broken = f"<urlset><url><loc>{site.address}/two</loc><lastmod>2026-01-01</lastmod><url><lo"
    site.put("/two.xml", Reply(broken.encode(), type=xml))
    for path in ("/", "/one", "/two"):
        site.put(path, page(path))
    summary = reader.crawl(site.address + "/")
    assert summary.counts.pages == 3
    assert reader.decisions()["/index.xml"] == "listing"


def test_a_feed_as_the_place_to_begin_is_a_list_of_pages(site: Site, reader: Reader) -> None:
    item = f"<item><title>x</title><link>{site.address}/news/1</link></item>"
    feed = f"<rss version='2.0'><channel><link>{site.address}/</link>{item}</channel></rss>"
    site.put("/feed", Reply(feed.encode(), type="application/rss+xml"))
    site.put("/news/1", page("news"))
    reader.crawl(site.address + "/feed")
    assert reader.decisions() | {} == {
        "/feed": "listing",
        "/news/1": "new",
        "/sitemap.xml": "gone",
    }


def test_a_page_that_names_a_better_address_is_read_there(site: Site, reader: Reader) -> None:
    site.put("/", page("start", "/print/1", "/lost/1"))
    site.put("/print/1", page("one", head='<link rel="canonical" href="/page/1">'))
    site.put("/page/1", page("one", head='<link rel="canonical" href="/page/1">'))
    site.put("/lost/1", page("lost", head='<link rel="canonical" href="/nowhere">'))
    reader.crawl(site.address + "/")
    decided = reader.decisions()
    assert decided["/print/1"] == "canonical"
    assert decided["/page/1"] == "new"
    assert decided["/lost/1"] == "new", "its better address does not exist"


def test_pages_may_ask_not_to_be_listed_and_links_not_to_be_followed(
    site: Site, reader: Reader
) -> None:
    nothing = '<meta name="robots" content="noindex,nofollow">'
    site.put("/", page('<a rel="nofollow" href="/no">x</a>', "/quiet", "/header"))
    site.put("/quiet", page("quiet", "/behind", head=nothing))
    header = page("h")
    site.put("/header", Reply(header.body, headers={"X-Robots-Tag": "noindex"}))
    reader.crawl(site.address + "/")
    decided = reader.decisions()
    assert decided["/no"] == "nofollow"
    assert decided["/quiet"] == decided["/header"] == "noindex"
    assert not site.asked() & {"/no", "/behind"}


def test_calendars_and_folders_inside_themselves_come_to_an_end(site: Site, reader: Reader) -> None:
    def calendar(hit: Hit) -> Reply:
        year, month = (
            int(each.partition("=")[2]) for each in hit.path.partition("?")[2].split("&")
        )
        links = f"/cal?y={year + month // 12}&m={month % 12 + 1}", f"/cal?y={year - 1}&m={month}"
        return page("", *links)

    site.put("/", page("start", "/cal?y=2026&m=1", "/deep/a"))
    site.put("/cal", calendar)
    site.put("/deep/*", lambda hit: page("", hit.path + "/a", hit.path + "/b"))
    summary = reader.crawl(site.address + "/")
    assert summary.ended == "finished"
    assert sum(path.startswith("/cal") for path in site.asked()) == 120
    assert sum(path.startswith("/deep") for path in site.asked()) < 20


def test_a_page_behind_a_meta_refresh_or_in_a_frame_is_found(site: Site, reader: Reader) -> None:
    refresh = '<meta http-equiv="refresh" content="0; url=/next">'
    site.put("/", page('<iframe src="/frame"></iframe>', "/hop"))
    site.put("/hop", page("", head=refresh))
    site.put("/next", page("next"))
    site.put("/frame", page("frame"))
    reader.crawl(site.address + "/")
    decided = reader.decisions()
    assert (decided["/hop"], decided["/next"], decided["/frame"]) == ("redirect", "new", "new")


def test_letters_in_any_encoding_lose_no_links(site: Site, reader: Reader) -> None:
    text = '<html><body>日本語の窓口です。<a href="/found/{0}">表示ソート</a></body></html>'
    codes = ("cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-8")
    site.put("/", page("start", *(f"/{code}" for code in codes)))
    for code in codes:
        site.put(f"/{code}", Reply(text.format(code).encode(code), type="text/html"))
        site.put(f"/found/{code}", page(code))
    reader.crawl(site.address + "/")
    assert {f"/found/{code}" for code in codes} <= site.asked()


def test_limits_of_pages_and_of_depth_hold(site: Site, reader: Reader) -> None:
    site.put("/*", lambda hit: page(hit.path, hit.path.rstrip("/") + "/x1", "/n" + hit.path[1:]))
    summary = reader.crawl(site.address + "/", max_pages=7, use_sitemaps=False, obey_robots=False)
    assert (summary.ended, summary.counts.pages) == ("max_pages", 7)
    assert len(site.hits) == 7
    site.clear()
    other = reader.crawl(
        site.address + "/", max_depth=2, use_sitemaps=False, obey_robots=False, max_pages=1000
    )
    assert other.ended == "finished"
    assert reader.decisions()["/x1/x1"] is not None


def test_patterns_and_kinds_decide_what_belongs(site: Site, reader: Reader) -> None:
    links = ("/docs/a", "/docs/old/b", "/blog/c", "/docs/d.pdf", "/docs/e.zip", "/docs/f.csv")
    site.put("/docs/", page("start", *links))
    for path in links:
        site.put(path, page(path))
    site.put("/docs/d.pdf", Reply(b"%PDF-1.7", type="application/pdf"))
    scope = {"include": ("/docs/",), "exclude": ("*/old/*",), "kinds": frozenset(("html", "pdf"))}
    reader.crawl(site.address + "/docs/", scope=scope)
    decided = reader.decisions()
    assert (decided["/docs/a"], decided["/docs/d.pdf"]) == ("new", "new")
    assert decided["/docs/old/b"] == "excluded"
    assert decided["/blog/c"] == "not_included"
    assert not site.asked() & {"/docs/e.zip", "/docs/f.csv", "/docs/old/b", "/blog/c"}


def test_why_answers_for_any_address(site: Site, reader: Reader) -> None:
    site.put("/robots.txt", robots(ROBOTS))
    site.put("/", page("start", "/a", "/private/x", "/missing"))
    site.put("/a", page("a", "/b"))
    site.put("/b", page("b"))
    reader.crawl(site.address + "/")
    scope = scope_of([site.address + "/"])
    read = reader.why(site.address + "/b#part", scope)
    assert read.way == (site.address + "/", site.address + "/a", site.address + "/b")
    assert (read.decision, read.next_run) == ("new", True)
    assert "robots.txt" in reader.why(site.address + "/private/x", scope).says
    gone = reader.why(site.address + "/missing", scope, "ja")
    assert "404" in gone.says
    assert gone.next_at is not None
    assert reader.why("http://elsewhere.test/", scope).decision == "other_site"
    assert reader.why(site.address + "/never", scope).decision == "unseen"
    assert reader.why("ftp://x", scope).decision == "bad_address"
