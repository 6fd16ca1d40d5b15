"""The crawler beside Scrapy on one generated site: CPU, courtesy, second visits, kills."""

import os
import random
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.figures import Figure, median
from benchmarks.surroundings import ROOT
from tests.support.reading import prepare, sqlite_url
from tests.support.site import Hit, Reply, Site, open_site

PAGES = 1_200
KILLS = 20
QUICK_KILLS = 5
GAP_S = 0.02
JA = (
    "窓口",
    "注文",
    "配送",
    "返品",
    "送料",
    "会員",
    "登録",
    "手続き",
    "書類",
    "住所",
    "予約",
    "料金",
)
EN = ("order", "shipping", "return", "fee", "member", "address", "payment", "receipt", "booking")


def run(quick: bool) -> list[Figure]:
    """Measure; the site is served by this process, each crawler is a process of its own."""
    kills = QUICK_KILLS if quick else KILLS
    behind: list[Hit] = []
    with open_site(generated_site(behind)) as site:
        ours, scrapy = [], []
        for _ in range(2 if quick else 4):
            scrapy.append(_scrapy(site))
            site.clear()
            with _ledger() as ledger:
                ours.append(_crawl(site, ledger, "first"))
        again = _second_visit(site)
        refetched = _killed(site, kills)
        closest_s = _closest(site)
    return [
        Figure("Scrapy, pages a CPU-second", median(scrapy), ""),
        Figure("pages a CPU-second", median(ours), ""),
        Figure("Scrapy's CPU to ours, turned round", median(scrapy) / median(ours), "x", 0.2),
        Figure("disallowed pages asked for", _ours(behind), "", 0),
        Figure("unchanged pages not answered 304", again, "%", 0),
        Figure(f"pages asked for again over {kills} kills", refetched, "%", 2),
        Figure("gap of 20 ms, how much closer the closest came", closest_s * 1000, "ms", 0),
    ]


def generated_site(behind: list[Hit], pages: int = PAGES) -> Site:
    """Return a site of pages in two languages; who goes where it may not is noted in ``behind``."""
    site = Site()
    dice = random.Random(7)
    for number in range(pages):
        site.keep(f"/p{number}", Reply(_page(number, dice, pages).encode()))
    site.put("/", Reply(b'<a href="/p0">begin</a>'))
    for number in range(0, pages, 20):
        site.put(f"/old{number}", Reply(status=301, headers={"Location": f"/p{number}"}))

    def closed(hit: Hit) -> Reply:
        behind.append(hit)
        return Reply(b"closed")

    site.put("/private/*", closed)
    rules = b"User-agent: *\nDisallow: /private/\n"
    site.put("/robots.txt", Reply(rules, type="text/plain"))
    return site


def _page(number: int, dice: random.Random, pages: int) -> str:
    words = JA if number % 2 else EN
    text = "".join(
        f"<h2>{dice.choice(words)}</h2><p>{' '.join(dice.choices(words, k=60))}</p>"
        for _ in range(6)
    )
    near = [number * 2 + 1, number * 2 + 2, number + 1, *(dice.randrange(pages) for _ in range(6))]
    links = [f"/p{each % pages}" for each in near]
    links += [f"/p{number}?utm_source=page", f"/private/{number}"]
    links += [f"/old{number}"] if number % 20 == 0 else []
    rows = "".join(f"<tr><td>{each}</td><td>{number * each}</td></tr>" for each in range(10))
    listed = "".join(f'<li><a href="{link}">{link}</a></li>' for link in links)
    head = f'<meta charset="utf-8"><title>{number}</title><link rel="canonical" href="/p{number}">'
    nav = '<nav><a href="/">Home</a> <a href="/p0">JA</a> <a href="/p1">EN</a></nav>'
    body = f"{nav}<main><h1>{number}</h1>{text}<table>{rows}</table><ul>{listed}</ul></main>"
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


@contextmanager
def _ledger() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        prepare(sqlite_url(Path(folder) / "ledger.db"))
        yield Path(folder)


def _command(site: Site, place: Path, run_id: str, gap_s: float = 0.0) -> list[str]:
    url = sqlite_url(place / "ledger.db")
    module = "tests.support.crawl_until_killed"
    given = [url, site.address + "/", run_id, str(gap_s), "-"]
    return [sys.executable, "-m", module, *given]


def _crawl(site: Site, place: Path, run_id: str, gap_s: float = 0.0) -> float:
    """Crawl to the end; return pages a CPU-second."""
    done = subprocess.run(
        _command(site, place, run_id, gap_s), cwd=ROOT, capture_output=True, text=True, check=True
    )
    ended, pages, spent_s = done.stdout.split("\n")[1].split()
    if ended != "finished" or int(pages) != PAGES + 1:
        raise RuntimeError(done.stdout)
    return int(pages) / float(spent_s)


def _scrapy(site: Site) -> float:
    command = [sys.executable, "-m", "benchmarks.peers.plain_scrapy", site.address + "/"]
    done = subprocess.run(
        command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, check=True
    )
    pages, spent_s = done.stdout.split()
    return int(pages) / float(spent_s)


def _ours(hits: list[Hit]) -> int:
    return sum(hit.headers["user-agent"].startswith("Madoguchi") for hit in hits)


def _second_visit(site: Site) -> float:
    """Return the share of unchanged pages that were sent again, in percent."""
    with _ledger() as place:
        _crawl(site, place, "first")
        site.clear()
        _crawl(site, place, "second")
    return 100 * (PAGES - site.statuses[304]) / PAGES


def _killed(site: Site, kills: int) -> float:
    """Return the share of pages asked for again, in percent."""
    dice = random.Random(5)
    site.clear()
    with _ledger() as place:
        for _ in range(kills):
            with subprocess.Popen(
                _command(site, place, "run", GAP_S), cwd=ROOT, stdout=subprocess.PIPE
            ) as crawler:
                assert crawler.stdout is not None
                crawler.stdout.readline()
                alarm = threading.Timer(dice.uniform(0.3, 1.5), crawler.kill)
                alarm.start()
                crawler.wait()
                alarm.cancel()
        _crawl(site, place, "run")
    times = Counter(hit.path for hit in site.hits if hit.path.startswith("/p"))
    return 100 * sum(each - 1 for each in times.values()) / PAGES


def _closest(site: Site) -> float:
    """Return by how many seconds two requests came closer than the gap, at the site's end."""
    site.clear()
    with _ledger() as place:
        _crawl(site, place, "run", GAP_S)
    return max(0.0, GAP_S - min(site.gaps()))
