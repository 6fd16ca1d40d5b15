"""The command line: what the screens do, and how the server is started."""

import os
import sys
from pathlib import Path
from typing import Any

import click

from madoguchi import __version__
from madoguchi.entry.commands import people, questions, state
from madoguchi.entry.commands.terminal import Terminal, command
from madoguchi.entry.serve import Report, bind, run
from madoguchi.kernel.words import say


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Madoguchi (窓口): an AI help desk that has read your site."""


def _listen(terminal: Terminal, port: int | None) -> tuple[Any, str]:
    server = terminal.settings.server
    try:
        listener = bind(server.host, server.port if port is None else port)
    except OSError as error:
        raise terminal.failed(
            say(
                "start.no_port",
                terminal.language,
                host=server.host,
                port=server.port if port is None else port,
                reason=error.strerror or error,
            )
        ) from error
    host, bound = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    return listener, f"http://{shown}:{bound}"


@main.command()
@click.option("--port", type=click.IntRange(0, 65535))
@command
def up(terminal: Terminal, port: int | None) -> None:
    """Start everything, and keep it running until Ctrl+C."""
    listener, address = _listen(terminal, port)
    banner = say("start.banner", terminal.language, address=address, made_up="{made_up}")
    made_up = say("start.made_up", terminal.language, password="{password}")
    arguments = ["--socket", str(listener.fileno()), "--banner", banner, "--made-up", made_up]
    # Watching needs none of what this process has loaded: a fresh, small one takes its place.
    os.execv(sys.executable, [sys.executable, "-m", "madoguchi.entry.supervisor", *arguments])


@main.command()
@click.option("--port", type=click.IntRange(0, 65535))
@command
def api(terminal: Terminal, port: int | None) -> None:
    """Run the web process alone, without a supervisor."""
    listener, address = _listen(terminal, port)
    terminal.say("start.api", address=address)
    run(terminal.settings, terminal.environment, listener, Report(None))


for each in (*people.COMMANDS, *questions.COMMANDS, *state.COMMANDS):
    main.add_command(each)

if __name__ == "__main__":
    main(prog_name=Path(sys.argv[0]).name)
