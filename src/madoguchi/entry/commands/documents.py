"""Commands about documents."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import click

from madoguchi.entry.commands.terminal import Terminal, command
from madoguchi.entry.converting import converter
from madoguchi.kernel.errors import AppError
from madoguchi.kernel.words import say
from madoguchi.learning.converting.schemas import Converted, Hint, Notice

Outcome = Converted | AppError


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@command
def convert(terminal: Terminal, files: tuple[str, ...]) -> None:
    """Turn documents into Markdown."""
    failed = asyncio.run(_convert(terminal, files))
    if failed:
        raise terminal.failed("\n".join(failed))


async def _convert(terminal: Terminal, files: tuple[str, ...]) -> list[str]:
    """Show each document in turn; return a sentence for each that could not be read."""
    failed = []
    async for name, outcome in _outcomes(terminal, files):
        if isinstance(outcome, AppError):
            sentence = say(outcome.key, terminal.language, **outcome.facts)
            failed.append(sentence if len(files) == 1 else f"{name}: {sentence}")
        else:
            _show(terminal, outcome)
    return failed


async def _outcomes(
    terminal: Terminal, files: tuple[str, ...]
) -> AsyncIterator[tuple[str, Outcome]]:
    reading = converter(terminal.settings)
    try:
        for name in files:
            source, hint = _source(name)
            try:
                yield name, await reading.convert(source, hint)
            except AppError as error:
                yield name, error
    finally:
        await reading.close()


def _source(name: str) -> tuple[Path, Hint]:
    """Return where a document lies and what is known about it."""
    return Path(name), Hint(name=Path(name).name)


def _show(terminal: Terminal, converted: Converted) -> None:
    warnings = [_warning(terminal, each) for each in converted.warnings]
    if terminal.as_json:
        found = converted.model_dump(mode="json") | {"warnings": warnings}
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for warning in warnings:
        click.echo(warning["message"], err=True)
    click.echo(converted.markdown, nl=False)


def _warning(terminal: Terminal, warning: Notice) -> dict[str, Any]:
    message = say(warning.key, terminal.language, **warning.facts)
    return {"code": warning.key.rpartition(".")[2], "message": message, "details": warning.facts}
