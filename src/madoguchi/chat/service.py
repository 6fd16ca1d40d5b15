"""What can be done with conversations."""

from itertools import islice

from madoguchi.chat.messages import (
    branch,
    citations,
    growing,
    newest_below,
    places,
    shown,
    summary,
)
from madoguchi.chat.news import News
from madoguchi.chat.repository.messages import MessageRepository
from madoguchi.chat.repository.sessions import SessionRepository
from madoguchi.chat.revealing import is_masked, named, revealed
from madoguchi.chat.round import Wish
from madoguchi.chat.rounds import Rounds
from madoguchi.chat.schemas import (
    AsIs,
    ChatTurn,
    CitationStanding,
    NewChoice,
    Retry,
    RunningStream,
    SessionDetail,
    SessionSummary,
    Started,
    StreamState,
)
from madoguchi.chat.steps.admit import UNREADABLE, admit_title
from madoguchi.chat.streams import Streams
from madoguchi.chat.tables import MessageRow, SessionRow
from madoguchi.kernel.conversation import Message
from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import Invalid, NotFound
from madoguchi.kernel.events import NumberedLog
from madoguchi.kernel.http import Caller
from madoguchi.kernel.ids import as_id, new_id
from madoguchi.knowledge.schemas import Quoted
from madoguchi.knowledge.seeing import role_of
from madoguchi.knowledge.standings import Standings
from madoguchi.language.codes import is_known, tidy
from madoguchi.privacy.choices import Choices
from madoguchi.privacy.finding import ways_of
from madoguchi.privacy.guard import Guard
from madoguchi.privacy.restoring import Values
from madoguchi.privacy.talk import Talk
from madoguchi.privacy.vault import Vault

LONGEST_SEARCH = 200
LOOKED_INTO, MOST_HIDDEN = 500, 100
"""So many of one's newest conversations are looked into, and so many that fit are looked for."""


class Chats:
    """Conversations of a person, and the rounds in them. Nobody reaches another's."""

    def __init__(
        self,
        db: Database,
        rounds: Rounds,
        streams: Streams,
        news: News,
        *,
        standings: Standings,
        guard: Guard,
        vault: Vault,
        choices: Choices,
    ) -> None:
        self._db = db
        self._guard = guard
        self._vault = vault
        self._choices = choices
        self._standings = standings
        self._rounds = rounds
        self._streams = streams
        self._news = news

    async def sessions(self, caller: Caller, search: str, limit: int) -> list[SessionSummary]:
        """Return one's conversations, the liveliest first."""
        wanted = UNREADABLE.sub("", search).strip()[:LONGEST_SEARCH]
        hidden = await self._hidden_ways(caller, wanted) if wanted else {}
        async with self._db.read(long=bool(wanted)) as session:
            rows = await SessionRepository(session).newest(caller.id, wanted, limit, hidden)
        found = [summary(row) for row in rows]
        return [named(each, await self._values_in(caller, each)) for each in found]

    async def open(self, caller: Caller, title: str | None) -> SessionSummary:
        """Open a conversation."""
        made_id, kept = new_id(), None
        if title and title.strip():
            kept = await self._hidden(caller, made_id, admit_title(title))
        async with self._db.begin() as session:
            row = await SessionRepository(session).add(caller.id, kept, id=made_id)
            made = summary(row)
        return await self._told(caller, "created", made)

    async def read(self, caller: Caller, session_id: str, language: str) -> SessionDetail:
        """Return a conversation with the messages of the branch that is shown."""
        talk, rows = await self._with_messages(caller, session_id)
        state = await self._streams.running_in(talk.id)
        if state is None and any(row.status == "streaming" for row in rows):
            # It ended in between: its words stand in its message by now.
            talk, rows = await self._with_messages(caller, session_id)
        at = places(rows)
        values = await self._guard.values(Talk(talk.id, caller.id))
        messages = [
            revealed(shown(row, at[row.parent_id, row.role], language), values)
            for row in branch(rows, talk.head_id)
        ]
        if state:
            log = await self._streams.so_far(state, caller.id, values)
            messages = growing(messages, state.message_id, log.said(state.last_seq))
        running = state and RunningStream(
            stream_id=state.stream_id, message_id=state.message_id, last_seq=state.last_seq
        )
        head = named(summary(talk), values)
        as_is = await self._choices.as_is(Talk(talk.id, caller.id))
        return SessionDetail(**head.model_dump(), messages=messages, running=running, as_is=as_is)

    async def citations(self, caller: Caller, session_id: str) -> list[CitationStanding]:
        """Return how every citation of a conversation stands today, in all of its branches."""
        _, rows = await self._with_messages(caller, session_id)
        cited = [(row.id, citation) for row in rows for citation in citations(row)]
        quoted = [
            Quoted(each.document_id, each.passage_id, tuple(each.heading_path), each.quote)
            for _, each in cited
        ]
        found = await self._standings.of(quoted, role_of(caller))
        return [
            CitationStanding(message_id=message_id, n=citation.n, **standing.model_dump())
            for (message_id, citation), standing in zip(cited, found, strict=True)
        ]

    async def rename(self, caller: Caller, session_id: str, title: str) -> SessionSummary:
        """Give a conversation another title."""
        wanted = admit_title(title)
        async with self._db.read() as session:
            talk = await self._owned(SessionRepository(session), caller, session_id)
        kept = await self._hidden(caller, talk.id, wanted)
        return await self._change(caller, session_id, "renamed", title=kept)

    async def pin_language(
        self, caller: Caller, session_id: str, language: str | None
    ) -> SessionSummary:
        """Have every answer of a conversation in one language; none follows each question."""
        pinned = tidy(language) if language else None
        if pinned and not is_known(pinned):
            raise Invalid("chat.unknown_language")
        return await self._change(caller, session_id, "pinned", pinned_language=pinned)

    async def choose(self, caller: Caller, session_id: str, choice: NewChoice) -> AsIs:
        """Send a value of a conversation to the model as it is from now on, or hide it again."""
        async with self._db.read() as session:
            found = await self._owned(SessionRepository(session), caller, session_id)
        talk = Talk(found.id, caller.id)
        await self._choices.decide(talk, choice.placeholder, as_is=choice.as_is)
        now = AsIs(session_id=talk.id, as_is=await self._choices.as_is(talk))
        self._news.chosen(caller.id, now)
        return now

    async def remove(self, caller: Caller, session_id: str) -> str:
        """Delete a conversation with all that belongs to it."""
        async with self._db.read() as session:
            talk = await self._owned(SessionRepository(session), caller, session_id)
        await self._streams.stop_in(talk.id)
        async with self._db.begin() as session:
            await SessionRepository(session).remove(talk.id)
            await self._vault.erase(session, talk.id)
        self._news.sessions_changed(caller.id, "deleted", talk.id)
        return talk.id

    async def show_branch(
        self, caller: Caller, session_id: str, message_id: str, language: str
    ) -> SessionDetail:
        """Show the newest branch that goes through a message."""
        async with self._db.begin() as session:
            repository = SessionRepository(session)
            talk = await self._owned(repository, caller, session_id)
            rows = await MessageRepository(session).all_of(talk.id)
            key = as_id(message_id)
            if key is None or all(row.id != key for row in rows):
                raise NotFound("chat.message_missing")
            await repository.change(talk.id, head_id=newest_below(rows, key))
        return await self.read(caller, session_id, language)

    async def begin(self, wish: Wish) -> tuple[Started, NumberedLog]:
        """Start a round; the answer goes on whoever listens."""
        kept, running = await self._rounds.begin(wish)
        started = Started(
            session_id=kept.session_id,
            stream_id=kept.stream_id,
            user_message_id=kept.user_message_id,
            message_id=kept.message_id,
        )
        if kept.new_session:
            owner_id = wish.caller.id
            self._news.sessions_changed(owner_id, "created", kept.session_id, kept.new_session)
        log = running.log if running else await self._streams.log(wish.caller.id, kept.stream_id)
        return started, log

    async def ask(self, wish: Wish) -> ChatTurn:
        """Run a whole round and return its answer."""
        started, log = await self.begin(wish)
        await self._streams.wait(started.stream_id)
        values = await self._guard.values(Talk(started.session_id, wish.caller.id))
        message = revealed(await self._message(started, wish.reader_language), values)
        return ChatTurn(session_id=started.session_id, message=message)

    async def retry(self, wish: Wish, which: Retry) -> tuple[Started, NumberedLog]:
        """Answer the same question again; the earlier answer is kept beside it."""
        if which.message_id is None and which.stream_id is None:
            raise Invalid("chat.retry_what")
        message_id = as_id(which.message_id)
        if which.stream_id is not None:
            message_id = (await self._streams.state(wish.caller.id, which.stream_id)).message_id
        async with self._db.read() as session:
            found = await MessageRepository(session).any_with_id(message_id or "")
            talk = found and await SessionRepository(session).owned(
                wish.caller.id, found.session_id
            )
        if found is None or talk is None:
            raise NotFound("chat.message_missing")
        asked_id = found.id if found.role == "user" else found.parent_id
        again = Wish(
            caller=wish.caller,
            reader_language=wish.reader_language,
            text=None,
            session_id=talk.id,
            model=which.model,
            language=which.language,
            answers_again=asked_id,
            asker=wish.asker,
        )
        return await self.begin(again)

    async def stop(self, caller: Caller, stream_id: str) -> StreamState:
        """Stop an answer."""
        return await self._streams.stop(caller.id, stream_id)

    async def follow(self, caller: Caller, stream_id: str) -> tuple[StreamState, NumberedLog]:
        """Return how an answer stands, and its numbered events."""
        log = await self._streams.log(caller.id, stream_id)
        return await self._streams.state(caller.id, stream_id), log

    async def _hidden_ways(self, caller: Caller, wanted: str) -> dict[str, set[str]]:
        """Return how one's own words stand where they are hidden, in some conversations."""
        if not self._guard.restores:
            return {}
        ways = ways_of(wanted, await self._vault.all_of(caller.id, LOOKED_INTO))
        return dict(islice(ways.items(), MOST_HIDDEN))

    async def _hidden(self, caller: Caller, session_id: str, title: str) -> str:
        (masked,) = await self._guard.hide(
            Talk(session_id, caller.id), [title], channel=caller.channel
        )
        return masked.text

    async def _values_in(self, caller: Caller, session: SessionSummary) -> Values:
        if not is_masked(session.title):
            return {}
        return await self._guard.values(Talk(session.id, caller.id))

    async def _told(self, caller: Caller, change: str, kept: SessionSummary) -> SessionSummary:
        """Tell every page of a change; return the conversation as its owner reads it."""
        values = await self._values_in(caller, kept)
        self._news.sessions_changed(caller.id, change, kept.id, kept, values)
        return named(kept, values)

    async def _change(
        self, caller: Caller, session_id: str, change: str, **values: object
    ) -> SessionSummary:
        async with self._db.begin() as session:
            repository = SessionRepository(session)
            talk = await self._owned(repository, caller, session_id)
            await repository.change(talk.id, **values)
            await session.refresh(talk)
            changed = summary(talk)
        return await self._told(caller, change, changed)

    async def _message(self, started: Started, language: str) -> Message:
        async with self._db.read() as session:
            repository = MessageRepository(session)
            row = await repository.one(started.session_id, started.message_id)
            if row is None:  # the conversation was deleted while it was answered
                raise NotFound("chat.session_missing")
            return shown(row, await repository.sibling_ids(row), language)

    async def _with_messages(
        self, caller: Caller, session_id: str
    ) -> tuple[SessionRow, list[MessageRow]]:
        async with self._db.read() as session:
            talk = await self._owned(SessionRepository(session), caller, session_id)
            return talk, await MessageRepository(session).all_of(talk.id)

    async def _owned(
        self, repository: SessionRepository, caller: Caller, session_id: str
    ) -> SessionRow:
        key = as_id(session_id)
        talk = await repository.owned(caller.id, key) if key else None
        if talk is None:
            raise NotFound("chat.session_missing")
        return talk
