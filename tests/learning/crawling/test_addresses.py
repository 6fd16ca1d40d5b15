"""One page, one spelling; what belongs to a crawl; where a site has no end."""

import pytest

from madoguchi.learning.crawling.addresses import absolute, normal
from madoguchi.learning.crawling.scope import Scope, scope_of
from madoguchi.learning.crawling.traps import Bounds, Traps

SITE = "http://a.test"


@pytest.mark.parametrize(
    ("given", "spelling"),
    [
        ("HTTP://A.TEST:80", "http://a.test/"),
        ("https://a.test:443/x", "https://a.test/x"),
        ("http://a.test:8080/x#part", "http://a.test:8080/x"),
        ("http://a.test./x", "http://a.test/x"),
        ("http://user:secret@a.test/x", "http://a.test/x"),
        ("http://a.test/a/./b/../c//d/..", "http://a.test/a/c//"),
        ("http://a.test/../../x", "http://a.test/x"),
        ("http://a.test/%7Eme/%e3%81%82", "http://a.test/~me/%E3%81%82"),
        ("http://a.test/窓口 1", "http://a.test/%E7%AA%93%E5%8F%A3%201"),
        ("http://a.test/100%", "http://a.test/100%25"),
        ("http://a.test/x?", "http://a.test/x"),
        ("http://a.test/x?b=2&a=1", "http://a.test/x?b=2&a=1"),
        ("http://a.test/x?&b=&&a", "http://a.test/x?b=&a"),
        ("http://a.test/x?utm_source=n&q=1&fbclid=9", "http://a.test/x?q=1"),
        ("http://a.test/x?PHPSESSID=1&sid=0a1b2c3d4e", "http://a.test/x"),
        ("http://a.test/x?s=query&sid=5", "http://a.test/x?s=query&sid=5"),
        ("http://a.test/x;jsessionid=AB12?q=1", "http://a.test/x?q=1"),
        ("http://日本語.jp/", "http://xn--wgv71a119e.jp/"),
        ("http://bücher.test/", "http://xn--bcher-kva.test/"),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://[::1]:80/x", "http://[::1]/x"),
    ],
)
def test_an_address_has_one_spelling(given: str, spelling: str) -> None:
    assert normal(given) == spelling
    assert normal(spelling) == spelling


@pytest.mark.parametrize(
    "given",
    [
        *("mailto:a@a.test", "javascript:void(0)", "ftp://a.test/", "//a.test", "data:,x", ""),
        *("http://", "http://a.test:99999/", "http://[::1/", "http://a b.test/", "http://-.x..y/"),
        *("http://a.test/" + "x" * 2000, "http://a.test/\ud800"),
    ],
)
def test_what_cannot_be_fetched_has_no_spelling(given: str) -> None:
    assert normal(given) is None


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("x", "http://a.test/d/x"),
        ("../x?y#z", "http://a.test/x?y"),
        ("?q=1", "http://a.test/d/e?q=1"),
        ("//b.test/x", "http://b.test/x"),
        ("\\x", "http://a.test/x"),
        (" /a\n/b ", "http://a.test/a/b"),
        ("http:x", "http://a.test/d/x"),
        ("", None),
        ("tel:110", None),
    ],
)
def test_links_are_read_as_browsers_do(link: str, found: str | None) -> None:
    assert absolute("http://a.test/d/e", link) == found


def test_letters_of_a_query_are_written_in_the_encoding_of_the_page() -> None:
    assert absolute(SITE + "/", "/s/あ?q=あ", "cp932") == SITE + "/s/%E3%81%82?q=%82%A0"


def test_a_site_is_its_host_with_or_without_www() -> None:
    scope = scope_of(["https://www.a.test/docs/"])
    assert scope.refuses("http://a.test/x") is None
    assert scope.refuses("http://sub.a.test/x") == "other_site"
    assert scope.refuses("http://a.test:81/x") == "other_site"
    assert scope.refuses("http://nota.test/x") == "other_site"
    wide = Scope(frozenset(("a.test",)), sites="subdomains")
    assert wide.refuses("http://sub.a.test/x") is None
    assert wide.refuses("http://nota.test/") == "other_site"


def test_a_scope_may_stay_below_where_it_began() -> None:
    scope = scope_of([SITE + "/docs/index.html"], stay_below=True)
    assert scope.refuses(SITE + "/docs/x/y") is None
    assert scope.refuses(SITE + "/docsx") == "above"


@pytest.mark.parametrize(
    ("pattern", "address", "matches"),
    [
        ("/blog/", "/blog/2026/x", True),
        ("/blog/", "/blog", False),
        ("/blog/*", "/blog/x?y=1", True),
        ("*.php", "/a/b.php", True),
        ("*.php", "/a/b.php?x", False),
        ("*?print=*", "/a?print=1", True),
        ("/a.b", "/aXb", False),
        (SITE + "/x*", "/xy", True),
        ("*" * 60 + "z", "/" + "a" * 900, False),
    ],
)
def test_patterns_are_plain(pattern: str, address: str, matches: bool) -> None:
    scope = Scope(frozenset(("a.test",)), exclude=(pattern,))
    assert (scope.refuses(SITE + address) == "excluded") is matches


def test_pages_that_are_merely_many_are_no_trap() -> None:
    traps = Traps()
    assert not any(traps.refuses(f"{SITE}/article/{number}") for number in range(20_000))
    assert not any(traps.refuses(f"{SITE}/item?id={number}") for number in range(5_000))


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("/a" * 20, "too_deep_path"),
        ("/x/y/x/y/x/y", "repeats"),
        ("/" + "x" * 1200, "too_long"),
        ("/2026/01/01/01/x", None),
    ],
)
def test_an_address_may_be_a_trap_in_itself(address: str, reason: str | None) -> None:
    assert Traps().refuses(SITE + address) == reason


def test_calendars_are_read_for_a_while_and_each_page_counts_once() -> None:
    traps = Traps(Bounds(calendar=3, query_shapes=2))
    dates = [f"{SITE}/cal/2026/{month}" for month in range(1, 6)]
    assert [traps.refuses(each) for each in dates + dates[:3]] == [
        *(None, None, None, "calendar", "calendar"),
        *(None, None, None),
    ]
    facets = [f"{SITE}/shop?{name}=1" for name in "abc"]
    assert [traps.refuses(each) for each in facets] == [None, None, "too_many_alike"]
