import json
from pathlib import Path

import pytest

from scripts import words

ERRORS = """
class AppError(Exception): ...
class NotFound(AppError): ...
class Gone(NotFound): ...
class Unrelated(Exception): ...
"""
SENTENCES = {
    "chat.missing": "{id} はありません",
    "http.404": "ありません",
    "http.other": "だめです",
}
SOURCE = """
TABLE = {1: "http.404"}

def look(status, key):
    raise Gone("chat.missing", id=1)

def tell(status):
    key = f"http.{status}"
    return say(key if known(key) else "http.other", "ja")
"""


def tree(
    root: Path, source: str, ja: dict[str, str] | None = None, en: dict[str, str] | None = None
) -> list[str]:
    for folder in (words.WORDS, Path("src/madoguchi/chat")):
        (root / folder).mkdir(parents=True)
    (root / words.ERRORS).write_text(ERRORS)
    (root / "src/madoguchi/chat/service.py").write_text(source)
    for language, sentences in (("ja", ja), ("en", en)):
        text = json.dumps(SENTENCES if sentences is None else sentences)
        (root / words.WORDS / f"{language}.json").write_text(text)
    return words.faults(root)


def test_words_that_are_all_there_and_all_said_pass(tmp_path: Path) -> None:
    assert tree(tmp_path, SOURCE) == []


@pytest.mark.parametrize(
    "planted",
    [
        'raise Gone("chat.mising", id=1)',
        'raise errors.NotFound("chat.mising")',
        'say("chat.mising", "ja")',
        'say("http.404" if 1 else "chat.mising", "ja")',
        'why = "chat.mising"; say(why, "ja")',
        'say({1: "http.404", 2: "chat.mising"}[1], "ja")',
        'say(TABLE.get(1, "chat.mising"), "ja")',
        'say(f"chat.mising.{1}", "ja")',
    ],
)
def test_a_sentence_that_does_not_exist_is_named(tmp_path: Path, planted: str) -> None:
    (fault,) = tree(tmp_path, f"{SOURCE}\ndef planted():\n    {planted}\n")
    assert fault.startswith("src/madoguchi/chat/service.py:12: no sentence is called")
    assert "mising" in fault


def test_a_fact_that_the_sentence_needs_and_nobody_gives_is_named(tmp_path: Path) -> None:
    (fault,) = tree(tmp_path, SOURCE.replace("id=1", "number=1"))
    assert fault == "src/madoguchi/chat/service.py:5: chat.missing also needs id"


def test_facts_handed_on_whole_are_trusted(tmp_path: Path) -> None:
    assert tree(tmp_path, SOURCE.replace("id=1", "**facts")) == []


def test_exceptions_that_are_not_ours_may_say_anything(tmp_path: Path) -> None:
    assert tree(tmp_path, f"{SOURCE}\nraise Unrelated('anything')\n") == []


def test_a_sentence_that_nothing_says_is_named(tmp_path: Path) -> None:
    more = {**SENTENCES, "chat.old": "むかし"}
    assert tree(tmp_path, SOURCE, more, more) == ["chat.old: nothing says this"]


def test_a_sentence_that_one_language_lacks_is_named(tmp_path: Path) -> None:
    less = {key: text for key, text in SENTENCES.items() if key != "http.404"}
    assert tree(tmp_path, SOURCE, None, less) == ["http.404: missing in en.json"]


def test_gaps_that_differ_between_the_languages_are_named(tmp_path: Path) -> None:
    other = {**SENTENCES, "chat.missing": "{name} is not there"}
    assert tree(tmp_path, SOURCE, None, other) == ["chat.missing: gaps differ, ja {id}, en {name}"]


@pytest.mark.parametrize("broken", ["", "an open {gap"])
def test_a_sentence_that_cannot_be_said_is_named(tmp_path: Path, broken: str) -> None:
    other = {**SENTENCES, "http.404": broken}
    assert tree(tmp_path, SOURCE, None, other) == ["http.404: not a sentence with {gaps}"]


def test_a_language_that_is_not_there_at_all_is_named(tmp_path: Path) -> None:
    assert words.faults(tmp_path)[0] == "src/madoguchi/kernel/words/ja.json: not there"
