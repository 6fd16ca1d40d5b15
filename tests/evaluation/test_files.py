"""Question sets come as lines of JSON or as a spreadsheet writes them."""

import io

import pytest
import xlsxwriter

from tests.conftest import Guests
from tests.evaluation.asking import asked, lines, refuse, run, upload
from tests.support.house import House
from tests.support.people import Person

TABLE = (
    "番号,質問,ページ,答え\r\n"
    '1,"図書館は、何時に\n開きますか",ja/hours.md,午前九時|9時\r\n'
    "\r\n"
    "2,プールの料金は,市民プール,四百円\r\n"
    "3,今日の株価は,,\r\n"
)
COUNTS = {"questions": 3, "with_pages": 2, "with_answers": 2, "off_topic": 1}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"], ids=lambda name: str(name)
)
@pytest.mark.parametrize("sign", [",", "\t", ";"], ids=["comma", "tab", "semicolon"])
def test_a_table_is_read_however_the_spreadsheet_saved_it(
    inspector: Person, encoding: str, sign: str
) -> None:
    made = upload(inspector, TABLE.replace(",", sign).encode(encoding), "質問.csv")
    assert made["counts"] == COUNTS
    assert made["name"] == "質問.csv"


def test_headings_may_be_english_and_in_any_order(inspector: Person) -> None:
    table = "Answer,Notes,Question\nnine,x,When does the library open?\n"
    made = upload(inspector, table.encode(), "q.csv")
    done = run(inspector, made["id"])
    (only,) = asked(inspector, done["id"])
    assert only["wanted"] == ["nine"]
    assert only["outcome"] == "found"


def test_a_workbook_is_read_through_the_converter(inspector: Person) -> None:
    stored = io.BytesIO()
    book = xlsxwriter.Workbook(stored)
    sheet = book.add_worksheet("質問")
    sheet.write_row(0, 0, ["質問", "ページ", "答え"])
    for row in range(1, 121):
        sheet.write_row(row, 0, [f"図書館は何時に開きますか {row}", "ja/hours.md", "午前九時|朝"])
    book.close()
    made = upload(inspector, stored.getvalue(), "質問.xlsx")
    assert made["counts"] == {
        "questions": 120,
        "with_pages": 120,
        "with_answers": 120,
        "off_topic": 0,
    }
    done = run(inspector, made["id"], answers=False)
    assert asked(inspector, done["id"])[0]["wanted"] == ["午前九時", "朝"]


def test_the_lines_of_the_command_are_taken_as_they_are(inspector: Person) -> None:
    first = {"id": "q1", "text": "プールの料金は", "relevant": ["ja/pool.md"], "answers": []}
    assert upload(inspector, lines(first))["counts"]["with_pages"] == 1


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_example_to_begin_with_is_itself_a_set(
    town: House, guests: Guests, language: str
) -> None:
    person = guests(town, town.keys["inspector"], language)
    answer = person.send("GET", "/api/evaluation/example")
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    made = upload(person, answer.content, "example.csv")
    assert made["counts"] == COUNTS


def test_every_broken_line_is_named_with_its_reason(town: House, guests: Guests) -> None:
    data = b"\n".join(
        (
            '{"text": "図書館は何時に開きますか"}'.encode(),
            b"{broken",
            b"[1]",
            b'{"relevant": ["a"]}',
            b'{"text": "x", "answers": "nine"}',
            b'{"text": "' + b"x" * 2001 + b'"}',
        )
    )
    said = {
        language: refuse(guests(town, town.keys["inspector"], language), data, "q.jsonl")
        for language in ("ja", "en")
    }
    for problem in said.values():
        assert list(problem["details"]) == ["2", "3", "4", "5", "6"]
        assert problem["message"] == problem["details"]["2"]
    assert said["ja"]["details"]["4"] == "4行目: 質問がありません。"
    assert said["en"]["details"]["5"].startswith("Line 5: answers")
    assert "2,000" in said["en"]["details"]["6"]


def test_a_broken_row_is_named_by_the_line_that_an_editor_shows(inspector: Person) -> None:
    table = '質問,答え\n"二行に\nわたる質問",はい\n,いいえ\n'
    assert list(refuse(inspector, table.encode())["details"]) == ["4"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        "質問,答え\n".encode(),
        b"a,b\n1,2\n",
        "質問\nなに\n".encode(),
        b"\xff\xfe\xff\x81",
    ],
    ids=["nothing", "blank", "only headings", "no question", "no expectation", "no text"],
)
def test_what_is_no_set_is_refused(inspector: Person, data: bytes) -> None:
    assert refuse(inspector, data)["message"]


def test_a_workbook_that_is_none_is_refused(inspector: Person) -> None:
    assert refuse(inspector, b"PK\x03\x04 nothing", "q.xlsx")["message"]


def test_more_questions_than_a_set_holds_are_refused(inspector: Person) -> None:
    many = b'{"text": "a"}\n' * 5_001
    assert "5,000" in refuse(inspector, many, "q.jsonl")["message"]
    assert upload(inspector, many[: -len(b'{"text": "a"}\n')])["counts"]["questions"] == 5_000


def test_a_file_over_the_limit_is_refused_and_one_below_is_not(inspector: Person) -> None:
    line = b'{"text": "' + b"a" * 1_500 + b'"}\n'
    fits, large = 5 * 2**20 // len(line), 5 * 2**20 // len(line) + 1
    assert upload(inspector, line * fits)["counts"]["questions"] == fits
    given = {"params": {"name": "q.jsonl"}, "content": line * large}
    inspector.refused(413, "POST", "/api/evaluation/sets", **given)


def test_signs_that_nobody_can_read_do_no_harm(inspector: Person) -> None:
    data = b'{"text": "hours\\u0000 of \\ud800 the\\u0007 library"}'
    done = run(inspector, upload(inspector, data)["id"])
    assert done["state"] == "done"
