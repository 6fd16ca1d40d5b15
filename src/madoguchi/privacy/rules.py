"""What an organisation looks for itself: kept, changed, and tried before it is kept."""

import asyncio
from collections.abc import Iterable, Sequence

from madoguchi.kernel.db import Database
from madoguchi.kernel.errors import Conflict, Invalid, NotFound
from madoguchi.privacy.decisions import Decisions, recognizer_of
from madoguchi.privacy.recognizing.allowed import Allowed
from madoguchi.privacy.recognizing.detector import Detector
from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.own import OwnPattern
from madoguchi.privacy.recognizing.spans import Span
from madoguchi.privacy.repository.contacts import ContactRepository
from madoguchi.privacy.repository.decisions import DecisionRepository
from madoguchi.privacy.schemas import NewRule, Rule, Sighting, Trial, Tried

MOST_RULES = 100


class Rules:
    """Keeps own rules. Each change counts in every process from the next message on."""

    def __init__(self, db: Database, decisions: Decisions) -> None:
        self._db = db
        self._decisions = decisions

    async def all(self) -> list[Rule]:
        """Return every rule."""
        async with self._db.read() as session:
            return await DecisionRepository(session).rules()

    async def add(self, rule: NewRule) -> Rule:
        """Keep a new rule."""
        await _prove(rule)
        try:
            async with self._db.begin() as session:
                repository = DecisionRepository(session)
                if await repository.count_rules(active=False) >= MOST_RULES:
                    raise Invalid("privacy.too_many_rules", most=MOST_RULES)
                rule_id = await repository.add_rule(rule)
                await repository.renew()
        except Conflict as conflict:
            raise Conflict("privacy.rule_there", name=rule.name) from conflict
        return await self._one(rule_id)

    async def change(self, rule_id: str, rule: NewRule) -> Rule:
        """Put a rule in the place of an older one."""
        await _prove(rule)
        try:
            async with self._db.begin() as session:
                repository = DecisionRepository(session)
                if not await repository.change_rule(rule_id, rule):
                    raise NotFound("privacy.rule_missing")
                await repository.renew()
        except Conflict as conflict:
            raise Conflict("privacy.rule_there", name=rule.name) from conflict
        return await self._one(rule_id)

    async def remove(self, rule_id: str) -> str:
        """Remove a rule."""
        async with self._db.begin() as session:
            repository = DecisionRepository(session)
            if not await repository.remove_rule(rule_id):
                raise NotFound("privacy.rule_missing")
            await repository.renew()
        return rule_id

    async def try_out(self, trial: Trial) -> Tried:
        """Tell what would be hidden in a text, and by which rule. Nothing of it is kept."""
        async with self._db.read() as session:
            kept = await DecisionRepository(session).rules()
            allowed = await ContactRepository(session).allowed()
        rules: list[NewRule] = [each for each in kept if each.active and each.id != trial.replaces]
        if trial.rule is not None:
            await _prove(trial.rule, Folded(trial.text).text)
            rules.insert(0, trial.rule)
        return await asyncio.to_thread(self._tried, trial, rules, Allowed(allowed))

    def _tried(self, trial: Trial, rules: Sequence[NewRule], allowed: Allowed) -> Tried:
        own = {rule.name: recognizer_of(rule) for rule in rules}
        every = [*own.values(), *self._decisions.shipped]
        found = Detector(every, allowed).find(trial.text, trial.strictness)
        bare = Detector(every).find(trial.text, trial.strictness)
        alone = {name: Detector([each]).find(trial.text) for name, each in own.items()}

        def told(span: Span) -> Sighting:
            rule = next((name for name, spans in alone.items() if _meets(span, spans)), None)
            return Sighting(kind=span.kind, start=span.start, end=span.end, rule=rule)

        left = [told(span) for span in bare if not _overlaps(span, found)]
        return Tried(found=[told(span) for span in found], allowed=left)

    async def _one(self, rule_id: str) -> Rule:
        async with self._db.read() as session:
            rule = await DecisionRepository(session).rule(rule_id)
        if rule is None:
            raise NotFound("privacy.rule_missing")
        return rule


async def _prove(rule: NewRule, *samples: str) -> None:
    if bool(rule.words) == bool(rule.pattern):
        raise Invalid("privacy.words_or_pattern")
    recognizer = recognizer_of(rule)
    if isinstance(recognizer, OwnPattern):
        await asyncio.to_thread(recognizer.prove, *samples)


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(each.start < span.end and span.start < each.end for each in others)


def _meets(span: Span, own: Iterable[Span]) -> bool:
    return _overlaps(span, [each for each in own if each.kind == span.kind])
