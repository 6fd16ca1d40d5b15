"""Step 6: the passages as the model may read them."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from madoguchi.chat.round import Round
from madoguchi.kernel.masked import MaskedText
from madoguchi.knowledge.schemas import Found, Pair
from madoguchi.models.schemas import Ground
from madoguchi.privacy.choices import unhidden
from madoguchi.privacy.guard import Guard

Hiding = Callable[[Sequence[str]], Awaitable[list[MaskedText]]]


class Show:
    """Masks what was found.

    Passages for some roles only lose all that is personal; in those for everyone only what the
    person who asks has hidden is hidden, so that the model sees who is spoken of.
    """

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    async def __call__(self, state: Round) -> None:
        """Fill the grounds of the round."""
        every = [_texts(found, state.pairs.get(found.id, [])) for found in state.found]
        masked: list[list[MaskedText]] = [[] for _ in every]

        async def fill(limit: str | None, hide: Hiding) -> None:
            places = [n for n, found in enumerate(state.found) if _limit(found) == limit]
            made = iter(await hide([text for n in places for text in every[n]]))
            for n in places:
                masked[n] = [unhidden(next(made), state.chosen.as_is) for _ in every[n]]

        for limit in sorted({found.collection for found in state.found if found.roles}):
            await fill(limit, partial(self._guard.hide, state.talk, collection=limit))
        state.own = await self._guard.own(state.talk)  # the steps before may have hidden more
        state.running.log.values = self._guard.shown(state.own)
        await fill(None, partial(self._guard.hide_known, state.talk, own=state.own))
        state.grounds = tuple(
            _ground(number, found, texts)
            for number, (found, texts) in enumerate(zip(state.found, masked, strict=True), 1)
        )


def _limit(found: Found) -> str | None:
    """Return the collection of what is for some only."""
    return found.collection if found.roles else None


def _texts(found: Found, pairs: list[Pair]) -> list[str]:
    said = [text for pair in pairs for text in (pair.question, pair.answer)]
    return [found.title, found.text, *said, *found.heading_path]


def _ground(number: int, found: Found, texts: list[MaskedText]) -> Ground:
    title, text, *rest = texts
    said = rest[: len(rest) - len(found.heading_path)]
    return Ground(
        number=number,
        title=title,
        heading_path=tuple(rest[len(said) :]),
        text=text,
        language=found.language,
        pairs=tuple(zip(said[::2], said[1::2], strict=True)),
    )
