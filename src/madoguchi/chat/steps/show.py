"""Step 6: the passages as the model may read them."""

from madoguchi.chat.round import Round
from madoguchi.kernel.masked import MaskedText
from madoguchi.knowledge.schemas import Found, Pair
from madoguchi.models.schemas import Ground
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
        every = [(found, _texts(found, state.pairs.get(found.id, []))) for found in state.found]
        open_to_all = [text for found, texts in every if not found.roles for text in texts]
        limited = [text for found, texts in every if found.roles for text in texts]
        hidden = iter(await self._guard.hide(state.talk, limited))
        state.own = await self._guard.own(state.talk)  # the steps before may have hidden more
        state.running.log.values = self._guard.shown(state.own)
        known = iter(await self._guard.hide_known(state.talk, open_to_all, state.own))
        state.grounds = tuple(
            _ground(number, found, [next(hidden if found.roles else known) for _ in texts])
            for number, (found, texts) in enumerate(every, 1)
        )


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
