"""What an administrator has decided, as it is at this moment, in every process."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import Invalid, Unavailable
from madoguchi.privacy.ports import Finder, Search, Strictness
from madoguchi.privacy.recognizing.allowed import Allowed
from madoguchi.privacy.recognizing.detector import Detector
from madoguchi.privacy.recognizing.own import OwnPattern, OwnWords
from madoguchi.privacy.recognizing.spans import Recognizer
from madoguchi.privacy.repository.contacts import ContactRepository
from madoguchi.privacy.repository.decisions import VERSION, DecisionRepository
from madoguchi.privacy.schemas import NewRule, Rule, Scope


@dataclass(frozen=True)
class Decided:
    """What counts now."""

    finder: Finder
    levels: Mapping[tuple[Scope, str], Strictness]

    def level(self, scope: Scope, name: str | None) -> Strictness:
        """Return how strictly a channel or a collection is searched."""
        return self.levels.get((scope, name), "normal") if name is not None else "normal"

    def search(self, scope: Scope, name: str) -> Search:
        """Return what searches a text that came by a channel, or lies in a collection."""
        return partial(self.finder.find, strictness=self.level(scope, name))


class Decisions:
    """Hands out what counts now.

    Each time it looks whether something was decided meanwhile, here or elsewhere. What cannot be
    read stops the message: closed, never open.
    """

    def __init__(self, db: Database, shipped: Sequence[Recognizer]) -> None:
        self._db = db
        self.shipped = tuple(shipped)
        self._held: tuple[str, Decided] | None = None
        self._reading = asyncio.Lock()

    async def now(self) -> Decided:
        """Return it."""
        rows = await self._db.glance(VERSION, {})
        version = rows[0][0] if rows else ""
        if (held := self._held) is not None and held[0] == version:
            return held[1]
        async with self._reading:
            if (held := self._held) is None or held[0] != version:
                held = self._held = await self._read()
        return held[1]

    async def _read(self) -> tuple[str, Decided]:
        try:
            async with self._db.read() as session:
                repository = DecisionRepository(session)
                version = await repository.version()
                rules = await repository.rules()
                levels = await repository.levels()
                allowed = await ContactRepository(session).allowed()
            finder = await asyncio.to_thread(self._finder, rules, allowed)
        except (ValueError, Invalid) as error:
            raise Unavailable("privacy.rules_unreadable") from error
        return version, Decided(finder, {(each.scope, each.name): each.level for each in levels})

    def _finder(self, rules: Iterable[Rule], allowed: Iterable[str]) -> Finder:
        own = [recognizer_of(rule) for rule in rules if rule.active]
        return Detector([*own, *self.shipped], Allowed(allowed))


def recognizer_of(rule: NewRule) -> OwnWords | OwnPattern:
    """Return what finds what a rule describes; a pattern that is broken is refused."""
    if rule.pattern is not None:
        return OwnPattern(rule.name, rule.kind, rule.pattern)
    return OwnWords(rule.name, rule.kind, rule.words)
