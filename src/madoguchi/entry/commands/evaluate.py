"""Commands that measure search and answers on a person's own questions."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from madoguchi.entry.commands.searching import finder, own_rules
from madoguchi.entry.commands.terminal import Terminal, command
from madoguchi.entry.evaluating import measure_answers, measure_retrieval
from madoguchi.kernel.words import say
from madoguchi.knowledge.evaluation import corpus_of, questions_of
from madoguchi.language.measuring import Languages, Mistaken
from madoguchi.language.measuring import labelled as labelled_languages
from madoguchi.language.measuring import measure as measure_languages
from madoguchi.privacy.measuring import ExampleLanguage, Found, labelled, measure


@click.group("eval")
def evaluate() -> None:
    """How well search and answers do on your own questions."""


def _files(act: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command its two files of JSON lines."""
    act = click.option("--queries", required=True, type=click.Path(path_type=Path))(act)
    return click.option("--corpus", required=True, type=click.Path(path_type=Path))(act)


@evaluate.command("retrieval")
@_files
@click.option("--k", "depth", default=10, type=click.IntRange(1, 100), show_default=True)
@command
def evaluate_retrieval(terminal: Terminal, corpus: Path, queries: Path, depth: int) -> None:
    """Measure search: {id, text, title?, language?} against {id, text, relevant: [id…]}."""
    texts = corpus_of(corpus)
    questions = questions_of(queries, texts, needs="relevant")
    found = asyncio.run(measure_retrieval(terminal.settings, texts, questions, depth))
    _show(terminal, found)


@evaluate.command("answers")
@_files
@command
def evaluate_answers(terminal: Terminal, corpus: Path, queries: Path) -> None:
    """Measure answers: {id, text, answers: [string…]}; a question without any is off topic."""
    texts = corpus_of(corpus)
    questions = questions_of(queries, texts)
    _show(terminal, asyncio.run(measure_answers(terminal.settings, texts, questions)))


@evaluate.command("language")
@click.option("--data", type=click.Path(path_type=Path), help="JSON Lines {id, text, language}.")
@command
def evaluate_language(terminal: Terminal, data: Path | None) -> None:
    """Measure how languages are recognised; without a file, in the messages that come with us."""
    found = measure_languages(labelled_languages(data), terminal.settings.languages)
    terminal.show(found, _language_table(terminal, found))


def _language_table(terminal: Terminal, found: Languages) -> str:
    def word(name: str) -> str:
        return say(f"eval.{name}", terminal.language)

    lines = [
        f"{word('messages')}: {found.messages}",
        f"{word('right')}: {found.right:.1%}",
        f"{word('right_in_talk')}: {found.right_in_talk:.1%}",
        f"{word('ms_a_message')}: {found.ms_a_message}",
        "",
        *(
            f"{each.language:8} {each.messages:6} {each.right:8.1%} {each.right_in_talk:8.1%}"
            for each in found.languages
        ),
    ]
    for name in ("mistaken", "mistaken_in_talk"):
        wrong: list[Mistaken] = getattr(found, name)
        lines += ["", word(name)] if wrong else []
        lines += [f"{each.expected:8} → {each.found:8} {each.messages:4}" for each in wrong]
    return "\n".join(lines)


@evaluate.command("privacy")
@click.option("--data", type=click.Path(path_type=Path), help="JSON Lines {id, text, entities}.")
@click.option("--language", type=click.Choice(["ja", "en"]), help="Which of our own messages.")
@own_rules
@command
def evaluate_privacy(
    terminal: Terminal, data: Path | None, language: ExampleLanguage | None, own: bool
) -> None:
    """Measure how personal data is found; without a file, in the messages that come with us."""
    messages = labelled(data, language or ("en" if terminal.language == "en" else "ja"))
    found = measure(finder(terminal, own=own), messages)
    terminal.show(found, _privacy_table(terminal, found))


def _privacy_table(terminal: Terminal, found: Found) -> str:
    figures = found.model_dump(exclude={"kinds"})
    rows = [
        (each.kind, each.entities, each.precision, each.recall, each.f2, each.leaked)
        for each in found.kinds
    ]
    heads = ("kind", "entities", "precision", "recall", "f2", "leaked")
    words = {name: say(f"eval.{name}", terminal.language) for name in (*figures, "kind")}
    return "\n".join(
        [
            *(f"{words[name]}: {_figure(value)}" for name, value in figures.items()),
            "",
            " | ".join(words[name] for name in heads),
            *(" | ".join(map(_figure, row)) for row in rows),
        ]
    )


def _figure(value: object) -> str:
    return "–" if value is None else str(value)


def _show(terminal: Terminal, found: BaseModel) -> None:
    figures = found.model_dump()
    titles = {name: say(f"eval.{name}", terminal.language) for name in figures}
    lines = [f"{titles[n]}: {'–' if value is None else value}" for n, value in figures.items()]
    terminal.show(found, "\n".join(lines))
