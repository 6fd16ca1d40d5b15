"""Commands about settings."""

import click
import yaml

from madoguchi.entry.commands.terminal import Terminal, command
from madoguchi.entry.settings import shown


@click.group()
def settings() -> None:
    """Settings."""


@settings.command("show")
@command
def show(terminal: Terminal) -> None:
    """Show the settings in force; secrets are stars."""
    values = shown(terminal.settings)
    words = yaml.safe_dump(values, allow_unicode=True, sort_keys=False)
    terminal.show(values, words.rstrip())
