"""Commands about the index: how it stands, whether it is right, and to make it anew."""

import asyncio
import time

import click

from madoguchi.entry.commands.terminal import Terminal, command
from madoguchi.entry.commands.workplace import do
from madoguchi.entry.wiring import Wired
from madoguchi.kernel.words import say
from madoguchi.knowledge.schemas import IndexState

LOOK_EVERY_S = 0.3


@click.group()
def index() -> None:
    """The index over what was learned."""


@index.command("state")
@command
def show_state(terminal: Terminal) -> None:
    """Show who feeds it and how much it holds."""
    state = do(terminal, lambda wired: wired.indexes.state())
    facts = state.model_dump(exclude={"rebuild", "rebuilt_at", "owner"})
    lines = [say("index.state", terminal.language, owner=state.owner or "–", **facts)]
    if state.rebuild:
        lines.append(say("index.rebuilding", terminal.language, **state.rebuild.model_dump()))
    terminal.show(state, "\n".join(lines))


@index.command("check")
@command
def check_index(terminal: Terminal) -> None:
    """Compare it with the database; exit status 1 when they differ."""
    found = do(terminal, lambda wired: wired.indexes.check())
    key = "index.sound" if found.sound else "index.unsound"
    terminal.show(found, say(key, terminal.language, **found.model_dump()))
    if not found.sound:
        raise SystemExit(1)


@index.command("rebuild")
@click.option("--patience", "patience_s", default=3600.0, show_default=True, help="In seconds.")
@command
def rebuild_index(terminal: Terminal, patience_s: float) -> None:
    """Make it anew beside the old one, then switch: here, or by the server that owns it."""

    async def act(wired: Wired) -> IndexState:
        if await wired.indexes.rebuild_here():
            return await wired.indexes.state()
        state, until = await wired.indexes.want_rebuild(), time.monotonic() + patience_s
        while state.rebuild:
            if time.monotonic() > until:
                raise terminal.failed(
                    say("index.rebuild_late", terminal.language, seconds=f"{patience_s:g}")
                )
            await asyncio.sleep(LOOK_EVERY_S)
            state = await wired.indexes.state()
        return state

    state = do(terminal, act, owns_index=True)
    terminal.show(state, say("index.rebuilt", terminal.language, indexed=state.indexed))
