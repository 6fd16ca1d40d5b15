"""The command that runs the web process alone."""

import click

from madoguchi.entry.commands.terminal import Terminal, command, listen
from madoguchi.entry.listening import address_of
from madoguchi.entry.serve import Report, run


@click.command()
@click.option("--port", type=click.IntRange(0, 65535))
@command
def api(terminal: Terminal, port: int | None) -> None:
    """Run the web process alone, without a supervisor."""
    listener = listen(terminal, port)
    terminal.say("start.api", address=address_of(listener))
    run(terminal.settings, terminal.environment, listener, Report(None))
