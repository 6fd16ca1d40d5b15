"""Commands that learn: sources, and runs over them."""

import asyncio
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from madoguchi.entry.commands.terminal import Terminal, command
from madoguchi.entry.commands.workplace import do, do_with_hands
from madoguchi.entry.wiring import Wired
from madoguchi.kernel.errors import Invalid
from madoguchi.kernel.words import say
from madoguchi.learning.schemas import LearningRun, NewSource, Source
from madoguchi.learning.sources import TERMINAL

LOOK_EVERY_S = 0.5
LISTS = (".xml", ".xml.gz")
MASKS = ("keep", "hide")
KINDS = ("site", "sitemap", "pages", "feed", "folder")
READER = "reader:"
BAR = 24


@click.command()
@click.argument("places", nargs=-1, required=True, metavar="URL-or-PATH-or-reader:NAME…")
@click.option("--collection")
@click.option("--max-pages", type=click.IntRange(1, 1_000_000))
@click.option("--mask", type=click.Choice(MASKS), help="What becomes of personal data.")
@click.option("--wait", is_flag=True, help="Show how far it is until it is done.")
@command
def learn(
    terminal: Terminal,
    places: tuple[str, ...],
    collection: str | None,
    wait: bool,
    **how: Any,
) -> None:
    """Learn sites, pages, files, folders, or what a reader gives."""
    wishes = [_wish(place, collection, how) for place in places]

    async def act(wired: Wired, here: bool = False) -> list[LearningRun]:
        runs = []
        for wish in wishes:
            source_id = await wired.learning.sources.ensure(wish, TERMINAL, terminal.language)
            runs.append(await wired.learning.runs.start(source_id, None, terminal.language))
        return [await _watched(terminal, wired, run) for run in runs] if wait else runs

    found = do_with_hands(terminal, act) if wait else do(terminal, act)
    _report(terminal, found)


@click.group()
def sources() -> None:
    """What is learned."""


@sources.command("list")
@command
def list_sources(terminal: Terminal) -> None:
    """List sources, newest first."""
    found = do(terminal, lambda wired: wired.learning.sources.all(terminal.language))
    words = "\n".join(_line(each, terminal.language) for each in found)
    terminal.show(list(found), words or say("learning.no_sources", terminal.language))


@sources.command("add")
@click.argument("place", metavar="URL-or-PATH-or-reader:NAME")
@click.option("--kind", type=click.Choice(KINDS))
@click.option("--name")
@click.option("--collection")
@click.option("--max-pages", type=click.IntRange(1, 1_000_000))
@click.option("--mask", type=click.Choice(MASKS), help="What becomes of personal data.")
@click.option("--include", multiple=True)
@click.option("--exclude", multiple=True)
@click.option("--cron", help='When to learn it again, like "40 3 * * *".')
@click.option("--zone", help="The time zone that this is meant in.")
@click.option("--argument", multiple=True, metavar="NAME=VALUE", help="What a reader asks for.")
@command
def add_source(terminal: Terminal, place: str, argument: tuple[str, ...], **given: Any) -> None:
    """Add a source, without learning it yet."""
    options = {name: given.pop(name) for name in ("include", "exclude")}
    how = {name: given.pop(name) for name in ("max_pages", "mask")}
    wish = _wish(place, given.pop("collection"), how, **given)
    for name, patterns in options.items():
        setattr(wish.options, name, list(patterns))

    async def act(wired: Wired) -> Source:
        if wish.kind == "reader":
            wish.options.arguments = wired.learning.readers.typed(wish.starts[0], argument)
        return await wired.learning.sources.add(wish, TERMINAL, terminal.language)

    made = do(terminal, act)
    terminal.show(made, _line(made, terminal.language))


@sources.command("remove")
@click.argument("source_id")
@command
def remove_source(terminal: Terminal, source_id: str) -> None:
    """Forget a source, and everything that was learned from it."""
    removed = do(terminal, lambda wired: wired.learning.sources.remove(source_id))
    terminal.show({"id": removed}, say("learning.removed", terminal.language))


@sources.command("run")
@click.argument("source_id")
@click.option("--again", is_flag=True, help="Read also what has not changed.")
@click.option("--wait", is_flag=True, help="Show how far it is until it is done.")
@command
def run_source(terminal: Terminal, source_id: str, again: bool, wait: bool) -> None:
    """Learn a source now."""

    async def act(wired: Wired, here: bool = False) -> LearningRun:
        row = await wired.learning.sources.row(source_id)
        run = await wired.learning.runs.start(row.id, None, terminal.language, again=again)
        return await _watched(terminal, wired, run) if wait else run

    run = do_with_hands(terminal, act) if wait else do(terminal, act)
    _report(terminal, [run])


def _wish(place: str, collection: str | None, how: dict[str, Any], **given: Any) -> NewSource:
    """Return the source that somebody means by an address or a path."""
    kind, start = _kind(place)
    wish: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    wish = {"kind": kind, "starts": [start]} | wish
    if collection is not None:
        wish["collection"] = collection
    options = {name: value for name, value in how.items() if value is not None}
    if kind == "site" and urlsplit(start).path not in ("", "/"):
        options["below"] = True
    return NewSource.model_validate(wish | ({"options": options} if options else {}))


def _kind(place: str) -> tuple[str, str]:
    if place.startswith(("http://", "https://")):
        return ("sitemap" if urlsplit(place).path.endswith(LISTS) else "site"), place
    if place.startswith(READER):
        return "reader", place.removeprefix(READER)
    path = Path(place).expanduser().resolve()
    if not place.strip() or not path.exists():
        raise Invalid("learning.no_such_path", path=place)
    return "folder", str(path)


async def _watched(terminal: Terminal, wired: Wired, run: LearningRun) -> LearningRun:
    """Wait until a run is over; show a person how far it is."""
    shown = not terminal.as_json and sys.stderr.isatty()
    while run.state in ("queued", "running", "paused"):
        await asyncio.sleep(LOOK_EVERY_S)
        run = await wired.learning.runs.one(run.id, terminal.language)
        if shown:
            click.echo("\r" + _bar(run, terminal.language), nl=False, err=True)
    if shown:
        click.echo(err=True)
    return run


def _bar(run: LearningRun, language: str) -> str:
    figures = run.steps.get(run.step)
    step = say(f"learning.step.{run.step}", language)
    if figures is None:
        return f"{step:<40}\x1b[K"
    share = figures.done / figures.total if figures.total else 0.0
    bar = "█" * round(share * BAR)
    total = f"/{figures.total}" if figures.total is not None else ""
    return f"{step} {bar:░<{BAR}} {figures.done}{total}  {figures.per_s:.1f}/s\x1b[K"


def _report(terminal: Terminal, runs: list[LearningRun]) -> None:
    words = "\n".join(_summary(run, terminal.language) for run in runs)
    terminal.show(runs[0] if len(runs) == 1 else list(runs), words)
    failed = [run for run in runs if run.state in ("failed", "cancelled")]
    if failed:
        message = failed[0].error.message if failed[0].error else ""
        raise terminal.failed(message or say("learning.stopped", terminal.language))


def _summary(run: LearningRun, language: str) -> str:
    if run.state == "queued":
        return say("learning.queued", language, id=run.id)
    if run.state == "running":
        return say("learning.under_way", language, id=run.id)
    gathered = run.steps["gather"].counts if "gather" in run.steps else {}
    learned = run.steps["learn"].counts if "learn" in run.steps else {}
    count = {name: gathered.get(name, 0) for name in ("new", "changed", "unchanged", "removed")}
    facts = count | {"learned": learned.get("learned", 0), "refused": learned.get("refused", 0)}
    summary = say("learning.summary", language, **facts)
    if not run.hidden:
        return summary
    counts = ", ".join(f"{each.name} {each.count}" for each in run.hidden)
    return f"{summary}\n{say('learning.hidden', language, counts=counts)}"


def _line(source: Source, language: str) -> str:
    state = say(f"learning.state.{source.run.state}", language) if source.run else "–"
    return f"{source.id}  {state}  {source.documents}  {source.name}"
