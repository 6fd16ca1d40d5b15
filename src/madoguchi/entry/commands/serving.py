"""The commands that run one kind of process alone, as when many machines share the work."""

import click

from madoguchi.entry.commands.terminal import Terminal, command, listen
from madoguchi.entry.job_room import Role
from madoguchi.entry.labour import labour
from madoguchi.entry.listening import address_of
from madoguchi.entry.serve import run
from madoguchi.jobs.queues import QUEUES
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
    run(terminal.settings, terminal.environment, listener, report, Role("api"))


@click.command()
@click.option("--queues", help="The queues to work on, with commas between; all by default.")
@command
def worker(terminal: Terminal, queues: str | None) -> None:
    """Do jobs, and serve nobody."""
    names = tuple(dict.fromkeys(name.strip() for name in queues.split(","))) if queues else QUEUES
    for name in names:
        if name not in QUEUES:
            raise terminal.failed(
                say("start.no_queue", terminal.language, name=name, names=", ".join(QUEUES))
            )
    _labour(terminal, Role("worker", names), "start.worker")


@click.command()
@command
def scheduler(terminal: Terminal) -> None:
    """Be the clock: schedules, and jobs that nobody else sees to."""
    _labour(terminal, Role("scheduler"), "start.scheduler")


def _labour(terminal: Terminal, role: Role, key: str) -> None:
    def ready() -> None:
        click.echo(say(key, terminal.language))

    labour(terminal.settings, terminal.environment, role, ready)
