"""What can go wrong between a sender, a store and a reader, and what is left of it."""

import hashlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import psutil
import pytest

from madoguchi.files.keys import key_of
from tests.conftest import DEAD, Guests
from tests.files.test_doors import bring, read, rows, stored
from tests.files.test_sweep import result_of
from tests.support.house import House, open_house, settings_with
from tests.support.people import PATIENCE_S, Person
from tests.support.processes import Desk, until
from tests.support.s3 import ENCODED, KEY_ID, SECRET, OwnS3

MIB = 1024 * 1024
LARGE_MIB = 60
BOUND_MIB = 45


def component(admin: Person) -> dict[str, Any]:
    found: list[dict[str, Any]] = admin.do("GET", "/api/components")
    return next(part for part in found if part["id"] == "files")


@contextmanager
def memory() -> Iterator[list[float]]:
    """Watch by how many MiB this process grows meanwhile."""
    process, grown, ended = psutil.Process(), [0.0], threading.Event()
    before = process.memory_info().rss

    def watch() -> None:
        while not ended.wait(0.005):
            grown[0] = max(grown[0], (process.memory_info().rss - before) / MIB)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield grown
    finally:
        ended.set()
        watcher.join()


def send_and_read_much(person: Person) -> str:
    """Send a large file in pieces and read it back in pieces; return its id."""
    block = os.urandom(MIB)
    sent, got = hashlib.sha256(), hashlib.sha256()

    def pieces() -> Iterator[bytes]:
        for _ in range(LARGE_MIB):
            sent.update(block)
            yield block

    file = person.do("POST", "/api/files?name=large", content=pieces())
    assert (file["size"], file["sha256"]) == (LARGE_MIB * MIB, sent.hexdigest())
    with person.http.stream("GET", f"/api/files/{file['id']}/content") as answer:
        for piece in answer.iter_raw():
            got.update(piece)
    assert got.digest() == sent.digest()
    return str(file["id"])


def test_a_large_file_passes_through_a_folder_without_filling_the_memory(
    tmp_path: Path, guests: Guests
) -> None:
    with open_house(tmp_path / "home", settings_with(DEAD, files={"max_mib": 100})) as house:
        person = guests(house, house.add_person("sender", "member"))
        with memory() as grown:
            send_and_read_much(person)
        assert grown[0] < BOUND_MIB


def test_a_large_file_passes_through_a_bucket_without_filling_the_memory(
    s3: OwnS3, sender: Person
) -> None:
    with memory() as grown:
        file_id = send_and_read_much(sender)
    assert grown[0] < BOUND_MIB
    assert f"house/{key_of(file_id)}" in s3.objects()


def test_a_bucket_that_is_away_takes_only_the_files_with_it(
    bucket_house: House,
    s3: OwnS3,
    sender: Person,
    guests: Guests,
    caplog: pytest.LogCaptureFixture,
) -> None:
    admin = guests(bucket_house, bucket_house.keys["boss"])
    file = bring(sender, b"before")
    assert read(sender, file).content == b"before"
    assert component(admin)["state"] == "running"
    assert "house" in component(admin)["detail"]
    removed = bring(sender, b"removed meanwhile")
    s3.kill()
    problem = sender.refused(503, "POST", "/api/files?name=a", content=b"x")
    assert problem["code"] == "unavailable"
    assert "files.url" in problem["message"]
    assert "files.url" in sender.refused(503, "GET", f"/api/files/{file['id']}/content")["message"]
    assert sender.do("DELETE", f"/api/files/{removed['id']}")
    assert sender.do("GET", "/api/files") == [file]
    assert sender.ask("図書館は何時に開きますか")["message"]["content"]
    part = component(admin)
    assert part["state"] == "missing"
    assert "files.url" in part["mend"]
    assert sender.send("GET", "/readyz").status_code == 200
    s3.start()
    assert component(admin)["state"] == "running"
    assert read(sender, bring(sender, b"after")).content == b"after"
    lost = sender.refused(500, "GET", f"/api/files/{file['id']}/content")  # it came back empty
    assert lost["code"] == "damaged"
    assert result_of(bucket_house, "files.sweep") == {"files": 2}  # the upload, the removal
    assert bucket_house.sql("select state from files where state <> 'ready'") == []
    said = caplog.text + str([vars(record) for record in caplog.records])
    assert not [secret for secret in (SECRET, ENCODED) if secret in said]


def test_a_bucket_that_dies_in_the_middle_of_an_upload_keeps_nothing(
    bucket_house: House, s3: OwnS3, sender: Person
) -> None:
    def pieces() -> Iterator[bytes]:
        for number in range(40):
            if number == 20:
                s3.kill()
            yield bytes(MIB)

    assert sender.refused(503, "POST", "/api/files?name=a", content=pieces())
    assert sender.do("GET", "/api/files") == []
    assert bucket_house.sql("select state from files") == [("removing",)]


def test_a_bucket_that_dies_in_the_middle_of_a_download_cuts_the_line(
    s3: OwnS3, sender: Person
) -> None:
    file = bring(sender, bytes(40 * MIB))
    with (
        sender.http.stream("GET", f"/api/files/{file['id']}/content") as answer,
        pytest.raises(httpx2.RemoteProtocolError),
    ):
        for number, _ in enumerate(answer.iter_raw(MIB)):
            if number == 1:
                s3.kill()


def test_a_house_starts_without_its_bucket(s3: OwnS3, tmp_path: Path, guests: Guests) -> None:
    s3.kill()
    with open_house(tmp_path / "home", settings_with(DEAD, files={"url": s3.url()})) as house:
        person = guests(house, house.add_person("sender", "member"))
        assert person.refused(503, "POST", "/api/files?name=a", content=b"x")
        assert person.ask("図書館は何時に開きますか")["message"]["content"]
        s3.start()
        assert read(person, bring(person)).content == b"hello"


def test_damage_is_noticed_and_never_passed_off_as_the_file(
    house: House, member: Person, caplog: pytest.LogCaptureFixture
) -> None:
    small, large = bring(member, b"0123456789"), bring(member, bytes(3 * MIB))
    folder = house.wired.home.folder / "files"
    for file, size in ((small, 10), (large, 3 * MIB)):
        path = folder / key_of(file["id"])
        path.write_bytes(path.read_bytes()[:-1] + b"?")
        assert path.stat().st_size == size
    assert member.refused(500, "GET", f"/api/files/{small['id']}/content")["code"] == "damaged"
    with pytest.raises(httpx2.RemoteProtocolError):
        read(member, large)
    assert small["id"] in str([vars(record) for record in caplog.records])
    (folder / key_of(small["id"])).write_bytes(b"short")
    problem = member.refused(500, "GET", f"/api/files/{small['id']}/content")
    assert "backup" in problem["message"]
    (folder / key_of(small["id"])).unlink()
    assert member.refused(500, "GET", f"/api/files/{small['id']}/content")["code"] == "damaged"
    assert member.do("GET", f"/api/files/{small['id']}") == small


def talk(house: House, key: str, sent: bytes) -> socket.socket:
    """Begin an upload by hand, and stop in the middle."""
    host, _, port = house.address.removeprefix("http://").rpartition(":")
    line = socket.create_connection((host, int(port)), timeout=PATIENCE_S)
    head = (
        "POST /api/files?name=half HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n"
        f"Authorization: Bearer {key}\r\n\r\n"
    )
    line.sendall(head.encode() + sent)
    return line


def test_a_sender_who_leaves_leaves_nothing(house: House) -> None:
    before = rows(house), stored(house)
    with talk(house, house.keys["member"], bytes(2_000_000)):
        until(lambda: rows(house) == before[0] + 1, "the upload has begun")
    until(lambda: (rows(house), stored(house)) == before, "nothing is left")


def test_a_sender_who_falls_silent_is_not_waited_for(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("madoguchi.files.router.SILENCE_S", 0.2)
    before = rows(house), stored(house)
    begun = time.monotonic()
    with talk(house, house.keys["member"], b"a beginning") as line:
        assert line.recv(65_536).startswith(b"HTTP/1.1 422")
    assert time.monotonic() - begun < 5
    assert (rows(house), stored(house)) == before


def test_an_upload_that_was_given_up_meanwhile_is_not_kept(house: House, member: Person) -> None:
    before = rows(house), stored(house)

    def pieces() -> Iterator[bytes]:
        yield b"one"
        until(lambda: rows(house) == before[0] + 1, "the upload has begun")
        house.sql("update files set state = 'removing' where state = 'writing'")
        yield b"two"

    assert member.refused(409, "POST", "/api/files?name=a", content=pieces())["code"] == "conflict"
    assert (rows(house), stored(house)) == before


def test_a_server_that_is_killed_in_the_middle_shows_nothing_half(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "home", {"files": {"max_mib": 20}}).start()
    try:
        with httpx2.Client(base_url=desk.address, trust_env=False, timeout=30) as person:
            signed = {"name": "admin", "password": "correct-horse"}
            assert person.post("/api/sign-in", json=signed).is_success
            kept = person.post("/api/files?name=kept", content=b"kept").json()["data"]

            def pieces() -> Iterator[bytes]:
                yield bytes(3 * MIB)
                until((desk.home / "files" / "begun").exists, "the upload has begun")
                desk.kill_all()
                yield bytes(MIB)

            with pytest.raises(httpx2.TransportError):
                person.post("/api/files?name=half", content=pieces())
            desk.start()
            files = person.get("/api/files").json()["data"]
            assert [file["id"] for file in files] == [kept["id"]]
            assert person.get(f"/api/files/{kept['id']}/content").content == b"kept"
    finally:
        desk.close()
    names = {path.name for path in (desk.home / "files").rglob("*") if path.is_file()}
    assert kept["id"] in names


def test_a_home_out_of_reach_says_so(tmp_path: Path, guests: Guests) -> None:
    with open_house(tmp_path / "home", settings_with(DEAD)) as house:
        person = guests(house, house.add_person("sender", "admin"))
        folder = house.wired.home.folder / "files"
        folder.write_text("in the way")
        problem = person.refused(503, "POST", "/api/files?name=a", content=b"x")
        assert "folder" in problem["message"]
        assert component(person)["state"] == "missing"
        folder.unlink()
        bring(person)
        assert component(person)["figures"] == {"files": "1", "mib": "0.0"}


def test_what_the_settings_say_of_the_bucket_is_not_shown(
    bucket_house: House, guests: Guests
) -> None:
    admin = guests(bucket_house, bucket_house.keys["boss"])
    for path in ("/api/settings", "/api/components"):
        said = admin.send("GET", path).text
        assert not [secret for secret in (KEY_ID, SECRET, ENCODED) if secret in said]
