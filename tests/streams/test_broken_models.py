"""A model server that misbehaves costs the reader an honest sentence, never a mystery."""

import uuid
from typing import NamedTuple

import orjson
import pytest

from madoguchi.kernel.words import say
from tests.support.processes import Desk
from tests.support.scripted_model import PIECE, ScriptedModel
from tests.support.tab import Door, Event, Tab, final, numbers_of, text_of

SECRET = "himitsu7731"
QUESTIONS = {
    "ja": f"窓口を始めるにはどうすればよいですか {SECRET}",
    "en": f"How do I start the help desk {SECRET}",
}


class Trouble(NamedTuple):
    """How a model server misbehaves, and what becomes of it."""

    script: str
    code: str
    word: str
    asked: int


BEFORE_THE_FIRST_WORD = [
    Trouble("dead", "model_unreachable", "model.unreachable", 0),
    Trouble("status:401", "model_unauthorized", "model.unauthorized", 1),
    Trouble("status:403", "model_unauthorized", "model.unauthorized", 1),
    Trouble("status:404", "model_unknown", "model.unknown", 1),
    Trouble("status:400", "model_refused", "model.refused", 1),
    Trouble("status:302", "model_refused", "model.refused", 1),
    Trouble("status:429", "model_busy", "model.busy", 3),
    Trouble("status:503", "model_broken", "model.broken", 3),
    Trouble("html", "model_broken", "model.broken", 3),
    Trouble("garbage", "model_broken", "model.broken", 3),
    Trouble("error-event", "model_broken", "model.broken", 3),
    Trouble("endless", "model_broken", "model.broken", 3),
    Trouble("cut:0", "model_broken", "model.cut", 3),
    Trouble("empty", "model_empty", "model.empty", 1),
    Trouble("silent:0", "model_silent", "model.silent", 1),
    Trouble("late:4000:2", "model_silent", "model.silent", 1),
]
AFTER_THE_FIRST_WORD = [
    Trouble("garbage:3", "model_broken", "model.broken", 1),
    Trouble("error-event:3", "model_broken", "model.broken", 1),
    Trouble("endless:3", "model_broken", "model.broken", 1),
    Trouble("cut:3", "model_broken", "model.cut", 1),
    Trouble("silent:3", "model_silent", "model.silent", 1),
]
BUT_FINE = {
    "plain": (PIECE * 2, 1),
    "crlf": (PIECE * 2, 1),
    "undone": (PIECE * 2, 1),
    "held": (PIECE * 2, 1),
    "late:400:3": (PIECE * 3, 1),
    "status:429:1": (PIECE * 2, 2),
    "status:500:2": (PIECE * 2, 3),
    "drip:1:0:窓口🪟です": ("窓口🪟です", 1),
    "drip:3:5:窓口🪟です": ("窓口🪟です", 1),
    "drip:1000:150:ゆっくりと届く答えです": ("ゆっくりと届く答えです", 1),
    "text:窓口です🪟か\u3099": ("窓口です🪟か\u3099", 1),
}


class Seen(NamedTuple):
    """What a reader of one language has seen."""

    lang: str
    events: list[Event]
    kept: Event


def ask_in_both_languages(desk: Desk, script: str) -> list[Seen]:
    """Ask in Japanese and in English at the same time."""
    visitor = uuid.uuid4().hex
    seen: list[Seen] = []
    with (
        Tab(desk.address, visitor=visitor + "ja", lang="ja") as ja,
        Tab(desk.address, visitor=visitor + "en", lang="en") as en,
    ):
        asked = [
            (lang, tab, tab.ask(QUESTIONS[lang], model=script))
            for lang, tab in (("ja", ja), ("en", en))
        ]
        for lang, tab, started in asked:
            events = tab.until_end(started["stream_id"])
            with Door(desk.address, visitor=visitor + lang, lang=lang) as door:
                kept = door.message(started["session_id"], started["message_id"])
            seen.append(Seen(lang, events, kept))
    return seen


def assert_told(seen: Seen, trouble: Trouble) -> None:
    """The reader was told what happened, in their language, and the message was kept so."""
    last = seen.events[-1]
    status = trouble.script.partition(":")[2]
    sentence = say(trouble.word, seen.lang, model=trouble.script, status=status)
    assert (last["channel"], last["payload"]["code"]) == ("chat.error", trouble.code)
    assert last["payload"]["message"] == sentence
    assert seen.kept["status"] == "failed"
    assert seen.kept["problem"] == {"code": trouble.code, "message": sentence}
    assert seen.kept == final(seen.events)
    assert seen.kept["content"] == text_of(seen.events)
    assert numbers_of(seen.events) == list(range(1, len(seen.events) + 1))


def assert_noted(desk: Desk, trouble: Trouble) -> None:
    """The reason is in the log, what people said is not."""
    notes = [orjson.loads(line) for line in desk.log().splitlines()]
    assert any(
        note.get("reason") == trouble.code and note.get("facts", {}).get("model") == trouble.script
        for note in notes
    )
    assert SECRET not in desk.log()
    assert "窓口を始める" not in desk.log()


@pytest.mark.parametrize("trouble", BEFORE_THE_FIRST_WORD, ids=lambda each: each.script)
def test_a_model_that_never_speaks_leaves_honest_words_and_what_was_found(
    desk: Desk, model: ScriptedModel, trouble: Trouble
) -> None:
    before = model.asked(trouble.script)
    for seen in ask_in_both_languages(desk, trouble.script):
        assert_told(seen, trouble)
        content = seen.kept["content"]
        assert content.startswith(say("chat.no_answer", seen.lang))
        assert say("chat.offered", seen.lang) in content
        quoted = [part for part in seen.kept["parts"] if part["type"] == "citation"]
        assert quoted
        assert all(f"[{part['n']}]" in content for part in quoted)
        assert all(" ".join(part["quote"].split()) in content for part in quoted)
    assert model.asked(trouble.script) - before == 2 * trouble.asked
    assert_noted(desk, trouble)


@pytest.mark.parametrize("trouble", AFTER_THE_FIRST_WORD, ids=lambda each: each.script)
def test_a_model_that_breaks_off_keeps_its_words_and_is_not_asked_again(
    desk: Desk, model: ScriptedModel, trouble: Trouble
) -> None:
    before = model.asked(trouble.script)
    for seen in ask_in_both_languages(desk, trouble.script):
        assert_told(seen, trouble)
        assert seen.kept["content"] == PIECE * 3 + "\n\n" + say("chat.broke_off", seen.lang)
    assert model.asked(trouble.script) - before == 2
    assert_noted(desk, trouble)


@pytest.mark.parametrize("script", BUT_FINE)
def test_a_model_that_is_odd_but_lawful_or_recovers_in_time_is_heard_out(
    tab: Tab, door: Door, model: ScriptedModel, script: str
) -> None:
    text, asked = BUT_FINE[script]
    before = model.asked(script)
    started = tab.ask(model=script)
    events = tab.until_end(started["stream_id"])
    assert (events[-1]["channel"], text_of(events)) == ("chat.end", text)
    kept = door.message(started["session_id"], started["message_id"])
    assert (kept["status"], kept["content"], kept["problem"]) == ("done", text, None)
    assert model.asked(script) - before == asked


def test_when_the_first_model_is_dead_the_next_one_answers(desk: Desk, tab: Tab) -> None:
    events = tab.until_end(tab.ask()["stream_id"])
    assert (events[-1]["channel"], text_of(events)) == ("chat.end", PIECE * 3)
    assert '"message": "model failed, asking the next", "reason": "model_unreachable"' in desk.log()


def test_a_model_that_is_not_set_up_is_refused_before_anything_is_kept(
    tab: Tab, door: Door
) -> None:
    refused = tab.call("chat.send", session_id=None, user_input="hello", model="nobody")
    assert refused["error"]["code"] == "invalid"
    assert door.http.get("/api/sessions").json()["data"] == []


def test_the_model_is_told_the_question_the_rules_and_what_was_found(
    tab: Tab, model: ScriptedModel
) -> None:
    started = tab.ask("How do I start the help desk?", model="cite")
    answer = final(tab.until_end(started["stream_id"]))
    body = next(body for body in reversed(model.requests) if body["model"] == "cite")
    assert body["messages"][-1] == {"role": "user", "content": "How do I start the help desk?"}
    assert body["messages"][0]["role"] == "system"
    assert body["stream"] is True
    citations = [part for part in answer["parts"] if part["type"] == "citation"]
    assert [part["n"] for part in citations] == [1, 2]


def test_questions_in_a_row_share_one_connection_to_the_model(
    tab: Tab, model: ScriptedModel
) -> None:
    tab.until_end(tab.ask(model="cite")["stream_id"])
    before = model.connections
    for _ in range(5):
        tab.until_end(tab.ask(model="cite")["stream_id"])
    assert model.connections == before
