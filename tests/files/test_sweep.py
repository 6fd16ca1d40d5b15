"""What is left over is cleared away; what may be somebody's is not."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from madoguchi.files.keys import key_of
from madoguchi.kernel.ids import new_id
from madoguchi.kernel.jobs import NewJob
from tests.files.test_doors import bring, read, rows, stored
from tests.support.house import House
from tests.support.people import Person
from tests.support.s3 import OwnS3

DAY_S = 24 * 3600.0


def result_of(house: House, task: str) -> Any:
    (job_id,) = house.enqueue(NewJob(task))
    job = house.ended(job_id)
    assert job.state == "done", job.error
    return job.result


def age(path: Path, days: float) -> None:
    moment = time.time() - days * DAY_S
    os.utime(path, (moment, moment))


def lay(house: House, folder: str = "") -> Path:
    """Put bytes into the store that no row names."""
    key = key_of(new_id())
    root = house.wired.home.folder / "files"
    path = root / folder / key.partition("/")[2] if folder else root / key
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"lost")
    return path


def test_uploads_that_never_ended_go_after_a_day(house: House, member: Person) -> None:
    result_of(house, "files.sweep")
    before = rows(house), stored(house)
    kept, stuck, young = bring(member), bring(member), bring(member)
    for file in (stuck, young):
        house.sql("update files set state = 'writing' where id = :id", id=file["id"])
    long_ago = "update files set created_at = '2020-01-01 00:00:00.000000' where id = :id"
    house.sql(long_ago, id=stuck["id"])
    assert result_of(house, "files.sweep") == {"files": 1}
    assert house.sql("select id from files where id = :id", id=stuck["id"]) == []
    assert (rows(house), stored(house)) == (before[0] + 2, before[1] + 2)
    assert result_of(house, "files.sweep") == {"files": 0}
    assert read(member, kept).content == b"hello"
    house.sql("update files set state = 'ready' where id = :id", id=young["id"])


def test_bytes_that_no_row_names_go_after_a_week(house: House, member: Person) -> None:
    file = bring(member)
    known = house.wired.home.folder / "files" / key_of(file["id"])
    old, half, young = lay(house), lay(house, "begun"), lay(house)
    for path in (known, old, half):
        age(path, 8)
    age(young, 6)
    assert result_of(house, "files.orphans") == {"found": 2, "removed": 2}
    assert [path.exists() for path in (known, young, old, half)] == [True, True, False, False]
    assert read(member, file).content == b"hello"


def test_in_a_bucket_that_others_may_share_they_are_only_counted(
    bucket_house: House, s3: OwnS3, sender: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("madoguchi.files.service.ORPHANED", -timedelta(minutes=1))
    file, lost = bring(sender), f"house/{key_of(new_id())}"
    s3.lay(lost, b"another house's")
    found = result_of(bucket_house, "files.orphans")
    assert found["found"] >= 1
    assert found["removed"] == 0
    assert {lost, f"house/{key_of(file['id'])}"} <= set(s3.objects())
