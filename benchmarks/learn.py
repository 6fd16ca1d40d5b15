"""A site learned from end to end by a running server: how fast, by step, and a second time."""

import json
import tempfile
import time
from pathlib import Path
from typing import Any

import httpx2

from benchmarks.crawl import generated_site
from benchmarks.figures import Figure
from tests.support.processes import PASSWORD, Desk, until
from tests.support.site import open_site

PAGES, QUICK_PAGES = 2_000, 300
STEPS = ("gather", "convert", "learn")
PATIENCE_S = 900
OVER = ("done", "failed", "cancelled")


def run(quick: bool) -> list[Figure]:
    """Measure; the site is served by this process, the server is another."""
    pages = QUICK_PAGES if quick else PAGES
    with (
        open_site(generated_site([], pages)) as site,
        tempfile.TemporaryDirectory(prefix="madoguchi-bench-") as folder,
    ):
        desk = Desk(Path(folder) / "home", {"crawl": {"allow_private": ["127.0.0.1"]}})
        try:
            desk.start()
            first, first_s = _learned(desk, site.address)
            again, again_s = _learned(desk, site.address)
        finally:
            desk.close()
    assert (first["state"], again["state"]) == ("done", "done")
    per_s = {step: first["steps"][step]["per_s"] for step in STEPS}
    slowest = min(STEPS, key=per_s.__getitem__)
    return [
        Figure("pages", pages, ""),
        Figure("pages a second, from end to end", pages / first_s, ""),
        *(Figure(f"{step}, pages a second", per_s[step], "") for step in STEPS),
        Figure(f"the slowest step, {slowest}, pages a second", per_s[slowest], ""),
        Figure("a second run of the unchanged site", again_s, "s"),
        Figure("the second run to the first", again_s / first_s, "x", 0.125),
    ]


def _learned(desk: Desk, address: str) -> tuple[Any, float]:
    """Run once; return the run and how long it took."""
    with httpx2.Client(base_url=desk.address, trust_env=False, timeout=60) as client:

        def do(method: str, path: str, **given: Any) -> Any:
            answer = client.request(method, path, **given)
            assert answer.status_code < 300, answer.text
            return json.loads(answer.content)["data"]

        def over() -> Any:
            found = do("GET", f"/api/runs/{started['id']}")
            time.sleep(0.2)
            return found if found["state"] in OVER else None

        do("POST", "/api/sign-in", json={"name": "admin", "password": PASSWORD})
        sources = do("GET", "/api/sources")
        wish = {"kind": "site", "starts": [address + "/"], "options": {"gap_s": 0}}
        source = sources[0] if sources else do("POST", "/api/sources", json=wish)
        begun = time.monotonic()
        started = do("POST", f"/api/sources/{source['id']}/run", json={})
        return until(over, "the run is over", PATIENCE_S), time.monotonic() - begun
