"""The command that starts everything."""

import os
import sys

import click

from madoguchi.entry.commands.terminal import Terminal, command, listen
from madoguchi.entry.listening import address_of
from madoguchi.kernel.words import say


@click.command()
@click.option("--port", type=click.IntRange(0, 65535))
@click.option(
    "--workers", type=click.IntRange(0, 256), help="Jobs done at once; 0 leaves them to others."
)
@command
def up(terminal: Terminal, port: int | None, workers: int | None) -> None:
    """Start everything, and keep it running until Ctrl+C."""
    listener = listen(terminal, port)
    address = address_of(listener)
    banner = say("start.banner", terminal.language, address=address, made_up="{made_up}")
    made_up = say("start.made_up", terminal.language, password="{password}")
    arguments = ["--socket", str(listener.fileno()), "--banner", banner, "--made-up", made_up]
    if workers is not None:
        arguments += ["--workers", str(workers)]
    # Watching needs none of what this process has loaded: a fresh, small one takes its place.
    program = [sys.executable, "-m", "madoguchi.entry.supervisor", *arguments]
    os.execve(sys.executable, program, terminal.environment.for_server())
