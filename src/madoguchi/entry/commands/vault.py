"""Commands about the vault."""

import click

from madoguchi.entry.commands.terminal import Terminal, command
from madoguchi.entry.commands.workplace import do
from madoguchi.entry.turning import Turned, turn_keys
from madoguchi.entry.wiring import Wired
from madoguchi.kernel.words import say
from madoguchi.privacy.schemas import VaultStatus


@click.group()
def vault() -> None:
    """The vault, which holds the personal data behind placeholders."""


@vault.command("rotate")
@command
def rotate(terminal: Terminal) -> None:
    """Exchange the key of this installation; broken off, run it again."""

    async def act(wired: Wired) -> Turned:
        def moved(count: int) -> None:
            terminal.say("vault.moved", count=count)

        return await turn_keys(wired.db, wired.privacy.keys, moved)

    turned = do(terminal, act)
    words = say("vault.turned", terminal.language, **turned.model_dump())
    terminal.show(turned, words)


@vault.command("status")
@command
def status(terminal: Terminal) -> None:
    """Show which keys are needed, and for how many conversations."""

    async def act(wired: Wired) -> VaultStatus:
        return await wired.privacy.rotation.status()

    found = do(terminal, act)
    lines = []
    for master in found.masters:
        key = "vault.key_newest" if master.newest else "vault.key_former"
        key = key if master.here else "vault.key_unknown"
        lines.append(say(key, terminal.language, id=master.id, count=master.conversations))
    waiting = say("vault.waiting", terminal.language, count=found.erasures_waiting)
    terminal.show(found, "\n".join([*lines, waiting]))
