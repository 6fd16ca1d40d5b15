"""Languages at the terminal: told for messages, and measured on a person's own."""

import json
from pathlib import Path
from typing import Any

from tests.support.cli import Cli


def lines_of(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def written(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return str(path)


def test_each_line_of_json_is_told_its_language(tmp_path: Path) -> None:
    given = [
        {"id": 1, "text": "请问几点开门？"},
        {"id": "two", "text": "請問幾點開門？"},
        {"id": "3", "text": "何時に開きますか"},
        {"id": "4", "text": "👍"},
        {"id": "5", "text": "👍", "before": "fr"},
    ]
    ran = Cli(tmp_path).run("detect", given="\n".join(json.dumps(each) for each in given))
    assert ran.status == 0, ran.err
    told = lines_of(ran.out)
    assert [each["id"] for each in told] == ["1", "two", "3", "4", "5"]
    assert [each["language"] for each in told] == ["zh-hans", "zh-hant", "ja", "und", "fr"]
    assert all(0 <= each["confidence"] <= 1 for each in told)
    assert not list(tmp_path.iterdir())


def test_plain_text_is_one_message(tmp_path: Path) -> None:
    cli = Cli(tmp_path)
    assert cli.run("detect", given="Guten Tag,\nwo finde ich das?\n").out.startswith("de ")
    found = cli.run("detect", "--json", given="Guten Tag,\nwo finde ich das?\n").document
    assert found["language"] == "de" and found["confidence"] > 0.5
    assert cli.run("detect", "--json").document["language"] == "und"


def test_a_line_that_is_no_message_is_named(tmp_path: Path) -> None:
    ran = Cli(tmp_path).run("detect", given='{"id": "1", "text": "はい"}\n{"id": "2"}\n')
    assert ran.status == 1
    assert [each["id"] for each in lines_of(ran.out)] == ["1"]
    assert "line 2" in ran.err and "text" in ran.err and "Traceback" not in ran.err


def test_the_sites_languages_decide_what_nothing_else_does(tmp_path: Path) -> None:
    chinese = Cli(tmp_path, MADOGUCHI__LANGUAGES='["zh-hant", "en"]')
    assert chinese.run("detect", "--json", given="地下道").document["language"] == "zh-hant"
    assert Cli(tmp_path).run("detect", "--json", given="地下道").document["language"] == "ja"


def test_ones_own_messages_are_measured(tmp_path: Path) -> None:
    rows = [
        {"id": "1", "text": "駅までの道を教えて", "language": "ja"},
        {"id": "2", "text": "谢谢你们", "language": "zh"},
        {"id": "3", "text": "Merci beaucoup, madame", "language": "fr"},
        {"id": "4", "text": "Merci beaucoup, monsieur", "language": "ko"},
        {"id": "5", "text": "¯\\_(ツ)_/¯ 42", "language": "und"},
    ]
    data = written(tmp_path / "own.jsonl", rows)
    found = Cli(tmp_path / "home").run("eval", "language", "--data", data, "--json").document
    assert found["messages"] == 5
    assert found["mistaken"] == [{"expected": "ko", "found": "fr", "messages": 1}]
    assert found["right"] == 0.8
    assert {each["language"]: each["right"] for each in found["languages"]}["zh"] == 1.0
    words = Cli(tmp_path / "home").run("eval", "language", "--data", data).out
    assert "80.0%" in words and "ko" in words


def test_the_messages_that_come_along_are_recognised(tmp_path: Path) -> None:
    found = Cli(tmp_path).run("eval", "language", "--json").document
    assert found["messages"] >= 400
    assert len(found["languages"]) >= 15
    assert found["right"] >= 0.95 and found["right_in_talk"] >= 0.98
    assert found["ms_a_message"] < 1


def test_a_set_that_cannot_be_read_is_refused_in_words(tmp_path: Path) -> None:
    cli = Cli(tmp_path / "home")
    assert "nowhere.jsonl" in cli.run("eval", "language", "--data", "nowhere.jsonl").sentence
    empty = written(tmp_path / "empty.jsonl", [])
    assert "empty.jsonl" in cli.run("eval", "language", "--data", empty).sentence
    unlabelled = written(tmp_path / "bare.jsonl", [{"id": "1", "text": "hi"}])
    assert "language" in cli.run("eval", "language", "--data", unlabelled).sentence
