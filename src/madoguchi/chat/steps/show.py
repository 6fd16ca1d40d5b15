"""Step 6: the passages as the model may read them."""

from madoguchi.chat.round import Round
from madoguchi.kernel.masked import MaskedText
from madoguchi.knowledge.schemas import Found, Pair
from madoguchi.models.schemas import Ground
from madoguchi.privacy.choices import unhidden
from madoguchi.privacy.guard import Guard


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
        of_limited = {found.collection for found in state.found if found.roles}
        for collection in (None, *sorted(of_limited)):
            places = [n for n, found in enumerate(state.found) if _limit(found) == collection]
            texts = [text for n in places for text in every[n]]
            made = iter(await self._hidden(state, texts, collection))
            for n in places:
                masked[n] = [unhidden(next(made), state.chosen.as_is) for _ in every[n]]
        state.grounds = tuple(
            _ground(number, found, texts)
            for number, (found, texts) in enumerate(zip(state.found, masked, strict=True), 1)
        )
        state.own = await self._guard.own(state.talk)
        state.running.log.values = self._guard.shown(state.own)

    async def _hidden(
        self, state: Round, texts: list[str], collection: str | None
    ) -> list[MaskedText]:
        if collection is None:
            return await self._guard.hide_known(state.talk, texts)
        return await self._guard.hide(state.talk, texts, collection=collection)


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
