"""The ledger remembers where a crawl was, whoever stops it and however."""

import asyncio
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from madoguchi.learning.crawling.entries import Entry, Found, as_it_was
from madoguchi.learning.crawling.ledger import Ledger
from madoguchi.learning.crawling.plan import Progress, Wish
from tests.support.processes import until
from tests.support.reading import SOURCE, Reader
from tests.support.site import Hit, Reply, Site, page

PAGES, KILLS = 300, 5


def furnish(site: Site, count: int) -> None:
    def act(hit: Hit) -> Reply:
        number = int(hit.path[2:] or 0)
        near = {(number * 7 + step * 13 + 1) % count for step in range(5)}
        return page(f"page {number}", f"/p{(number + 1) % count}", *(f"/p{n}" for n in near))

    site.put("/p*", act)
    site.put("/", page("start", "/p0"))


def fetched_twice(site: Site) -> int:
    times = Counter(hit.path for hit in site.hits if hit.path.startswith("/p"))
    return sum(each - 1 for each in times.values())


def wishes(goes: int, then: Wish) -> Iterator[Wish]:
    yield from ["go"] * goes  # type: ignore[misc]
    while True:
        yield then


def has_read(site: Site, count: int) -> bool:
    return len(site.hits) >= count


def test_a_killed_crawl_goes_on_where_it_was(
    site: Site, either_reader: Reader, tmp_path: Path
) -> None:
    furnish(site, PAGES)
    bodies = tmp_path / "bodies"
    bodies.mkdir()
    dice = random.Random(3)
    command = [sys.executable, "-m", "tests.support.crawl_until_killed", either_reader.url]
    command += [site.address + "/", "run-1", "0.004", str(bodies)]
    said = b""
    for number in range(KILLS + 1):
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(sys.path)},
        ) as crawler:
            assert crawler.stdout is not None
            assert crawler.stdout.readline() == b"begun\n"
            if number < KILLS:
                enough = len(site.hits) + dice.randint(5, PAGES // (KILLS + 1))
                until(partial(has_read, site, enough), "it reads", 20)
                crawler.kill()
            else:
                said = crawler.stdout.read()
    assert said.startswith(f"finished {PAGES + 1} ".encode())
    assert len(list(bodies.iterdir())) == PAGES + 1
    assert fetched_twice(site) <= KILLS * 3


def test_pause_and_cancel_end_in_good_order_and_the_same_run_goes_on(
    site: Site, either_reader: Reader
) -> None:
    furnish(site, 60)
    pausing, cancelling = wishes(20, "pause"), wishes(10, "cancel")
    first = either_reader.crawl(site.address + "/", steer=lambda: next(pausing))
    second = either_reader.crawl(site.address + "/", again=True, steer=lambda: next(cancelling))
    third = either_reader.crawl(site.address + "/", again=True)
    assert [each.ended for each in (first, second, third)] == ["paused", "cancelled", "finished"]
    assert first.counts.pages < second.counts.pages < third.counts.pages == 61
    assert first.waiting > 0
    assert third.waiting == 0
    assert fetched_twice(site) == 0
    assert len(either_reader.changed()) == 61


def test_a_crawler_that_was_replaced_writes_no_more(either_reader: Reader) -> None:
    async def act(ledger: Ledger) -> None:
        begin = [Found(f"http://a.test/{number}", "start", 0) for number in range(4)]
        old = await ledger.open(SOURCE, "run-1", begin)
        (held,) = await old.turn([], [], 1)
        new = await ledger.open(SOURCE, "run-1", begin)
        taken = await new.turn([], [], 10)
        assert len(taken) == 4
        late = as_it_was(held)
        late.decision = "late"
        await old.turn([late], [], 0)
        kept = await ledger.one(SOURCE, held.address)
        assert kept is not None
        assert (kept.state, kept.decision) == ("taken", None)

    either_reader.with_ledger(act)


def test_two_crawlers_of_one_run_share_the_work_and_never_a_page(either_reader: Reader) -> None:
    async def act(ledger: Ledger) -> None:
        begin = [Found(f"http://a.test/{number}", "start", 0) for number in range(100)]
        book = await ledger.open(SOURCE, "run-1", begin)
        claims: list[list[Entry]] = await asyncio.gather(*(book.turn([], [], 7) for _ in range(20)))
        taken = [entry.address for claim in claims for entry in claim]
        assert len(taken) == len(set(taken)) == 100

    either_reader.with_ledger(act)


def test_sources_do_not_see_each_other(site: Site, reader: Reader) -> None:
    furnish(site, 5)
    reader.crawl(site.address + "/")
    reader.crawl(site.address + "/", source_id="other")
    assert reader.changed() == {}, "the other source's run is not this one's"
    reader.with_ledger(lambda ledger: ledger.forget("other"))
    assert len(reader.decisions()) == 7


def test_a_link_beside_a_nofollow_wins(either_reader: Reader) -> None:
    async def act(ledger: Ledger) -> None:
        found = Found("http://a.test/x", "nofollow", 1, "http://a.test/")
        book = await ledger.open(SOURCE, "run-1", [found])
        await book.turn([], [replace(found, found_by="link", found_on="http://a.test/b")], 0)
        await book.turn([], [found], 0)
        kept = await ledger.one(SOURCE, found.address)
        assert kept is not None
        assert (kept.found_by, kept.found_on) == ("link", "http://a.test/b")

    either_reader.with_ledger(act)


def test_progress_is_told_while_it_runs(site: Site, reader: Reader) -> None:
    furnish(site, 60)
    told: list[Progress] = []
    reader.crawl(site.address + "/", gap_s=0.03, on_progress=told.append)
    assert told
    assert told[-1].counts.pages > told[0].counts.pages
    assert told[-1].pages_per_s > 0
    assert told[0].current is not None
    assert told[0].waiting > 0
