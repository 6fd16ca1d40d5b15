"""Step 4: what was said before, as much of it as the budget holds, newest first."""

from madoguchi.chat.messages import branch
from madoguchi.chat.repository.messages import MessageRepository
from madoguchi.chat.round import Round
from madoguchi.chat.tables import MessageRow
from madoguchi.kernel.db import Database
from madoguchi.language.tokens import count
from madoguchi.models.schemas import Turn
from madoguchi.privacy.choices import Choices, unhidden
from madoguchi.privacy.guard import Guard


class Recall:
    """The context manager's memory of the talk so far (``short_term``)."""

    def __init__(self, db: Database, guard: Guard, choices: Choices, budget_tokens: int) -> None:
        self._db = db
        self._guard = guard
        self._choices = choices
        self._budget_tokens = budget_tokens

    async def __call__(self, state: Round) -> None:
        """Fill the history of the round."""
        if state.kept.new_session:
            return
        async with self._db.read() as session:
            rows = await MessageRepository(session).all_of(state.kept.session_id)
        before = branch(rows, state.kept.user_message_id)[:-1]
        left = self._budget_tokens
        taken: list[MessageRow] = []
        for row in reversed(before):
            left -= count(row.content)
            if left < 0:
                break
            if row.content:
                taken.insert(0, row)
        bare = [row.content for row in taken if not row.masked]
        channel = state.wish.caller.channel
        masked = iter(await self._guard.hide(state.talk, bare, channel=channel))
        kept = [row.content for row in taken if row.masked]
        recalled = iter(
            await self._choices.recalled(state.talk, kept, state.chosen.again, channel=channel)
        )
        state.history = [
            Turn(
                "user" if row.role == "user" else "assistant",
                unhidden(next(recalled if row.masked else masked), state.chosen.as_is),
            )
            for row in taken
        ]
