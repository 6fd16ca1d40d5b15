"""Question sets are made of what people asked: what is personal in them is kept nowhere."""

from typing import Any

from tests.evaluation.asking import asked, lines, run, upload
from tests.support.house import House
from tests.support.people import Person

MAIL = "hanako.suzuki@example.com"
QUESTION = {
    "text": f"図書館は何時に開きますか。返事は {MAIL} までお願いします。",
    "relevant": ["ja/hours.md"],
}


def test_a_question_loses_what_is_personal_and_finds_its_page(
    inspector: Person, town: House
) -> None:
    done = run(inspector, upload(inspector, lines(QUESTION))["id"])
    (only,) = asked(inspector, done["id"])
    assert only["expected"][0]["place"] == 1
    assert "返事は 〔メールアドレス〕 まで" in only["question"]
    tables = ("question_sets", "evaluation_runs", "evaluation_answers")
    rows: list[Any] = [row for name in tables for row in town.sql(f"select * from {name}")]
    assert MAIL not in str(rows)
