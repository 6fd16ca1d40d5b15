"""Commands that measure search and answers on a person's own questions."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel

from madoguchi.entry.commands.terminal import Terminal, command
from madoguchi.entry.evaluating import measure_answers, measure_retrieval
from madoguchi.kernel.words import say
from madoguchi.knowledge.evaluation import corpus_of, questions_of


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


def _show(terminal: Terminal, found: BaseModel) -> None:
    figures = found.model_dump()
    titles = {name: say(f"eval.{name}", terminal.language) for name in figures}
    lines = [f"{titles[n]}: {'–' if value is None else value}" for n, value in figures.items()]
    terminal.show(found, "\n".join(lines))
