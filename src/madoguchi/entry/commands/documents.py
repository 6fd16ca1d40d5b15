"""Commands about documents."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import click

from madoguchi.entry.commands.terminal import Terminal, command
from madoguchi.entry.converting import converter
from madoguchi.entry.learning_room import LaterFetcher
from madoguchi.kernel.errors import AppError, Invalid
from madoguchi.kernel.words import say
from madoguchi.learning.converting.schemas import Converted, Hint, Notice
from madoguchi.learning.crawling.fetching import Ask, Fetcher
from madoguchi.learning.crawling.following import follow
from madoguchi.learning.crawling.guard import Guard

LARGEST_BYTES = 64 * 2**20
Outcome = Converted | AppError


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE-or-URL…")
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
    fetcher = LaterFetcher(Guard(terminal.settings.crawl.allow_private))
    try:
        for name in files:
            try:
                yield name, await reading.convert(*await _source(fetcher, name))
            except AppError as error:
                yield name, error
    finally:
        await fetcher.close()
        await reading.close()


async def _source(fetcher: Fetcher, name: str) -> tuple[bytes | Path, Hint]:
    """Return a document, or where it lies, and what is known about it."""
    if not name.startswith(("http://", "https://")):
        return Path(name), Hint(name=Path(name).name)
    answer = await follow(Ask(name, max_bytes=LARGEST_BYTES), fetcher.fetch)
    if answer.trouble or answer.status != 200:
        decision = answer.trouble or "bad_status"
        raise Invalid(f"crawl.{decision}", status=answer.status)
    media_type, _, rest = answer.content_type.partition(";")
    charset = rest.partition("charset=")[2].strip(" \"'") or None
    file = answer.address.rpartition("/")[2] or None
    hint = Hint(name=file, content_type=media_type or None, url=answer.address, charset=charset)
    return answer.body, hint


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
