"""What sites say to crawlers, in robots.txt, in lists and in pages, well and badly written."""

import asyncio
import gzip
import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from madoguchi.learning.adapters.aiohttp_fetcher import retry_after_s
from madoguchi.learning.crawling.addresses import absolute
from madoguchi.learning.crawling.fetching import Answer, Ask
from madoguchi.learning.crawling.links import links_of, orders_in
from madoguchi.learning.crawling.robots import MOST_BYTES, Robots, rules_from
from madoguchi.learning.crawling.sitemaps import looks_like_listing, read_listing

SITE = "http://a.test"


def rules(text: str | bytes) -> Answer:
    body = text if isinstance(text, bytes) else text.encode()
    return Answer(SITE + "/robots.txt", status=200, body=body)


@pytest.mark.parametrize(
    ("text", "path", "allowed"),
    [
        ("User-agent: *\nDisallow: /x", "/x/y", False),
        ("User-agent: *\nDisallow: /x\nAllow: /x/y", "/x/y", True),
        ("User-agent: madoguchi\nDisallow: /x\n\nUser-agent: *\nDisallow: /", "/y", True),
        ("User-agent: other\nDisallow: /", "/x", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        (b"\xef\xbb\xbfUser-agent: *\r\nDisallow: /x", "/x", False),
        ("user-agent : *\rdisallow : /x", "/x", False),
        ("User-agent: *\nDisallow: /窓口", "/%E7%AA%93%E5%8F%A3/1", False),
        ("User-agent: *\nDisallow:", "/x", True),
        (b"\xff\x00 not text <html>", "/x", True),
        ("", "/x", True),
    ],
)
def test_rules_are_heeded_however_they_are_written(
    text: str | bytes, path: str, allowed: bool
) -> None:
    assert rules_from(rules(text)).allow(SITE + path) is allowed


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (Answer(SITE, status=404), "absent"),
        (Answer(SITE, status=403), "absent"),
        (Answer(SITE, status=500), "away"),
        (Answer(SITE, status=429), "away"),
        (Answer(SITE, trouble="timed_out"), "away"),
        (Answer(SITE, trouble="name_unknown"), "away"),
        (Answer(SITE, trouble="redirect_loop"), "absent"),
    ],
)
def test_no_robots_txt_allows_all_and_a_broken_one_nothing(answer: Answer, state: str) -> None:
    found = rules_from(answer)
    assert (found.state, found.allow(SITE + "/x")) == (state, state == "absent")


def test_sitemaps_and_delays_are_taken_from_robots_txt() -> None:
    text = "Sitemap: http://a.test/s.xml\nUser-agent: *\nCrawl-delay: 2.5\nRequest-rate: 1/5\n"
    found = rules_from(rules(text))
    assert found.sitemaps == ("http://a.test/s.xml",)
    assert found.gap_s == 5


def test_robots_txt_is_asked_for_once_cut_and_again_after_its_time() -> None:
    asked: list[Ask] = []

    async def visit(ask: Ask) -> Answer:
        asked.append(ask)
        await asyncio.sleep(0.01)
        if ask.address.endswith("/robots.txt"):
            return Answer(ask.address, status=301, location="http://b.test/rules")
        return rules("User-agent: *\nDisallow: /x")

    async def act() -> None:
        robots = Robots(visit, kept_s=0.2)
        found = await asyncio.gather(*(robots.rules(f"{SITE}/{n}") for n in range(9)))
        assert [ask.address for ask in asked] == [SITE + "/robots.txt", "http://b.test/rules"]
        assert (asked[0].max_bytes, asked[0].cut) == (MOST_BYTES, True)
        assert not found[0].allow(SITE + "/x")
        await asyncio.sleep(0.21)
        await robots.rules(SITE + "/")
        assert len(asked) == 4

    asyncio.run(act())


def test_a_list_is_read_as_far_as_it_goes() -> None:
    body = (
        b'<?xml version="1.0"?><s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9">'
        b"<s:url><s:loc>\n http://a.test/?x=1&amp;y=2 </s:loc><s:lastmod>2026-02-03</s:lastmod>"
        b"</s:url><s:url><s:loc><![CDATA[http://a.test/b&c]]></s:loc></s:url>"
        b"<s:url><s:loc>http://a.test/c</s:loc><s:lastmod>yesterday</s:lastmod><s:url><s:loc>htt"
    )
    assert read_listing(body).pages == [
        ("http://a.test/?x=1&y=2", datetime(2026, 2, 3, tzinfo=UTC)),
        ("http://a.test/b&c", None),
        ("http://a.test/c", None),
    ]
    assert looks_like_listing(body)


def test_lists_come_as_text_packed_and_in_sixteen_bits() -> None:
    text = b"\xef\xbb\xbfhttp://a.test/1\r\nnothing\r\nhttps://a.test/2"
    assert [address for address, _ in read_listing(text).pages] == [
        "http://a.test/1",
        "https://a.test/2",
    ]
    xml = "<urlset><url><loc>http://a.test/1</loc></url></urlset>"
    for body in (
        gzip.compress(xml.encode()),
        xml.encode("utf-16"),
        gzip.compress(xml.encode())[:-9],
    ):
        assert read_listing(body).pages == [("http://a.test/1", None)]
    assert read_listing(b"\x1f\x8bbroken").pages == []
    assert not looks_like_listing(b"<html><body>page</body></html>")


def test_feeds_are_lists_of_their_entries() -> None:
    atom = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><link href="http://a.test/"/>'
        b'<entry><link rel="edit" href="/e"/><link href="http://a.test/1?a&amp;b"/>'
        b"<updated>2026-01-02T03:04:05Z</updated></entry></feed>"
    )
    moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert read_listing(atom).pages == [("http://a.test/1?a&b", moment)]
    rss = b"<rss><item><guid isPermaLink='true'>http://a.test/g</guid></item></rss>"
    found = read_listing(rss)
    assert (found.pages, found.is_feed) == ([("http://a.test/g", None)], True)


def test_nothing_in_a_list_is_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc>'
    assert read_listing(bomb).pages == [("&a;", None)]


def test_a_page_tells_its_links_and_its_wishes() -> None:
    body = b"""<head><base href="/d/"><link rel="canonical" href="/c"><link rel="next" href="n">
    <meta name="Robots" content="NoIndex , follow"></head><a href="x">1</a><a href="x#2">2</a>
    <a rel="ugc NoFollow" href="/no">3</a><map><area href="/area"></map><iframe src="/f"></iframe>
    <a href="mailto:x">4</a><a>5</a><a href="">6</a>"""
    found = links_of(body, "text/html", SITE + "/p")
    assert set(found.follow) == {SITE + each for each in ("/d/x", "/d/n", "/area", "/f")}
    assert found.nofollow == (SITE + "/no",)
    assert found.canonical == SITE + "/c"
    assert (found.noindex, found.stays) == (True, False)


@pytest.mark.parametrize(
    ("header", "orders"),
    [
        ("noindex", {"noindex"}),
        ("none", {"none"}),
        ("otherbot: noindex, nofollow", set()),
        ("otherbot: noindex, madoguchi: nofollow", {"nofollow"}),
        ("unavailable_after: 25 Jun 2026 15:00:00 PST, noindex", {"noindex"}),
        ("", set()),
    ],
)
def test_headers_speak_to_us_or_to_others(header: str, orders: set[str]) -> None:
    assert orders_in(header) == orders


def test_retry_after_is_a_number_or_a_moment() -> None:
    assert retry_after_s("120") == 120
    later = retry_after_s(format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True))
    assert later is not None
    assert 85 < later <= 90
    assert retry_after_s("Wed, 01 Jan 2020 00:00:00 GMT") == 0
    assert retry_after_s("soon") is None
    assert retry_after_s(None) is None


@pytest.mark.parametrize("charset", ["base64", "idna", "undefined", "rot13", "no-such", "utf-7"])
def test_a_charset_that_is_none_loses_no_links(charset: str) -> None:
    body = f'<meta charset="{charset}"><a href="/x?q=あ">'.encode("cp932")
    for header in ("text/html", f"text/html; charset={charset}"):
        assert len(links_of(body, header, SITE + "/").follow) == 1


def test_noise_raises_nothing() -> None:
    dice = random.Random(1)
    pieces = (
        b"<a href=|<meta charset=utf-16|<loc>|</url>|<rss>|<item>|&#x110000;|\x1b$B|\x00|%zz|[::"
    )
    words = [*pieces.split(b"|"), b"Disallow: ", b"Allow: *$*", b"User-agent: *", b"\n", b'"', b">"]
    for _ in range(3000):
        noise = b"".join(dice.choices(words, k=12)) + dice.randbytes(6)
        links_of(noise, "text/html; charset=" + noise[:9].decode("latin-1"), SITE + "/")
        read_listing(noise)
        rules_from(rules(noise)).allow(SITE + "/x")
        absolute(SITE + "/d/e", noise.decode("latin-1"))
        absolute(SITE + "/d/e", noise.decode("utf-8", "surrogateescape"))
        retry_after_s(noise.decode("latin-1"))
