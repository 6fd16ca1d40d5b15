"""The command that tells the language of messages."""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import chain

import click
from pydantic import BaseModel, Field

from madoguchi.entry.commands.terminal import Terminal, command
from madoguchi.kernel.lines import parsed
from madoguchi.language.codes import tidy
from madoguchi.language.recognise import recognise

STDIN = "stdin"
OBJECT = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')


class Said(BaseModel):
    """A message to look at; ``before`` is the language of the talk so far, when there is one."""

    id: str = Field(min_length=1)
    text: str
    before: str | None = None


class Told(BaseModel):
    """The language of a message, and how sure that is."""

    id: str
    language: str
    confidence: float


@click.command()
@command
def detect(terminal: Terminal) -> None:
    """Tell the language of what comes on stdin: JSON Lines {id, text}, or plain text."""
    lines = iter(sys.stdin.buffer)
    first = next(lines, b"")
    if OBJECT.match(first):
        for told in _each(terminal, chain([first], lines)):
            click.echo(told.model_dump_json())
        return
    text = b"".join([first, *lines]).decode("utf-8", "replace")
    found = recognise(text, None, terminal.settings.languages)
    terminal.show(asdict(found), f"{found.language}  {found.confidence:.2f}")


def _each(terminal: Terminal, lines: Iterable[bytes]) -> Iterator[Told]:
    for _, said in parsed(lines, Said, STDIN):
        before = tidy(said.before) if said.before else None
        found = recognise(said.text, before, terminal.settings.languages)
        yield Told(id=said.id, **asdict(found))
