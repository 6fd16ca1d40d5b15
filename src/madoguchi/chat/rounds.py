"""One round of chat: a list of small named steps over one typed state."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

from madoguchi.chat.keeping import Keeper
from madoguchi.chat.news import News
from madoguchi.chat.paces import Paces
from madoguchi.chat.round import Kept, Problem, Round, Wish
from madoguchi.chat.steps.admit import admit
from madoguchi.chat.steps.answer import Answer
from madoguchi.chat.steps.choose import Choose
from madoguchi.chat.steps.cite import Cite
from madoguchi.chat.steps.finish import Finish
from madoguchi.chat.steps.look_up import LookUp
from madoguchi.chat.steps.mask import Mask
from madoguchi.chat.steps.recall import Recall
from madoguchi.chat.steps.recognise import Recognise
from madoguchi.chat.steps.show import Show
from madoguchi.chat.streams import Running, Streams
from madoguchi.kernel.errors import AppError, Invalid
from madoguchi.language.codes import is_known
from madoguchi.models.service import Models
from madoguchi.privacy.guard import Guard
from madoguchi.privacy.talk import Talk

Step = Callable[[Round], Awaitable[None]]
logger = logging.getLogger(__name__)


class Rounds:
    """Runs rounds. The answer is written by a task of its own: no reader can take it down."""

    def __init__(
        self,
        *,
        streams: Streams,
        models: Models,
        keeper: Keeper,
        paces: Paces,
        guard: Guard,
        steps: tuple[Choose, Recognise, Recall, LookUp, Show, Answer, Cite],
        finish: Finish,
        news: News,
    ) -> None:
        self._streams = streams
        self._models = models
        self._keeper = keeper
        self._paces = paces
        self._guard = guard
        choose, recognise, recall, look_up, show, answer, cite = steps
        self._steps: tuple[tuple[str, Step], ...] = (
            ("choose", choose),
            ("mask", Mask(guard)),
            ("recognise", recognise),
            ("recall", recall),
            ("look_up", look_up),
            ("show", show),
            ("answer", answer),
        )
        self._cite = cite
        self._finish = finish
        self._news = news

    async def begin(self, wish: Wish) -> tuple[Kept, Running | None]:
        """Keep the question and begin to answer; nothing runs when it was asked before."""
        if wish.model is not None and not self._models.has(wish.model):
            raise Invalid("chat.unknown_model")
        if wish.language is not None and not is_known(wish.language):
            raise Invalid("chat.unknown_language")
        kept = await self._keeper.keep(await self._admitted(wish))
        if kept.again:
            return kept, None
        running = self._streams.begin(
            kept.stream_id, wish.caller.id, kept.session_id, kept.message_id
        )
        own = await self._guard.own(Talk(kept.session_id, wish.caller.id))
        running.log.values = self._guard.shown(own)
        running.log.show([kept.frame])
        self._news.answer_begins(running.log, wish.asker)
        state = Round(wish, kept, running, own=own)
        running.task = asyncio.create_task(self._run(state))
        return kept, running

    async def _admitted(self, wish: Wish) -> Wish:
        """Admit what was said, unless it comes too soon; mask it before anything of it is kept."""
        wish = replace(wish, masked=self._guard.masks)
        said = None if wish.text is None else admit(wish.text)
        if await self._keeper.was_asked(wish):
            return replace(wish, text=said)
        self._paces.count(wish.caller)
        if said is None or not wish.masked:
            return replace(wish, text=said)
        place = await self._keeper.place(wish)
        (masked,) = await self._guard.hide(
            Talk(place, wish.caller.id), [said], channel=wish.caller.channel
        )
        return replace(wish, text=masked.text, new_session_id=place)

    async def _run(self, state: Round) -> None:
        await self._guarded(state, self._think)
        await self._guarded(state, lambda state: state.running.pen.end_text())
        await self._guarded(state, self._cite)
        # From here on a stop comes too late: it waits for the end instead of breaking it.
        state.running.stopping = state.running.stopping or "ended"
        try:
            with state.step("finish"):
                await self._finish(state)
        except AppError as failure:
            # The database is away: the sweeper will end this stream from what was committed.
            logger.exception("an answer could not be closed")
            self._finish.say_unsaved(state, failure)
        finally:
            self._streams.drop(state.kept.stream_id)
        await self._finish.remember(state)

    async def _think(self, state: Round) -> None:
        for name, step in self._steps:
            with state.step(name):
                await step(state)

    async def _guarded(self, state: Round, act: Step) -> None:
        """Whatever happens in a step, the round comes to an end that the reader is told."""
        try:
            await act(state)
        except asyncio.CancelledError:
            if state.running.stopping is None:
                raise
            _hear_the_stop(state)
        except AppError as failure:
            state.status, state.problem = "failed", Problem(failure.code, failure.key, {})
            logger.exception("a round failed")
        except Exception:
            state.status, state.problem = "failed", Problem("internal", "internal_short", {})
            logger.exception("a round failed")


def _hear_the_stop(state: Round) -> None:
    task = asyncio.current_task()
    while task and task.cancelling():
        task.uncancel()
    state.status = state.running.stopping or "stopped"
    if state.status == "interrupted":
        state.problem = Problem("interrupted", "chat.interrupted", {})
