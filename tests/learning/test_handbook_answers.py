"""A newcomer asks, and the desk answers from its handbook with no model at all."""

import asyncio
import re
from pathlib import Path

import pytest

from madoguchi.chat.round import Wish
from madoguchi.entry.database import migrate
from madoguchi.entry.home import Home
from madoguchi.entry.settings import Settings
from madoguchi.entry.wiring import Wired, build
from madoguchi.kernel.words import say

QUESTIONS = Path(__file__).parent / "questions"
LANGUAGES = ("ja", "en")
Answers = dict[str, str]


def asked(name: str) -> list[tuple[str, str]]:
    """Return the questions of a file, each with the word its answer must hold."""
    lines = (QUESTIONS / name).read_text("utf-8").splitlines()
    return [(question, word) for question, _, word in (line.partition("\t") for line in lines)]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answers]:
    """What the desk answers to everything, by language: learned once, asked once."""
    return asyncio.run(_ask_all(tmp_path_factory.mktemp("answers")))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("kind", "enough"), [("asked", 0.95), ("held", 0.85)])
def test_the_answer_quotes_the_sentence_that_was_looked_for(
    answers: dict[str, Answers], language: str, kind: str, enough: float
) -> None:
    expected = asked(f"{kind}_{language}.tsv")
    missed = [
        question
        for question, word in expected
        if not re.search(word, _quoted(answers[language][question]))
    ]
    assert len(missed) <= (1 - enough) * len(expected), missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_handbook_does_not_hold_is_not_found(
    answers: dict[str, Answers], language: str
) -> None:
    elsewhere = [question for question, _ in asked(f"elsewhere_{language}.txt")]
    assert len(elsewhere) == 20
    not_found = say("builtin.not_found", language)
    answered = [q for q in elsewhere if answers[language][q].strip() != not_found]
    assert len(answered) <= 2, answered


def _quoted(answer: str) -> str:
    return "\n".join(line for line in answer.splitlines() if line.startswith("> "))


async def _ask_all(folder: Path) -> dict[str, Answers]:
    home = Home(folder)
    home.make()
    wired = build(Settings(), home)
    await migrate(wired.db)
    await wired.handbook.learn()
    await wired.accounts.add("admin", "admin", "correct-horse")
    await wired.streams.open()
    try:
        return {language: await _ask_in(wired, language) for language in LANGUAGES}
    finally:
        await wired.streams.close(0)
        await wired.close()


async def _ask_in(wired: Wired, language: str) -> Answers:
    caller = await wired.accounts.caller_called("admin")
    files = (f"asked_{language}.tsv", f"held_{language}.tsv", f"elsewhere_{language}.txt")
    found: Answers = {}
    for question, _ in (each for file in files for each in asked(file)):
        turn = await wired.chats.ask(Wish(caller, language, question, None))
        found[question] = turn.message.content
    return found
