"""How a host is treated, as it looks from the host."""

import asyncio
import time

import pytest

from madoguchi.learning.crawling.politeness import Manners, Politeness
from tests.support.reading import Reader
from tests.support.site import Reply, Site, page

GAP_S = 0.05


def furnish(site: Site, count: int = 24) -> None:
    site.put("/", page("start", *(f"/{number}" for number in range(count))))
    for number in range(count):
        site.put(f"/{number}", page(str(number)))


@pytest.mark.parametrize("slow", [False, True])
def test_requests_never_arrive_closer_than_the_gap(site: Site, reader: Reader, slow: bool) -> None:
    furnish(site)
    if slow:
        for number in range(0, 24, 3):
            site.put(f"/{number}", Reply(b"slow", wait_s=GAP_S * 1.5))
    summary = reader.crawl(site.address + "/", gap_s=GAP_S, at_once=8)
    assert summary.counts.pages == 25
    assert min(site.gaps()) >= GAP_S


def test_a_crawl_delay_is_heeded(site: Site, reader: Reader) -> None:
    furnish(site, 6)
    rules = b"User-agent: *\nCrawl-delay: 0.2\n"
    site.put("/robots.txt", Reply(rules, type="text/plain"))
    reader.crawl(site.address + "/")
    assert min(site.gaps()[1:]) >= 0.2


def test_without_a_gap_several_pages_are_asked_for_at_once(site: Site, reader: Reader) -> None:
    site.put("/", page("start", *(f"/{number}" for number in range(8))))
    for number in range(8):
        site.put(f"/{number}", Reply(b"slow", wait_s=0.3))
    begun = time.monotonic()
    reader.crawl(site.address + "/", at_once=8)
    assert time.monotonic() - begun < 1.5


def test_a_slot_is_one_slot_however_many_want_it() -> None:
    async def act() -> list[float]:
        host = Politeness(Manners()).host("a")
        host.keep_gap(0.02)
        times: list[float] = []

        async def visit() -> None:
            async with host.turn() as turn:
                times.append(time.monotonic())
                turn.sent()
                await asyncio.sleep(0.001)
                turn.heard()
                await asyncio.sleep(0.05)

        await asyncio.gather(*(visit() for _ in range(12)))
        return times

    times = asyncio.run(act())
    assert min(b - a for a, b in zip(times, times[1:], strict=False)) >= 0.02
    assert times[-1] - times[0] < 0.6, "nobody waits for the whole of another's visit"


def test_a_visit_that_is_cancelled_gives_its_slot_back() -> None:
    async def act() -> None:
        host = Politeness(Manners()).host("a")
        host.keep_gap(0.01)

        async def visit() -> None:
            async with host.turn():
                await asyncio.sleep(60)

        tasks = [asyncio.create_task(visit()) for _ in range(3)]
        await asyncio.sleep(0.02)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        async with asyncio.timeout(1), host.turn():
            pass

    asyncio.run(act())


def test_a_busy_host_is_asked_half_as_often_and_later_as_before() -> None:
    host = Politeness(Manners()).host("a")
    host.keep_gap(0.5)
    host.was_busy(0)
    assert host.gap_s == 1.0
    host.was_busy(9999)
    assert 3500 < host.pause_s <= 3600
    for _ in range(50):
        host.did_well()
    assert host.gap_s == 0.5


def test_a_host_that_keeps_failing_is_left_alone_for_longer_and_longer() -> None:
    host = Politeness(Manners(failures_before_pause=2, first_pause_s=10)).host("a")
    host.failed()
    assert host.pause_s == 0
    host.failed()
    assert 9 < host.pause_s <= 10
    for _ in range(2):
        host.failed()
    assert 19 < host.pause_s <= 20
