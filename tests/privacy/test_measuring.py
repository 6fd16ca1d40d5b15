"""Finding personal data is measured on one's own messages, or on those that are shipped."""

import json
from pathlib import Path
from typing import Any

import pytest

from madoguchi.privacy.measuring import LabelledText, labelled, measure
from tests.privacy.braces import japanese
from tests.support.cli import Cli

ROWS: list[dict[str, Any]] = [
    {"id": "1", "text": "堀内です。", "entities": [{"type": "PERSON", "start": 0, "end": 2}]},
    {
        "id": "2",
        "text": "電話は090-1234-5678です",
        "entities": [{"type": "PHONE", "start": 3, "end": 16}],
    },
    {"id": 3, "text": "鍵は青い棚です", "entities": [{"type": "HANDLE", "start": 2, "end": 5}]},
    {"id": "4", "text": "郵便番号は150-0001です", "entities": []},
]


def file_of(folder: Path, rows: list[dict[str, Any]]) -> str:
    file = folder / "own.jsonl"
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return str(file)


def test_what_is_missed_counts_more_than_what_is_masked_in_vain(tmp_path: Path) -> None:
    found = Cli(tmp_path / "home").run(
        "eval", "privacy", "--data", file_of(tmp_path, ROWS), "--json"
    )
    figures = found.document
    assert (figures["messages"], figures["entities"]) == (4, 3)
    assert (figures["precision"], figures["recall"]) == (0.6667, 0.6667)
    assert (figures["clean_messages"], figures["clean_masked"]) == (1, 1)
    assert figures["leaked"] == round(3 / 18, 4)
    assert figures["over_masked"] == round(8 / 27, 4)
    kinds = {each["kind"]: each for each in figures["kinds"]}
    assert kinds["HANDLE"]["recall"] == 0.0 and kinds["HANDLE"]["leaked"] == 1.0
    assert kinds["PHONE"] == {
        "kind": "PHONE",
        "entities": 1,
        "precision": 1.0,
        "recall": 1.0,
        "f2": 1.0,
        "leaked": 0.0,
    }


def test_without_a_file_the_shipped_messages_are_measured_as_a_table(tmp_path: Path) -> None:
    said = Cli(tmp_path / "home").run("eval", "privacy", "--language", "ja").out
    assert "F2: 0.9" in said
    assert "PERSON | " in said


@pytest.mark.parametrize(
    "entities",
    [
        [{"type": "PERSON", "start": 0, "end": 9}],
        [{"type": "PERSON", "start": 1, "end": 1}],
        [{"type": "SHOE_SIZE", "start": 0, "end": 1}],
    ],
)
def test_a_label_that_cannot_be_is_named_with_its_line(
    tmp_path: Path, entities: list[dict[str, Any]]
) -> None:
    file = file_of(tmp_path, [{"id": "1", "text": "堀内です", "entities": entities}])
    said = Cli(tmp_path / "home").run("eval", "privacy", "--data", file).sentence
    assert "own.jsonl, line 1: entities" in said


def test_a_span_counts_only_when_it_covers_half_of_the_other() -> None:
    text = "千駄ヶ谷 由美子と申します"
    whole = LabelledText.model_validate(
        {"id": "1", "text": text, "entities": [{"type": "PERSON", "start": 0, "end": 8}]}
    )
    short = LabelledText.model_validate(
        {"id": "2", "text": text, "entities": [{"type": "PERSON", "start": 0, "end": 2}]}
    )
    assert measure(japanese, [whole]).recall == 1.0
    assert measure(japanese, [short]).recall == 0.0


def test_the_shipped_messages_reach_what_is_promised_of_japanese() -> None:
    elsewhere = ("CREDIT_CARD", "IP_ADDRESS")
    messages = [
        each
        for each in labelled(None, "ja")
        if not any(entity.type in elsewhere for entity in each.entities)
    ]
    found = measure(japanese, messages)
    assert len(messages) >= 300
    assert found.f2 is not None and found.f2 >= 0.94
    assert found.leaked is not None and found.leaked <= 0.04
    assert found.over_masked is not None and found.over_masked <= 0.01
