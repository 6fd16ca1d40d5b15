"""What commands search texts for personal data with."""

import click

from madoguchi.entry.commands.terminal import Terminal
from madoguchi.entry.commands.workplace import do
from madoguchi.entry.guarding import detector
from madoguchi.entry.wiring import Wired
from madoguchi.language.dictionary import JapaneseDictionary
from madoguchi.privacy.ports import Finder

own_rules = click.option(
    "--own", is_flag=True, help="With the rules and the allowed contacts of this installation."
)


def finder(terminal: Terminal, *, own: bool) -> Finder:
    """Return what ships, or what this installation's administrators have made of it."""
    if not own:
        return detector(JapaneseDictionary(), terminal.settings.guard)

    async def act(wired: Wired) -> Finder:
        return (await wired.privacy.decisions.now()).finder

    return do(terminal, act)
