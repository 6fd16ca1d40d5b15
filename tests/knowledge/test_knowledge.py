"""What was learned is found, shown where it stands, and follows its pages."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Guests
from tests.support.house import HANDBOOK, House, open_house, settings_with
from tests.support.people import Person

FOUND = {"id", "score", "title", "url", "heading_path", "text", "start", "end", "page"}


def search(person: Person, q: str, **more: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = person.do("GET", "/api/search", params={"q": q} | more)
    return found


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("図書館は何時に開きますか", "図書館の窓口"),
        ("プールの料金", "市民プール"),
        ("ﾌﾟｰﾙ", "市民プール"),
        ("parking permit", "Parking"),
        ("PARKING PERMITS", "Parking"),
        ("回数券", "市民プール"),
    ],
)
def test_the_passage_that_fits_comes_first(visitor: Person, question: str, title: str) -> None:
    found = search(visitor, question)
    assert found[0]["title"] == title
    assert set(found[0]) >= FOUND
    scores = [each["score"] for each in found]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    "q", ["", "   ", "???", "\x00", "zzzqqqxxx", "🪟🪟🪟🪟", "(", '"', "AND OR"]
)
def test_a_search_for_nothing_that_was_learned_finds_nothing_or_little(
    visitor: Person, q: str
) -> None:
    assert isinstance(search(visitor, q), list)


@pytest.mark.parametrize("k", ["0", "101", "-1", "x"])
def test_an_impossible_number_of_passages_is_refused(visitor: Person, k: str) -> None:
    problem = visitor.refused(422, "GET", "/api/search", params={"q": "a", "k": k})
    assert list(problem["details"]) == ["query.k"]


def test_no_more_passages_come_than_were_asked_for(visitor: Person) -> None:
    assert len(search(visitor, "図書館 プール 料金", k=2)) == 2


def test_a_very_long_question_is_searched_and_a_longer_one_refused(visitor: Person) -> None:
    assert search(visitor, "図書館" * 600)
    visitor.refused(422, "GET", "/api/search", params={"q": "あ" * 2_001})


def test_a_collection_narrows_the_search(visitor: Person) -> None:
    assert search(visitor, "図書館", collection="handbook")
    assert search(visitor, "図書館", collection="other") == []


def test_every_passage_is_a_slice_of_its_documents_markdown(visitor: Person) -> None:
    found = search(visitor, "図書館 プール 料金 library parking fines 延長 冊数 hours", k=100)
    assert len(found) >= 7
    for each in found:
        passage = visitor.do("GET", f"/api/passages/{each['id']}")
        markdown = passage["document"]["markdown"]
        assert markdown[passage["start"] : passage["end"]] == passage["text"] == each["text"]
        assert passage["heading_path"] == each["heading_path"]
        assert passage["document"]["title"] == each["title"]


@pytest.mark.parametrize(
    ("question", "model"),
    [
        ("図書館は何時に開きますか", None),
        ("プールの料金はいくらですか", None),
        ("図書館は何時に開きますか", "cite"),
        ("学生は何冊借りられますか", "cite"),
        ("延長の方法を教えてください", "cite"),
        ("How much is a parking permit?", "cite"),
        ("How do I pay fines?", "cite"),
    ],
)
def test_every_citation_quotes_the_document_word_by_word(
    visitor: Person, question: str, model: str | None
) -> None:
    message = visitor.ask(question, model=model)["message"]
    cited = [part for part in message["parts"] if part["type"] == "citation"]
    assert cited
    for each in cited:
        passage = visitor.do("GET", f"/api/passages/{each['passage_id']}")
        markdown = passage["document"]["markdown"]
        assert markdown[each["start"] : each["end"]] == each["quote"]
        assert passage["start"] <= each["start"] < each["end"] <= passage["end"]
        assert each["document_id"] == passage["document"]["id"]
        assert f"[{each['n']}]" in message["content"]


def test_a_number_that_no_passage_has_is_no_citation(visitor: Person) -> None:
    message = visitor.ask("zzzqqqxxx", model="cite")["message"]
    assert "[1]" in message["content"]
    assert [part for part in message["parts"] if part["type"] == "citation"] == []


def learned(house: House) -> dict[str, tuple[Any, ...]]:
    query = "select address, documents.id, documents.updated_at, passages.id from documents"
    query += " join passages on document_id = documents.id order by passages.id"
    found: dict[str, tuple[Any, ...]] = {}
    for address, *rest in house.sql(query):
        found[address] = (*found.get(address, ()), *rest)
    return found


@pytest.fixture
def reopen(tmp_path: Path, database: Callable[[], dict[str, Any]]) -> Iterator[Callable[[], House]]:
    """Serve the same home, the same database and a handbook that may change, again and again."""
    settings = settings_with("http://127.0.0.1:9/v1", **database())
    handbook = tmp_path / "handbook"
    shutil.copytree(HANDBOOK, handbook)
    with ExitStack() as stack:

        def serve_again() -> House:
            stack.close()
            return stack.enter_context(open_house(tmp_path / "home", settings, handbook=handbook))

        yield serve_again


def files_of(index: Path) -> dict[Path, int]:
    return {
        file: file.stat().st_mtime_ns
        for file in index.rglob("*")
        if file.is_file() and file.suffix != ".lock"
    }


def test_pages_that_did_not_change_are_not_written_again(
    reopen: Callable[[], House], tmp_path: Path
) -> None:
    before = learned(reopen())
    files = files_of(tmp_path / "home" / "index")
    assert len(files) > 3
    assert learned(reopen()) == before
    assert files_of(tmp_path / "home" / "index") == files


def test_a_changed_page_is_learned_anew_and_the_others_stay(
    reopen: Callable[[], House], guests: Guests, tmp_path: Path
) -> None:
    before = learned(reopen())
    page = tmp_path / "handbook" / "ja" / "pool.md"
    page.write_text("# 市民プール\n\nプールは改装のため閉鎖中です。\n")
    house = reopen()
    after = learned(house)
    changed = {address for address in after if after[address] != before[address]}
    assert changed == {"ja/pool.md"}
    person = guests(house)
    assert "改装" in search(person, "プール")[0]["text"]
    assert all("四百円" not in each["text"] for each in search(person, "プールの料金", k=50))


def test_a_removed_page_is_forgotten_and_a_new_one_found(
    reopen: Callable[[], House], guests: Guests, tmp_path: Path
) -> None:
    person = guests(reopen())
    cited = search(person, "parking permit")[0]["id"]
    (tmp_path / "handbook" / "en" / "parking.md").unlink()
    (tmp_path / "handbook" / "en" / "zoo.md").write_text("# Zoo\r\n\r\nThe zebra sleeps.\r\n")
    person = guests(reopen())
    assert all(each["title"] != "Parking" for each in search(person, "parking permit"))
    assert person.refused(404, "GET", f"/api/passages/{cited}")["code"] == "not_found"
    (zoo, *_) = search(person, "zebra")
    passage = person.do("GET", f"/api/passages/{zoo['id']}")
    assert passage["document"]["markdown"][zoo["start"] : zoo["end"]] == "The zebra sleeps."


def volume(index: Path) -> Path:
    return index / (index / "current").read_text()


def segments(index: Path) -> list[Path]:
    found = [f for f in volume(index).iterdir() if f.suffix not in (".json", ".lock")]
    assert found
    return found


def remove(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink()


def rewrite(files: Iterable[Path], what: Callable[[bytes], bytes]) -> None:
    for file in files:
        file.write_bytes(what(file.read_bytes()))


SPOILED: dict[str, Callable[[Path], Any]] = {
    "folder deleted": shutil.rmtree,
    "folder emptied": lambda index: remove(f for f in index.rglob("*") if f.is_file()),
    "volume gone": lambda index: shutil.rmtree(volume(index)),
    "volume unnamed": lambda index: (index / "current").unlink(),
    "name is no text": lambda index: (index / "current").write_bytes(b"\xff\xfe"),
    "name leads elsewhere": lambda index: (index / "current").write_text("../cache"),
    "another format": lambda index: (volume(index) / "format.json").write_text('"1"'),
    "format is no text": lambda index: (volume(index) / "format.json").write_bytes(b"\xff\xfe"),
    "table of contents broken": lambda index: (volume(index) / "meta.json").write_text("{"),
    "table of contents gone": lambda index: (volume(index) / "meta.json").unlink(),
    "segments gone": lambda index: remove(segments(index)),
    "segments cut": lambda index: rewrite(segments(index), lambda data: data[: len(data) // 2]),
    "segments overwritten": lambda index: rewrite(segments(index), lambda d: b"\xff" * len(d)),
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A home whose server has ended, and what it found."""
    home = tmp_path_factory.mktemp("kept")
    with (
        open_house(home, settings_with("http://127.0.0.1:9/v1")) as house,
        closing(Person(house.address)) as person,
    ):
        return home, [each["id"] for each in search(person, "図書館")]


@pytest.mark.parametrize("spoil", SPOILED.values(), ids=SPOILED)
def test_an_index_that_is_gone_or_broken_is_made_anew(
    kept: tuple[Path, list[str]], guests: Guests, tmp_path: Path, spoil: Callable[[Path], Any]
) -> None:
    home, before = tmp_path / "home", kept[1]
    shutil.copytree(kept[0], home)
    spoil(home / "index")
    with open_house(home, settings_with("http://127.0.0.1:9/v1")) as house:
        person = guests(house)
        assert [each["id"] for each in search(person, "図書館")] == before
        person.sign_in()
        states = {each["id"]: each["state"] for each in person.do("GET", "/api/components")}
        assert states["index"] == "running"
