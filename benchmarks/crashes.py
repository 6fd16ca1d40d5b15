"""Workers killed at random, again and again, while they work: what is lost, what is done twice?"""

import random
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure
from madoguchi.kernel.jobs import NewJob
from tests.support.marks import marks, settle
from tests.support.postgres import own_server
from tests.support.redis import own_redis
from tests.support.scaled import Office, Workforce

STEPS, WORKERS, JOBS_A_KILL = 4, 4, 6


def run(quick: bool) -> list[Figure]:
    """Kill, and count."""
    kills = 20 if quick else 200
    with (
        tempfile.TemporaryDirectory() as name,
        own_server() as postgres,
        own_redis() as redis,
    ):
        folder = Path(name)
        (folder / "marks").mkdir()
        settings: dict[str, Any] = {
            "database": {"url": postgres.url},
            "redis": {"url": redis.url},
            "jobs": {"at_once": 4},
        }
        workforce = Workforce(folder, settings)
        with closing(Office(folder / "office", settings, "api")) as office:
            try:
                ids = _work_and_kill(office, workforce, folder / "marks", kills)
                asked = settle(office, ids, folder / "marks")
            finally:
                workforce.end()
            lost = sum(office.look(job_id).state != "done" for job_id in ids)
            done = [marks(folder / "marks", job_id) for job_id in ids]
    repeated = sum(len(each) - len(set(each)) for each in done)
    missing = sum(STEPS - len(set(each)) for each in done)
    return [
        Figure("workers killed", kills, ""),
        Figure("jobs", len(ids), ""),
        Figure("jobs lost", lost, "", 0),
        Figure("once-only steps done twice", repeated, "", 0),
        Figure("once-only steps left out", missing, "", 0),
        Figure("steps of which a person had to say whether they happened", asked, ""),
    ]


def _work_and_kill(office: Office, workforce: Workforce, folder: Path, kills: int) -> list[str]:
    dice = random.Random(20261121)
    new = NewJob("test.steps", {"folder": str(folder), "steps": STEPS, "pause_s": 0.05})
    hands = [workforce.hire() for _ in range(WORKERS)]
    ids: list[str] = []
    for _ in range(kills):
        ids += office.ask(*([new] * JOBS_A_KILL))
        time.sleep(dice.uniform(0.3, 1.3))
        place = dice.randrange(WORKERS)
        hands[place].kill()
        hands[place] = workforce.begin()
    return ids
