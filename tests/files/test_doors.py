"""Files through the doors: brought, read in whole and in part, shared, removed."""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx2
import pytest

from madoguchi.kernel.ids import new_id
from tests.conftest import DEAD, Guests
from tests.support.house import House, open_house, settings_with
from tests.support.people import Person, envelope
from tests.support.processes import until

NOBODY_S = "8d3f7c1e-5b0a-4c69-9e42-7a1f0c2b6d58"
ODD = ["null", "undefined", "%20", "x" * 200, NOBODY_S, "’; --"]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def bring(person: Person, content: bytes = b"hello", name: str = "a.txt", **given: Any) -> Any:
    """Upload a file; return what is known of it."""
    kind = given.pop("kind", "text/plain")
    headers = {"Content-Type": kind} | given.pop("headers", {})
    params = {"name": name} | given.pop("params", {})
    return person.do("POST", "/api/files", content=content, headers=headers, params=params)


def read(person: Person, file: Any, status: int = 200, **headers: str) -> httpx2.Response:
    """Read the bytes of a file."""
    answer = person.send("GET", f"/api/files/{file['id']}/content", headers=headers)
    assert answer.status_code == status, answer.text
    return answer


def rows(house: House) -> int:
    ((count,),) = house.sql("select count(*) from files")
    return int(count)


def stored(house: House) -> int:
    folder = house.wired.home.folder / "files"
    return sum(path.is_file() for path in folder.rglob("*"))


@pytest.mark.parametrize("size", [0, 1, 100_000, 3_000_000])
def test_what_is_brought_comes_back(member: Person, size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    file = bring(member, content[:size], "猫 と犬.bin", kind="application/x-cat")
    assert file["name"] == "猫 と犬.bin"
    assert file["media_type"] == "application/x-cat"
    assert file["purpose"] == "upload"
    assert file["size"] == size
    assert file["sha256"] == hashlib.sha256(content[:size]).hexdigest()
    assert member.do("GET", f"/api/files/{file['id']}") == file
    answer = read(member, file)
    assert answer.content == content[:size]
    assert answer.headers["content-type"] == "application/x-cat"
    assert answer.headers["content-length"] == str(size)
    assert answer.headers["etag"] == f'"{file["sha256"]}"'


def test_own_files_are_listed_newest_first(house: House, guests: Guests) -> None:
    person = guests(house, house.add_person(f"lister-{new_id()}", "member"))
    first = bring(person, name="one.txt")
    second = bring(person, name="two.txt", params={"purpose": "attachment"})
    third = bring(person, name="three.txt")
    assert person.do("GET", "/api/files") == [third, second, first]
    assert person.do("GET", "/api/files?purpose=attachment") == [second]
    assert person.do("GET", "/api/files?limit=1") == [third]
    older = person.do("GET", "/api/files", params={"before": second["created_at"]})
    assert older == [first]


def test_a_removed_file_is_gone_with_its_bytes(house: House, member: Person) -> None:
    before = stored(house)
    file = bring(member)
    assert stored(house) == before + 1
    link = member.do("POST", f"/api/files/{file['id']}/link", json={})["url"]
    assert member.do("DELETE", f"/api/files/{file['id']}") == {"id": file["id"]}
    assert stored(house) == before
    assert file["id"] not in {each["id"] for each in member.do("GET", "/api/files")}
    for method, path in (
        ("GET", f"/api/files/{file['id']}"),
        ("GET", f"/api/files/{file['id']}/content"),
        ("GET", link),
        ("POST", f"/api/files/{file['id']}/link"),
        ("DELETE", f"/api/files/{file['id']}"),
    ):
        json: Any = {} if method == "POST" else None
        assert member.refused(404, method, path, json=json)["code"] == "not_found"


def test_other_people_s_files_are_not_there(member: Person, admin: Person, visitor: Person) -> None:
    path = f"/api/files/{bring(member)['id']}"
    assert admin.refused(404, "GET", path)["code"] == "not_found"
    assert admin.refused(404, "DELETE", path)["code"] == "not_found"
    assert admin.refused(404, "POST", f"{path}/link", json={})["code"] == "not_found"
    assert admin.refused(404, "GET", f"{path}/content")["code"] == "not_found"
    assert "sign in" in visitor.refused(404, "GET", f"{path}/content")["message"]
    assert visitor.refused(401, "GET", path)["code"] == "unauthenticated"
    assert visitor.refused(401, "POST", "/api/files?name=x", content=b"x")


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_id_is_not_found(member: Person, odd: str) -> None:
    for method, path in (("GET", ""), ("GET", "/content"), ("POST", "/link"), ("DELETE", "")):
        json: Any = {} if method == "POST" else None
        problem = member.refused(404, method, f"/api/files/{odd}{path}", json=json)
        assert problem["code"] == "not_found"


@pytest.mark.parametrize(
    ("wanted", "span"),
    [
        ("bytes=0-0", (0, 1)),
        ("bytes=2-4", (2, 5)),
        ("bytes=5-", (5, 10)),
        ("bytes=-3", (7, 10)),
        ("bytes=-99", (0, 10)),
        ("bytes=8-99", (8, 10)),
        ("bytes=0-9", (0, 10)),
        ("bytes=0-1,4-5", None),
        ("bytes=4-2", None),
        ("bytes=-", None),
        ("bytes=a-b", None),
        ("bytes=" + "9" * 30 + "-", None),
        ("lines=1-2", None),
        ("", None),
    ],
)
def test_a_part_is_read(member: Person, wanted: str, span: tuple[int, int] | None) -> None:
    file = bring(member, b"0123456789")
    answer = read(member, file, 206 if span else 200, Range=wanted)
    start, stop = span or (0, 10)
    assert answer.content == b"0123456789"[start:stop]
    shown = answer.headers.get("content-range")
    assert shown == (f"bytes {start}-{stop - 1}/10" if span else None)


@pytest.mark.parametrize("wanted", ["bytes=10-", "bytes=10-20", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused(member: Person, wanted: str) -> None:
    answer = read(member, bring(member, b"0123456789"), 416, Range=wanted)
    assert envelope(answer)["error"]["code"] == "out_of_range"
    assert answer.headers["content-range"] == "bytes */10"


def test_an_interrupted_download_goes_on_only_with_the_same_bytes(member: Person) -> None:
    file = bring(member, b"0123456789")
    tag = f'"{file["sha256"]}"'
    assert read(member, file, 206, **{"Range": "bytes=4-", "If-Range": tag}).content == b"456789"
    assert read(member, file, 200, **{"Range": "bytes=4-", "If-Range": '"other"'}).content


@pytest.mark.parametrize("tags", ["{}", "W/{}", '"x", {}', "*"])
def test_what_is_known_is_not_sent_again(member: Person, tags: str) -> None:
    file = bring(member)
    tag = f'"{file["sha256"]}"'
    answer = read(member, file, 304, **{"If-None-Match": tags.format(tag)})
    assert answer.content == b""
    assert answer.headers["etag"] == tag
    assert read(member, file, 200, **{"If-None-Match": '"other"'}).content


@pytest.mark.parametrize(
    ("kind", "how", "sent_as"),
    [
        ("image/png", "inline", "image/png"),
        ("application/pdf", "inline", "application/pdf"),
        ("text/plain; charset=shift_jis", "inline", "text/plain; charset=shift_jis"),
        ("text/csv", "attachment", "text/csv"),
        ("application/zip", "attachment", "application/zip"),
        ("image/svg+xml", "attachment", "application/octet-stream"),
        ("TEXT/HTML", "attachment", "application/octet-stream"),
        ("application/xhtml+xml", "attachment", "application/octet-stream"),
        ("text/javascript", "attachment", "application/octet-stream"),
        ("text/css", "attachment", "application/octet-stream"),
        ("not a type", "attachment", "application/octet-stream"),
    ],
)
def test_a_browser_shows_only_what_cannot_act(
    member: Person, kind: str, how: str, sent_as: str
) -> None:
    answer = read(member, bring(member, PNG, "picture", kind=kind))
    assert answer.headers["content-disposition"].startswith(f"{how};")
    assert answer.headers["content-type"] == sent_as
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("sandbox")
    assert answer.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("報告書.pdf", "報告書.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\notes.txt", "notes.txt"),
        ("/", "file"),
        ("..", "file"),
        (" . ", "file"),
        (".hidden", "hidden"),
        ("a\x00b\nc\td.txt", "ab c d.txt"),
        ("\u202etxt.exe", "txt.exe"),
        ("a\u2066b\u200bc\ufeff.txt", "abc.txt"),
        ("か\u3099.txt", "が.txt"),
        ("👩\u200d💻.png", "👩\u200d💻.png"),
        ("quo\"te; x='1'.txt", "quo\"te; x='1'.txt"),
        ("長" * 300 + ".xlsx", "長" * 195 + ".xlsx"),
        ("a" * 300, "a" * 200),
        ("a." + "b" * 300, "a." + "b" * 198),
    ],
)
def test_a_name_is_made_harmless(member: Person, given: str, kept: str) -> None:
    file = bring(member, name=given)
    assert file["name"] == kept
    shown = read(member, file).headers["content-disposition"]
    assert shown.isascii()
    assert unquote(shown.partition("filename*=UTF-8''")[2]) == kept
    plain = shown.split('"')[1]
    assert not set(plain) & set('"\\/%\r\n')
    assert len(shown.split('"')) == 3


@pytest.mark.parametrize(
    ("name", "said", "kept"),
    [
        ("a.png", None, "image/png"),
        ("a.csv", "application/x-www-form-urlencoded", "text/csv"),
        ("a.unknown", None, "application/octet-stream"),
        ("a.png", "text/plain", "text/plain"),
        ("a.png", "text/plain\x80", "application/octet-stream"),
    ],
)
def test_a_type_that_was_not_said_is_taken_from_the_name(
    member: Person, name: str, said: str | None, kept: str
) -> None:
    headers = {"Content-Type": said.encode("latin-1")} if said else {}
    file = member.do("POST", "/api/files", params={"name": name}, content=b"x", headers=headers)
    assert file["media_type"] == kept


def test_a_form_is_told_how_to_come(house: House, member: Person) -> None:
    before = rows(house)
    problem = member.refused(
        422, "POST", "/api/files?name=a.txt", files={"file": ("a.txt", b"hello")}
    )
    assert "?name=" in problem["message"]
    assert rows(house) == before


@pytest.mark.parametrize("before", ["0001-01-01T00:00:00+09:00", "9999-12-31T23:59:59-09:00", "x"])
def test_a_moment_that_no_calendar_of_ours_has_is_refused(member: Person, before: str) -> None:
    assert member.refused(422, "GET", "/api/files", params={"before": before})["details"]


@pytest.mark.parametrize("query", ["", "?name=", "?name=a&purpose=secret", f"?name={'a' * 1001}"])
def test_a_wish_that_makes_no_sense_is_refused(house: House, member: Person, query: str) -> None:
    before = rows(house)
    assert member.refused(422, "POST", f"/api/files{query}", content=b"x")["details"]
    assert rows(house) == before


def test_a_sum_is_checked(house: House, member: Person) -> None:
    before, kept = rows(house), stored(house)
    right = hashlib.sha256(b"hello").hexdigest()
    bring(member, headers={"X-Checksum-Sha256": right.upper()})
    problem = member.refused(
        422, "POST", "/api/files?name=a", content=b"hellO", headers={"X-Checksum-Sha256": right}
    )
    assert "X-Checksum-Sha256" in problem["message"]
    wrong = {"X-Checksum-Sha256": "x" * 64}
    assert member.refused(422, "POST", "/api/files?name=a", content=b"x", headers=wrong)["details"]
    assert (rows(house), stored(house)) == (before + 1, kept + 1)


@pytest.mark.parametrize("announced", [True, False])
def test_a_file_over_the_limit_is_refused_and_leaves_nothing(
    house: House, member: Person, announced: bool
) -> None:
    before = rows(house), stored(house)

    def pieces() -> Iterator[bytes]:
        for _ in range(60):
            yield bytes(1024 * 1024)

    much: Any = bytes(60 * 1024 * 1024) if announced else pieces()
    problem = member.refused(413, "POST", "/api/files?name=a", content=much)
    assert problem["code"] == "too_long"
    assert "52,428,800" in problem["message"]
    until(lambda: (rows(house), stored(house)) == before, "nothing is left")


def test_a_link_opens_one_file_for_a_while_to_anyone(
    house: House, member: Person, guests: Guests
) -> None:
    file = bring(member, b"shared", "共有.txt")
    link = member.do("POST", f"/api/files/{file['id']}/link", json={"seconds": 60})
    assert link["expires_at"] > file["created_at"]
    with httpx2.Client(base_url=house.address, trust_env=False) as nobody:
        answer = nobody.get(link["url"])
        assert (answer.status_code, answer.content) == (200, b"shared")
        assert "set-cookie" not in answer.headers
        part = nobody.get(link["url"], headers={"Range": "bytes=0-1"})
        assert (part.status_code, part.content) == (206, b"sh")


def test_a_link_from_one_process_opens_the_file_at_another(
    fresh_postgres: Callable[[], str], tmp_path: Path, guests: Guests
) -> None:
    shared: dict[str, Any] = {"database": {"url": fresh_postgres()}}
    with ExitStack() as stack:
        homes = (tmp_path / "one", tmp_path / "two")
        homes[1].mkdir()
        homes[0].mkdir()
        (homes[0] / "files").mkdir()
        (homes[1] / "files").symlink_to(homes[0] / "files")
        one, two = (
            stack.enter_context(open_house(home, settings_with(DEAD, **shared))) for home in homes
        )
        person = guests(one, one.add_person("sender", "admin"))
        file = bring(person, b"shared", "a.txt")
        link = person.do("POST", f"/api/files/{file['id']}/link", json={"seconds": 60})
        answer = httpx2.get(f"{two.address}{link['url']}", trust_env=False)
        assert (answer.status_code, answer.content) == (200, b"shared")


def test_a_link_that_was_altered_opens_nothing(
    house: House, member: Person, visitor: Person
) -> None:
    file, other = bring(member), bring(member)
    url = member.do("POST", f"/api/files/{file['id']}/link", json={"seconds": 60})["url"]
    path, _, query = url.partition("?")
    until_, _, signature = query.partition("&signature=")
    moment = int(until_.removeprefix("until="))
    for altered in (
        f"{path}?until={moment + 1}&signature={signature}",
        f"{path}?until=0{moment}x&signature={signature}",
        f"{path}?until={moment}&signature={'0' * 64}",
        f"{path}?until={moment}&signature={signature[:-1]}",
        f"{path}?until={moment}&signature=鍵",
        f"{path}?until={moment}&signature=",
        f"{path}?until=&signature={signature}",
        f"{path}?until=٣&signature={signature}",
        f"{path}?until={'9' * 90}&signature={signature}",
        f"{path}?until={moment}",
        f"{path}?signature={signature}",
        f"/api/files/{other['id']}/content?{query}",
        f"/api/files/nothing/content?{query}",
    ):
        assert "link" in visitor.refused(403, "GET", altered)["message"], altered
        assert member.refused(403, "GET", altered)["code"] == "forbidden"


def test_a_link_ends(member: Person, visitor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    file, begun = bring(member), time.time()
    link = member.do("POST", f"/api/files/{file['id']}/link", json={"seconds": 100})["url"]
    monkeypatch.setattr("madoguchi.files.links.now_s", lambda: begun + 99)
    assert visitor.send("GET", link).status_code == 200
    monkeypatch.setattr("madoguchi.files.links.now_s", lambda: begun + 103)
    assert "no longer valid" in visitor.refused(403, "GET", link)["message"]


@pytest.mark.parametrize("seconds", [0, -1, 7 * 24 * 3600 + 1, "x"])
def test_a_link_lasts_a_week_at_most(member: Person, seconds: object) -> None:
    path = f"/api/files/{bring(member)['id']}/link"
    assert member.refused(422, "POST", path, json={"seconds": seconds})["details"]
    assert member.do("POST", path, json={"seconds": 7 * 24 * 3600})
