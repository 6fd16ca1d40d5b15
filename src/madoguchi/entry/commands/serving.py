"""The command that runs the web process alone."""

import click

from madoguchi.entry.commands.terminal import Terminal, command, listen
from madoguchi.entry.listening import address_of
from madoguchi.entry.serve import run
from madoguchi.kernel.words import say


class ToTerminal:
    """Tells the person at the keyboard how the start went."""

    def __init__(self, terminal: Terminal, address: str) -> None:
        self._terminal = terminal
        self._address = address
        self.spoke = False

    def ready(self, password: str | None) -> None:
        """Say where, and a made-up password once."""
        self.spoke = True
        language = self._terminal.language
        made_up = say("start.made_up", language, password=password) if password else ""
        click.echo(say("start.banner", language, address=self._address, made_up=made_up))

    def refused(self, reason: str) -> None:
        """Say why."""
        self.spoke = True
        click.echo(reason, err=True)


@click.command()
@click.option("--port", type=click.IntRange(0, 65535))
@command
def api(terminal: Terminal, port: int | None) -> None:
    """Run the web process alone, without a supervisor."""
    listener = listen(terminal, port)
    report = ToTerminal(terminal, address_of(listener))
    run(terminal.settings, terminal.environment, listener, report)
