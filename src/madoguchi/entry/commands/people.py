"""Commands about people and their keys."""

import sys

import click

from madoguchi.accounts.passwords import new_password
from madoguchi.entry.commands.terminal import Terminal, command
from madoguchi.entry.commands.workplace import do
from madoguchi.entry.wiring import Wired


@click.group()
def user() -> None:
    """People with an account."""


def _password(from_stdin: bool) -> tuple[str, bool]:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n"), True
    return new_password(), False


@user.command("add")
@click.argument("name")
@click.option("--role", required=True)
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from the first line of stdin."
)
@command
def add(terminal: Terminal, name: str, role: str, password_stdin: bool) -> None:
    """Add a person; without --password-stdin a password is made up and printed once."""
    password, given = _password(password_stdin)

    async def act(wired: Wired) -> str:
        return await wired.accounts.add(name, role, password)

    user_id = do(terminal, act)
    _show(terminal, {"id": user_id, "name": name, "role": role}, password, given)


@user.command("password")
@click.argument("name")
@click.option(
    "--password-stdin", is_flag=True, help="Read the password from the first line of stdin."
)
@command
def password(terminal: Terminal, name: str, password_stdin: bool) -> None:
    """Give a person a new password, and sign them out everywhere."""
    chosen, given = _password(password_stdin)

    async def act(wired: Wired) -> str:
        return await wired.accounts.reset_password(name, chosen)

    do(terminal, act)
    _show(terminal, {"name": name}, chosen, given)


def _show(terminal: Terminal, facts: dict[str, str], password: str, given: bool) -> None:
    if given:
        terminal.show(facts, facts["name"])
    else:
        terminal.show({**facts, "password": password}, f"{facts['name']}  {password}")


@click.group()
def apikey() -> None:
    """Keys with which programs act for a person."""


@apikey.command("create")
@click.option("--user", "user_name", required=True)
@click.option("--name", default="cli")
@command
def create(terminal: Terminal, user_name: str, name: str) -> None:
    """Make a key; it is printed this once."""

    async def act(wired: Wired) -> str:
        return (await wired.accounts.make_key_for(user_name, name)).key

    key = do(terminal, act)
    terminal.show({"key": key}, key)
