"""Commands that tell how things are."""

import click

from madoguchi.entry.commands.terminal import Terminal, command
from madoguchi.entry.commands.workplace import do
from madoguchi.entry.wiring import Wired
from madoguchi.kernel.words import say
from madoguchi.upkeep.schemas import Component

MARKS = {"running": "●", "degraded": "▲", "missing": "✕", "off": "○"}


def _components(terminal: Terminal) -> list[Component]:
    async def act(wired: Wired) -> list[Component]:
        return await wired.upkeep.components(terminal.language)

    return do(terminal, act, looks_only=True)


def _line(component: Component, language: str) -> str:
    mark, state = MARKS[component.state], say(f"upkeep.state.{component.state}", language)
    return f"{mark} {component.name}  {state}  {component.detail}"


@click.command()
@command
def components(terminal: Terminal) -> None:
    """Show what runs and what is missing."""
    found = _components(terminal)
    terminal.show(list(found), "\n".join(_line(each, terminal.language) for each in found))


@click.command()
@command
def doctor(terminal: Terminal) -> None:
    """Explain what is missing and how to mend it; exit status 1 when something is."""
    found = _components(terminal)
    lines = []
    for each in found:
        lines.append(_line(each, terminal.language))
        if each.mend:
            lines.append(f"    → {each.mend}")
    ailing = [each for each in found if each.state in ("missing", "degraded")]
    key = "doctor.ailing" if ailing else "doctor.well"
    lines += ["", say(key, terminal.language, count=len(ailing))]
    terminal.show(list(found), "\n".join(lines))
    if ailing:
        raise SystemExit(1)
