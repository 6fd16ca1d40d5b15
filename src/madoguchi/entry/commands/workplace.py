"""The wired services, for a command that needs them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from madoguchi.entry.commands.terminal import Terminal
from madoguchi.entry.database import migrate
from madoguchi.entry.home import Home
from madoguchi.entry.job_room import Role
from madoguchi.entry.wiring import Wired, build

T = TypeVar("T")


def do(terminal: Terminal, act: Callable[[Wired], Awaitable[T]], *, owns_index: bool = False) -> T:
    """Run ``act`` on the wired services; the index stays with a server that may be running."""

    async def inside() -> T:
        home = Home(terminal.environment.home)
        home.make()
        wired = build(terminal.settings, home, owns_index=owns_index, role=Role("none"))
        try:
            await migrate(wired.db)
            return await act(wired)
        finally:
            await wired.close()

    return asyncio.run(inside())
