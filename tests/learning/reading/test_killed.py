"""A run with a reader goes on after its server was killed, and rests when it is asked to."""

import time
from functools import partial
from pathlib import Path
from typing import Any

from tests.learning.reading.conftest import NAUGHTY, Source, Sources
from tests.learning.reading.test_trouble import rooms, running
from tests.learning.test_killed_runs import Admin
from tests.support.people import Person
from tests.support.processes import Desk, until

DOCUMENTS = 42


def test_a_run_goes_on_after_its_server_was_killed(tmp_path: Path) -> None:
    slow = NAUGHTY | {"load": {"then": "take_time"}}
    desk = Desk(tmp_path / "home", {"learning": {"readers": {"slow": slow}}})
    pids = tmp_path / "home" / "readers" / "slow" / "pids"
    try:
        desk.start()
        admin = Admin(desk)
        source = admin.do("POST", "/api/sources", json={"kind": "reader", "starts": ["slow"]})
        run = admin.do("POST", f"/api/sources/{source['id']}/run", json={})
        for begun in (1, 2):
            until(partial(_began, pids, begun), "the reader works", 40)
            time.sleep(1.5)
            desk.kill_server()
            until(lambda: not any(map(running, _lines(pids))), "the reader ends with it", 10)
            until(lambda: desk.get("/readyz").status_code == 200, "a new server", 40)

        def over() -> Any:
            found = admin.do("GET", f"/api/runs/{run['id']}")
            return found if found["state"] in ("done", "failed", "cancelled") else None

        ended = until(over, "the run is over", 90)
        assert ended["state"] == "done", ended
        assert len(_lines(pids)) == 3
        assert admin.do("GET", f"/api/sources/{source['id']}")["documents"] == DOCUMENTS
        # What had been brought in before a kill was not brought in again.
        assert ended["steps"]["gather"]["counts"]["unchanged"] > 5
        admin.close()
    finally:
        desk.close()


def _began(pids: Path, times: int) -> bool:
    return pids.exists() and len(_lines(pids)) == times


def _lines(pids: Path) -> list[int]:
    return [int(each) for each in pids.read_text().split()]


def test_a_run_rests_and_goes_on(source: Sources, librarian: Person) -> None:
    made: Source = source("naughty", then="take_time")
    run = librarian.do("POST", f"/api/sources/{made.id}/run", json={})
    path = f"/api/runs/{run['id']}"
    until(lambda: len(made.documents) > 4, "documents come")
    librarian.do("POST", f"{path}/pause")
    until(lambda: librarian.do("GET", path)["state"] == "paused", "it rests", 20)
    so_far = len(made.documents)
    assert 4 < so_far < DOCUMENTS
    librarian.do("POST", f"{path}/resume")
    until(lambda: librarian.do("GET", path)["state"] == "done", "it is over", 40)
    assert len(rooms(made)) == DOCUMENTS
