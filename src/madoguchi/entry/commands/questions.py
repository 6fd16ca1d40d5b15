"""Commands that ask."""

import click

from madoguchi.accounts.service import FIRST_ADMIN
from madoguchi.chat.round import Wish
from madoguchi.chat.schemas import ChatTurn
from madoguchi.entry.commands.terminal import Terminal, command
from madoguchi.entry.commands.workplace import do
from madoguchi.entry.wiring import Wired
from madoguchi.kernel.conversation import Citation
from madoguchi.kernel.errors import NotFound
from madoguchi.kernel.http import EVERYTHING, Caller
from madoguchi.kernel.words import say
from madoguchi.knowledge.schemas import SEES_ALL, Found

AT_THE_TERMINAL = Caller("terminal", "admin", frozenset({EVERYTHING}), "terminal")


@click.command()
@click.argument("text")
@click.option("-k", "count", default=10, type=click.IntRange(1, 100), show_default=True)
@click.option("--collection")
@click.option("--source")
@click.option("--language")
@click.option("--role", default=SEES_ALL, help="See what this role may see; otherwise everything.")
@command
def search(terminal: Terminal, text: str, count: int, **where: str) -> None:
    """Find passages in what was learned."""

    async def act(wired: Wired) -> list[Found]:
        return await wired.knowledge.search(text, count, **where)

    found = do(terminal, act)
    words = "\n\n".join(_passage(each) for each in found)
    terminal.show(list(found), words or say("cli.nothing_found", terminal.language))


@click.command()
@click.argument("text")
@click.option("--session", "session_id")
@click.option("--user", "user_name", help="Ask as this person; otherwise as the first one.")
@command
def ask(terminal: Terminal, text: str, session_id: str | None, user_name: str | None) -> None:
    """Ask, and get an answer with citations."""

    async def act(wired: Wired) -> ChatTurn:
        caller = await _asker(wired, user_name)
        await wired.streams.open()
        wish = Wish(caller, terminal.language, text, session_id)
        try:
            return await wired.chats.ask(wish)
        finally:
            await wired.streams.close(0)

    turn = do(terminal, act)
    message = turn.message
    if message.problem:
        click.echo(message.problem.message, err=True)
    terminal.show(turn, "\n".join([message.content.rstrip(), "", *_sources(turn)]).rstrip())


async def _asker(wired: Wired, name: str | None) -> Caller:
    """Return who asks. Before the first start there is nobody, and yet something may be learned."""
    try:
        return await wired.accounts.caller_called(name or FIRST_ADMIN)
    except NotFound:
        if name:
            raise
        return AT_THE_TERMINAL


def _passage(found: Found) -> str:
    path = " › ".join(dict.fromkeys((found.title, *found.heading_path)))
    return f"{found.score:6.2f}  {path}\n        {' '.join(found.text.split())[:200]}"


def _sources(turn: ChatTurn) -> list[str]:
    cited = [part for part in turn.message.parts if isinstance(part, Citation)]
    return [
        f"[{each.n}] {' › '.join(dict.fromkeys((each.title, *each.heading_path)))}"
        + (f" <{each.url}>" if each.url else "")
        for each in cited
    ]
