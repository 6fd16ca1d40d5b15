"""What every command shares: settings, language, JSON or words, and honest exit statuses."""

import functools
import json
import socket
import sys
from collections.abc import Callable
from typing import Any

import click
from pydantic import BaseModel

from madoguchi.entry.listening import bind
from madoguchi.entry.settings import Environment, Settings
from madoguchi.entry.settings_file import SettingsRefused, load
from madoguchi.kernel.errors import AppError
from madoguchi.kernel.words import say


class Failed(click.ClickException):
    """A command that could not do its work: one sentence on stderr, exit status 1."""

    def show(self, file: Any = None) -> None:
        """Say why."""
        click.echo(self.message, err=True)


class Terminal:
    """The person at the keyboard, or the program that calls."""

    def __init__(self, as_json: bool) -> None:
        self.environment = Environment()
        self.as_json = as_json
        self.language = self.environment.language or "ja"
        try:
            self.settings: Settings = load(self.environment)
        except SettingsRefused as refused:
            raise Failed(str(refused)) from refused
        self.language = self.environment.language or self.settings.language

    def failed(self, sentence: str) -> Failed:
        """Return the end of a command that could not do its work."""
        return Failed(sentence)

    def say(self, key: str, **facts: object) -> None:
        """Tell a person something; a program that wants JSON is not bothered."""
        if not self.as_json:
            click.echo(say(key, self.language, **facts))

    def show(self, data: BaseModel | list[Any] | dict[str, Any], words: str) -> None:
        """Print the outcome: JSON when asked, ``words`` otherwise."""
        if self.as_json:
            click.echo(json.dumps(_plain(data), ensure_ascii=False))
        else:
            click.echo(words)


def listen(terminal: Terminal, port: int | None) -> socket.socket:
    """Return the listening socket, or fail with a sentence that says what to do."""
    server = terminal.settings.server
    chosen = server.port if port is None else port
    try:
        return bind(server.host, chosen)
    except OSError as error:
        reason = error.strerror or str(error)
        facts = {"host": server.host, "port": chosen, "reason": reason}
        raise terminal.failed(say("start.no_port", terminal.language, **facts)) from error


def _plain(data: Any) -> Any:
    if isinstance(data, BaseModel):
        return data.model_dump(mode="json")
    if isinstance(data, list):
        return [_plain(each) for each in data]
    return data


def command(act: Callable[..., None]) -> Callable[..., None]:
    """Give a command its ``--json`` switch and its Terminal; turn failures into sentences."""

    @click.option("--json", "as_json", is_flag=True, help="One JSON document on stdout.")
    @functools.wraps(act)
    def inner(as_json: bool, **given: Any) -> None:
        terminal = Terminal(as_json)
        try:
            act(terminal, **given)
        except AppError as error:
            raise terminal.failed(say(error.key, terminal.language, **error.facts)) from error
        except BrokenPipeError:
            sys.exit(1)

    return inner
