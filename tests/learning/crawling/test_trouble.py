"""Servers that are slow, rude, broken or hostile: each costs one page, and has a name."""

import gzip
import socket
import time
import zlib

import brotli
import pytest

from madoguchi.learning.crawling.guard import Guard
from tests.support.reading import Reader
from tests.support.site import Hit, Reply, Site, page

BIG = b"<p>" + b"0" * 30_000_000
SMALL = 1_000_000


def failing_first(times: int, reply: Reply) -> object:
    seen = iter([reply] * times)
    return lambda hit: next(seen, page("now it works"))


@pytest.mark.parametrize(
    ("name", "reply"),
    [
        ("too_large", Reply(b"x" * (SMALL + 1))),
        ("too_large", Reply(gzip.compress(BIG), headers={"Content-Encoding": "gzip"})),
        ("too_large", Reply(zlib.compress(BIG), headers={"Content-Encoding": "deflate"})),
        ("too_large", Reply(brotli.compress(BIG), headers={"Content-Encoding": "br"})),
        ("timed_out", Reply(b"late", wait_s=30)),
        ("timed_out", Reply(b"x" * 1000, drip_s=0.5)),
        ("broke_off", Reply(b"half", cut=True)),
        ("broke_off", Reply(gzip.compress(b"x" * 999)[:-9], headers={"Content-Encoding": "gzip"})),
        ("bad_answer", Reply(b"not gzip", headers={"Content-Encoding": "gzip"})),
        ("bad_answer", Reply(b"x", headers={"Content-Encoding": "snappy"})),
        ("bad_answer", Reply(raw=b"HTTP/1.1 banana\r\n\r\n")),
        ("bad_answer", Reply(raw=b"HTTP/1.1 200 OK\r\nX: " + b"y" * 99_999 + b"\r\n\r\n")),
        ("bad_answer", Reply(status=302)),
        ("unwanted_type", Reply(b"x", type="image/png")),
        ("forbidden", Reply(status=403)),
        ("bad_status", Reply(status=500)),
    ],
)
def test_trouble_has_a_name_and_costs_one_page(
    site: Site, reader: Reader, name: str, reply: Reply
) -> None:
    site.put("/", page("start", "/bad", "/good"))
    site.put("/bad", reply)
    site.put("/good", page("good"))
    summary = reader.crawl(site.address + "/", max_bytes=SMALL, attempts=1)
    decided = reader.decisions()
    assert (decided["/bad"], decided["/good"]) == (name, "new")
    assert summary.ended == "finished"


@pytest.mark.parametrize("code", ["gzip", "deflate", "raw", "br"])
def test_packed_pages_are_read(site: Site, reader: Reader, code: str) -> None:
    body = page("packed " * 9000, "/next").body
    raw = zlib.compressobj(wbits=-15)
    packed = {
        "gzip": gzip.compress(body),
        "deflate": zlib.compress(body),
        "raw": raw.compress(body) + raw.flush(),
        "br": brotli.compress(body),
    }[code]
    encoding = "deflate" if code == "raw" else code
    site.put("/", Reply(packed, headers={"Content-Encoding": encoding}))
    site.put("/next", page("next"))
    assert reader.crawl(site.address + "/").counts.pages == 2


def test_what_fails_for_a_moment_is_tried_again(site: Site, reader: Reader) -> None:
    site.put("/", page("start", "/flaky", "/broken"))
    site.put("/flaky", failing_first(2, Reply(status=500)))  # type: ignore[arg-type]
    site.put("/broken", failing_first(1, Reply(b"x", cut=True)))  # type: ignore[arg-type]
    summary = reader.crawl(site.address + "/")
    assert summary.counts.pages == 3
    assert (site.count("/flaky"), site.count("/broken")) == (3, 2)


def test_retry_after_is_waited_for_by_everybody(site: Site, reader: Reader) -> None:
    busy = Reply(status=429, headers={"Retry-After": "1"})
    site.put("/", page("start", *(f"/{number}" for number in range(6))))
    for number in range(6):
        site.put(f"/{number}", page(str(number)))
    site.put("/2", failing_first(1, busy))  # type: ignore[arg-type]
    summary = reader.crawl(site.address + "/", at_once=1)
    assert summary.counts.pages == 7
    refused = next(n for n, hit in enumerate(site.hits) if hit.path == "/2")
    assert site.gaps()[refused] >= 1.0


def test_a_wait_that_is_too_long_ends_the_run_for_now(site: Site, reader: Reader) -> None:
    busy = Reply(status=503, headers={"Retry-After": "3000"})
    site.put("/", page("start", "/busy", "/other"))
    site.put("/busy", failing_first(1, busy))  # type: ignore[arg-type]
    site.put("/other", page("other"))
    first = reader.crawl(site.address + "/", at_once=1)
    assert first.ended == "later"
    assert first.come_back_at is not None
    assert first.waiting == 2


def test_a_host_that_is_down_is_left_alone_for_a_while(site: Site, reader: Reader) -> None:
    site.put("/", page("start", *(f"/{number}" for number in range(20))))
    site.put("/*", Reply(status=500))
    site.put("/robots.txt", Reply(status=404))
    site.put("/sitemap.xml", Reply(status=404))
    summary = reader.crawl(site.address + "/", at_once=1, attempts=1)
    assert summary.counts.failed == 20
    assert max(site.gaps()) >= 0.3


def test_a_private_address_is_refused_at_the_socket(site: Site, reader: Reader) -> None:
    site.put("/", page("secret"))
    reader.guard = Guard()
    host = site.address.replace("127.0.0.1", "localhost")
    for start in (site.address, host):
        reader.crawl(start + "/", obey_robots=False, use_sitemaps=False)
        assert reader.look(start + "/").decision == "address_refused"
    assert site.hits == []


def test_a_name_opened_in_the_settings_is_reached_and_no_other(site: Site, reader: Reader) -> None:
    site.put("/", page("inside"))
    reader.guard = Guard(["localhost"])
    host = site.address.replace("127.0.0.1", "localhost")
    assert reader.crawl(host + "/").counts.pages == 1
    reader.crawl(site.address + "/", obey_robots=False, use_sitemaps=False)
    assert reader.look(site.address + "/").decision == "address_refused"


def test_a_redirect_into_a_private_network_is_refused(site: Site, reader: Reader) -> None:
    """The host of the start is opened; where it leads, is not."""
    host = site.address.replace("127.0.0.1", "localhost")
    site.put("/", Reply(status=301, headers={"Location": site.address + "/inner"}))
    site.put("/inner", page("secret"))
    reader.guard = Guard(["localhost"])
    reader.crawl(host + "/", obey_robots=False, use_sitemaps=False)
    assert reader.look(site.address + "/inner").decision == "address_refused"
    assert site.count("/inner") == 0


def test_a_dead_port_is_unreachable(reader: Reader) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    start = f"http://127.0.0.1:{port}/"
    assert reader.crawl(start, obey_robots=False, use_sitemaps=False).counts.failed == 1
    assert reader.look(start).decision == "unreachable"


def test_headers_of_a_source_go_to_its_own_host_only(site: Site, reader: Reader) -> None:
    other = site.address.replace("127.0.0.1", "localhost")
    site.put("/", page("start", "/hop"))
    site.put("/hop", Reply(status=302, headers={"Location": other + "/there"}))
    site.put("/there", page("there"))
    scope = {"hosts": frozenset(each.partition("://")[2] for each in (site.address, other))}
    headers = (("Cookie", "session=1"), ("Authorization", "Bearer x"))
    reader.crawl(site.address + "/", scope=scope, headers=headers)
    sent: dict[str, Hit] = {hit.path: hit for hit in site.hits}
    assert sent["/hop"].headers["cookie"] == "session=1"
    assert sent["/there"].headers["host"].startswith("localhost")
    assert not {"cookie", "authorization"} & set(sent["/there"].headers)


def test_cookies_that_a_site_sets_are_not_kept(site: Site, reader: Reader) -> None:
    site.put("/", Reply(page("x", "/a").body, headers={"Set-Cookie": "id=1"}))
    site.put("/a", page("a"))
    reader.crawl(site.address + "/")
    assert not any("cookie" in hit.headers for hit in site.hits)


@pytest.mark.parametrize("tag", ["div", "b", "table", "p", "li", "svg"])
def test_a_page_of_very_many_tags_in_each_other_costs_little(
    site: Site, reader: Reader, tag: str
) -> None:
    many = 200_000
    nested = f"<{tag}>" * many + '<a href="/end">x</a>' + f"</{tag}>" * many
    site.put("/", Reply(nested.encode()))
    site.put("/end", page("end"))
    before = time.process_time()
    assert reader.crawl(site.address + "/").counts.pages == 2
    assert time.process_time() - before < 5


def test_waiting_for_another_try_costs_no_work(site: Site, reader: Reader) -> None:
    site.put("/", Reply(status=500))
    reader.crawl(site.address + "/")  # what is loaded only once
    before = time.process_time(), time.monotonic()
    reader.crawl(site.address + "/", retry_s=0.8)
    assert time.monotonic() - before[1] > 2
    assert time.process_time() - before[0] < 1
