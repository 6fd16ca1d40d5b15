"""The wired services, for a command that needs them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import IO, TypeVar

from madoguchi.entry.commands.terminal import Terminal
from madoguchi.entry.database import migrate
from madoguchi.entry.home import Home
from madoguchi.entry.job_room import Role
from madoguchi.entry.wiring import Wired, build
from madoguchi.kernel.errors import Conflict, Unavailable

T = TypeVar("T")


def do_with_hands(terminal: Terminal, act: Callable[[Wired, bool], Awaitable[T]]) -> T:
    """Run ``act`` where jobs are done: by the server that runs, or here while none does.

    ``act`` is told whether the work is done here.
    """

    async def inside() -> T:
        home = Home(terminal.environment.home)
        home.make()
        held = _free(home) if terminal.settings.database.url is None else None
        role = Role("all" if held else "none")
        wired = build(terminal.settings, home, owns_index=held is not None, role=role)
        try:
            await migrate(wired.db)
            if held is None:
                return await act(wired, False)
            async with wired.alive():
                return await act(wired, True)
        finally:
            await wired.close()
            if held is not None:
                held.close()

    return asyncio.run(inside())


def _free(home: Home) -> IO[str] | None:
    try:
        return home.lock()
    except Conflict:
        return None


def do(
    terminal: Terminal,
    act: Callable[[Wired], Awaitable[T]],
    *,
    owns_index: bool = False,
    looks_only: bool = False,
) -> T:
    """Run ``act`` on the wired services; the index stays with a server that may be running.

    Who ``looks_only`` is let in although the database is away: to see just that.
    """

    async def inside() -> T:
        home = Home(terminal.environment.home)
        home.make()
        wired = build(terminal.settings, home, owns_index=owns_index, role=Role("none"))
        try:
            try:
                await migrate(wired.db)
            except Unavailable:
                if not looks_only:
                    raise
            return await act(wired)
        finally:
            await wired.close()

    return asyncio.run(inside())
