"""The command line: what the screens do, and how the server is started."""

from importlib import import_module

import click

from madoguchi import __version__

COMMANDS = {
    "up": "start",
    "api": "serving",
    "worker": "serving",
    "scheduler": "serving",
    "ask": "questions",
    "search": "questions",
    "learn": "learning",
    "sources": "learning",
    "convert": "documents",
    "mask": "masking",
    "unmask": "masking",
    "vault": "vault",
    "detect": "languages",
    "user": "people",
    "apikey": "people",
    "eval": "evaluate",
    "index": "indexing",
    "jobs": "work",
    "schedules": "work",
    "queues": "work",
    "components": "state",
    "doctor": "state",
    "settings": "configuration",
}
"""Command → the module that holds it. Starting the server loads none of what the others need."""
NAMED = {"eval": "evaluate"}
"""Commands whose name is taken in Python."""


class Commands(click.Group):
    """Loads a command when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return every command, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"madoguchi.entry.commands.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, NAMED.get(cmd_name, cmd_name))
        return command


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Madoguchi (窓口): an AI help desk that has read your site."""
