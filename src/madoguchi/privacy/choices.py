"""What a person decides about their own values: "not personal, send it as it is", and back.

A decision is about one value of one conversation. What is kept stays masked: only on its way to
the model does a placeholder give way to its value.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database, Transaction
from madoguchi.kernel.errors import NotFound
from madoguchi.kernel.http import Channel
from madoguchi.kernel.masked import MaskedText
from madoguchi.privacy.grammar import VERBATIM, mentions, written
from madoguchi.privacy.guard import Guard
from madoguchi.privacy.placeholders import as_kept
from madoguchi.privacy.repository.choices import Choice, ChoiceRepository, Key
from madoguchi.privacy.restoring import Values, restored
from madoguchi.privacy.talk import Talk

NOTHING = MaskedText.ours("")


@dataclass(frozen=True)
class Chosen:
    """What was decided in a conversation."""

    as_is: Values = field(default_factory=dict)
    """What is sent as it is."""
    again: Values = field(default_factory=dict)
    """What was, and is hidden again."""


class Choices:
    """Keeps what people decide, and has it obeyed."""

    def __init__(self, db: Database, guard: Guard) -> None:
        self._db = db
        self._guard = guard

    async def decide(self, talk: Talk, placeholder: str, *, as_is: bool) -> None:
        """Send a value of one's own conversation as it is from now on, or hide it again."""
        key = _key_of(placeholder)
        if key is None:
            raise NotFound("privacy.value_missing")

        async def act(transaction: Transaction) -> None:
            repository = ChoiceRepository(transaction)
            before = (await repository.of(talk.id, talk.owner_id)).get(key, False)
            if not await repository.decide(talk.id, talk.owner_id, key, as_is=as_is):
                raise NotFound("privacy.value_missing")
            if as_is is not before:
                await repository.record(talk.id, Choice(talk.owner_id, key[0], as_is, now()))

        await self._db.again(act)

    async def as_is(self, talk: Talk) -> list[str]:
        """Return the placeholders whose values are sent as they are."""
        return [written(*key) for key, as_is in (await self._of(talk)).items() if as_is]

    async def recorded(self, conversation_id: str) -> list[Choice]:
        """Return who decided what in a conversation, also once it is deleted."""
        async with self._db.read() as session:
            return await ChoiceRepository(session).recorded(conversation_id)

    async def chosen(self, talk: Talk) -> Chosen:
        """Return what was decided, with the values."""
        keys = await self._of(talk)
        own = await self._guard.own(talk) if keys else {}
        known = [(key, as_is) for key, as_is in keys.items() if key in own]
        return Chosen(
            as_is={key: own[key] for key, as_is in known if as_is},
            again={key: own[key] for key, as_is in known if not as_is},
        )

    async def recalled(
        self, talk: Talk, texts: Sequence[str], again: Values, *, channel: Channel
    ) -> list[MaskedText]:
        """Take back what was kept masked.

        Where something is hidden again, older answers may hold it in whatever form the model gave
        it: they are searched anew.
        """
        if not again:
            return [as_kept(text) for text in texts]
        return [await self._searched(talk, _covered(text, again), channel) for text in texts]

    async def _searched(self, talk: Talk, text: str, channel: Channel) -> MaskedText:
        pairs = list(_pairs(text))
        hidden = await self._guard.hide(talk, [between for between, _ in pairs], channel=channel)
        placeholders = [as_kept(placeholder) for _, placeholder in pairs]
        return NOTHING.join(chain.from_iterable(zip(hidden, placeholders, strict=True)))

    async def _of(self, talk: Talk) -> dict[Key, bool]:
        async with self._db.read() as session:
            return await ChoiceRepository(session).of(talk.id, talk.owner_id)


def unhidden(text: MaskedText, as_is: Values) -> MaskedText:
    """Return a masked text as its owner wants the model to read it."""
    return as_kept(restored(text.text, as_is)) if as_is else text


def _key_of(placeholder: str) -> Key | None:
    found = list(mentions(placeholder))
    if len(found) != 1 or found[0].kind == VERBATIM:
        return None
    return found[0].kind, found[0].number


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each placeholder with the placeholder, and the rest with nothing."""
    start = 0
    for each in mentions(text):
        yield text[start : each.start], text[each.start : each.end]
        start = each.end
    yield text[start:], ""


def _covered(text: str, values: Values) -> str:
    """Put placeholders where values stand, to the letter."""
    names = {value: written(*key) for key, value in values.items()}
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))))
    return "".join(
        pattern.sub(lambda found: names[found.group()], between) + placeholder
        for between, placeholder in _pairs(text)
    )
