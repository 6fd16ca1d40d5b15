"""Commands that hide personal data in texts, and bring it back."""

import sys
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeVar

import click
from pydantic import BaseModel, ValidationError

from madoguchi.entry.commands.searching import finder, own_rules
from madoguchi.entry.commands.terminal import Terminal, command
from madoguchi.kernel.errors import Invalid
from madoguchi.privacy.lines import MaskedLine, TextLine, mask_line, unmask_line

T = TypeVar("T", bound=BaseModel)
JSON_OBJECT = '{"'


@click.command()
@own_rules
@command
def mask(terminal: Terminal, own: bool) -> None:
    """Hide personal data: a text, or JSON lines {id, text}, from standard input."""
    lines = _lines()
    first = next(lines, "")
    if first.lstrip().startswith(JSON_OBJECT):
        finds = finder(terminal, own=own)
        for line in _read(chain([first], lines), TextLine):
            _put(mask_line(finds, line))
        return
    found = mask_line(finder(terminal, own=own), TextLine(text=first + "".join(lines)))
    if terminal.as_json:
        _put(found)
    else:
        click.echo(found.masked, nl=False)


@click.command()
@command
def unmask(terminal: Terminal) -> None:
    """Bring hidden data back: JSON lines {id, masked, entities} from standard input."""
    for line in _read(_lines(), MaskedLine):
        _put(unmask_line(line))


def _lines() -> Iterator[str]:
    for number, line in enumerate(sys.stdin.buffer, 1):
        try:
            yield line.decode()
        except UnicodeDecodeError as error:
            raise Invalid("mask.not_utf8", line=number) from error


def _read(lines: Iterable[str], kind: type[T]) -> Iterator[T]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield kind.model_validate_json(line)
        except ValidationError as error:
            fault = error.errors(include_input=False, include_url=False)[0]
            place = ".".join(str(each) for each in fault["loc"])
            reason = f"{place}: {fault['msg']}" if place else fault["msg"]
            raise Invalid("mask.bad_line", line=number, reason=reason) from None


def _put(line: BaseModel) -> None:
    click.echo(line.model_dump_json(exclude_none=True))
