"""Where the values behind placeholders lie: sealed, under a key for each conversation."""

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from madoguchi.kernel.clock import now
from madoguchi.kernel.db import Database, Transaction, after_commit
from madoguchi.kernel.errors import Conflict, Forbidden, NotFound, Unavailable
from madoguchi.kernel.http import Caller, require
from madoguchi.kernel.ids import new_id
from madoguchi.kernel.jobs import Enqueue, NewJob
from madoguchi.kernel.sealing import Keyring, MasterKey
from madoguchi.privacy.grammar import BY_KIND, Hideable
from madoguchi.privacy.keys import ConversationKey, HalfMissing, new_half, unwrap, wrap
from madoguchi.privacy.ports import Shares
from madoguchi.privacy.repository.counts import CountRepository
from madoguchi.privacy.repository.vault import Mark, VaultGlances, VaultRepository, Wrapped
from madoguchi.privacy.restoring import Values
from madoguchi.privacy.schemas import Look
from madoguchi.privacy.talk import Talk

MOST_OPEN_KEYS = 1000
AT_ONCE = 200
MOST_LOOKS = 500
LOOK = "privacy.look"
Value = tuple[Hideable, str]
Rows = list[dict[str, object]]


class Vault:
    """Numbers the values of each conversation, and gives them back to whom they belong."""

    def __init__(self, db: Database, keyring: Keyring, shares: Shares, enqueue: Enqueue) -> None:
        self._db = db
        self._glances = VaultGlances(db)
        self._keyring = keyring
        self._shares = shares
        self._enqueue = enqueue
        self._open: OrderedDict[str, ConversationKey] = OrderedDict()

    async def numbers(self, talk: Talk, values: Sequence[Value]) -> list[int]:
        """Return the number of each value in this conversation; new ones are kept."""
        if not values:
            return []
        key = await self._key(talk)
        if key is None and (first := await self._first(talk, values)):
            return first
        key = key or await self._key(talk)  # somebody else was faster
        if key is None:
            raise Conflict("vault.erased")
        marks = [key.mark(kind, value) for kind, value in values]
        async with self._db.read() as session:
            known = await VaultRepository(session).numbers(talk.id, marks)
        if any(mark not in known for mark in marks):
            known = await self._db.again(lambda session: self._add(session, key, marks, values))
        return [known[mark] for mark in marks]

    async def values(
        self, conversation_id: str, caller: Caller, kinds: Collection[Hideable] | None = None
    ) -> Values:
        """Return what stands behind the placeholders of a conversation, all or of some kinds.

        To anybody but its owner, of whatever role, placeholders stand for nothing.
        """
        return await self._values(Talk(conversation_id, caller.id), kinds)

    async def own(self, talk: Talk) -> Values:
        """Return what stands behind the placeholders of a conversation, for its owner."""
        return await self._values(talk, None)

    async def all_of(self, owner_id: str, most: int) -> dict[str, Values]:
        """Return the values of somebody's own conversations, of the newest so many."""
        async with self._db.read() as session:
            repository = VaultRepository(session)
            keys = await repository.keys_of(owner_id, most)
            sealed = await repository.values_of([each.conversation_id for each in keys])
        opened: list[ConversationKey | None] = []
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            opened += await asyncio.gather(*(self._openable(row) for row in some))
        return {
            key.talk.id: {(row.kind, row.number): key.open(row) for row in sealed[key.talk.id]}
            for key in filter(None, opened)
        }

    async def made_before(self, moment: datetime, after: str = "") -> list[str]:
        """Return some conversations that values were hidden for before that, in order."""
        async with self._db.read() as session:
            return await VaultRepository(session).made_before(moment, after, AT_ONCE)

    async def look(self, conversation_id: str, caller: Caller) -> Values:
        """Return what stands behind the placeholders of somebody else's conversation.

        Needs a permission of its own, and is on record before anything is seen.
        """
        require(caller, LOOK)
        async with self._db.begin() as session:
            repository = VaultRepository(session)
            key = await repository.key(conversation_id)
            if key is None:
                raise NotFound("vault.nothing_hidden")
            await repository.add_look(conversation_id, caller.id, caller.name)
        return await self._values(Talk(conversation_id, key.owner_id), None)

    async def looks(self, conversation_id: str) -> list[Look]:
        """Return who has looked into a conversation, also once it is deleted."""
        async with self._db.read() as session:
            return await VaultRepository(session).looks(MOST_LOOKS, conversation_id)

    async def erase(self, transaction: Transaction, conversation_id: str) -> None:
        """Forget a conversation's values with the transaction that deletes it.

        The half of its key that lies outside the database is destroyed as soon as that is
        committed, and surely: until then it is on a list.
        """
        repository = VaultRepository(transaction)
        key_id = await repository.remove(conversation_id)
        after_commit(transaction, lambda: self._close(conversation_id))
        if key_id is not None:
            await repository.wish_erasure(key_id)
            await self._enqueue(transaction, NewJob("privacy.destroy_keys"))

    async def destroy(self) -> int:
        """Destroy some halves of keys whose conversations are gone; return how many."""
        async with self._db.read() as session:
            key_ids = await VaultRepository(session).erasures(AT_ONCE)
        for key_id in key_ids:
            await self._shares.destroy(key_id)
        if key_ids:
            async with self._db.begin() as session:
                await VaultRepository(session).forget_erasures(key_ids)
        return len(key_ids)

    async def _values(self, talk: Talk, kinds: Collection[Hideable] | None) -> Values:
        try:
            key = await self._key(talk)
        except (Forbidden, HalfMissing):
            return {}
        if key is None:
            return {}
        return {
            (row.kind, row.number): key.open(row)
            for row in await self._glances.values(talk.id)
            if kinds is None or row.kind in kinds
        }

    async def _add(
        self,
        session: Transaction,
        key: ConversationKey,
        marks: Sequence[Mark],
        values: Sequence[Value],
    ) -> dict[Mark, int]:
        """Number what is new; one after the other in a conversation."""
        repository, talk_id = VaultRepository(session), key.talk.id
        if await repository.lock(talk_id) != key.key_id:
            self._close(talk_id)
            raise Conflict("vault.erased")
        before = await repository.numbers(talk_id, marks), await repository.highest(talk_id)
        known, rows = _numbered(key, marks, values, *before)
        if rows:
            await self._add_rows(session, rows)
        return known

    async def _add_rows(self, session: Transaction, rows: Rows) -> None:
        await VaultRepository(session).add_values(rows)
        counts = Counter(BY_KIND[str(row["kind"])] for row in rows)
        await CountRepository(session).add(now().date(), counts)

    async def _key(self, talk: Talk) -> ConversationKey | None:
        """Return the key of a conversation that has one."""
        key = self._open.get(talk.id)
        if key is None:
            row = await self._glances.key(talk.id)
            if row is None:
                return None
            self._check(talk, row.owner_id)
            key = self._remember(await self._opened(row))
        self._check(talk, key.talk.owner_id)
        return key

    def _check(self, talk: Talk, owner_id: str) -> None:
        if owner_id != talk.owner_id:
            raise Forbidden("vault.not_yours")

    def _close(self, conversation_id: str) -> None:
        self._open.pop(conversation_id, None)

    async def _opened(self, row: Wrapped) -> ConversationKey:
        master = self._keyring.find(row.master_id)
        if master is None:
            raise Unavailable("vault.wrong_key")
        share = await self._shares.get(row.key_id)
        if share is None:
            raise HalfMissing("vault.half_missing")
        talk = Talk(row.conversation_id, row.owner_id)
        return ConversationKey(talk, row.key_id, unwrap(row, master), share)

    async def _openable(self, row: Wrapped) -> ConversationKey | None:
        try:
            return self._open.get(row.conversation_id) or self._remember(await self._opened(row))
        except HalfMissing:
            return None

    async def _first(self, talk: Talk, values: Sequence[Value]) -> list[int]:
        """Number a conversation's first values under a new key; nothing when it has one by now."""
        key_id, inner, share = new_id(), new_half(), new_half()
        await self._shares.put(key_id, share)  # first: a half in the database alone opens nothing
        key = ConversationKey(talk, key_id, inner, share)
        marks = [key.mark(kind, value) for kind, value in values]

        async def act(session: Transaction) -> dict[Mark, int]:
            repository = VaultRepository(session)
            master = await self._master(repository)
            if not await repository.add_key(wrap(talk, key_id, inner, master)):
                return {}
            known, rows = _numbered(key, marks, values, {}, {})
            await self._add_rows(session, rows)
            return known

        try:
            known = await self._db.again(act)
        except Conflict:  # the master key was exchanged at this very moment
            known = await self._db.again(act)
        if known:
            self._remember(key)
        else:
            await self._shares.destroy(key_id)
        return [known[mark] for mark in marks if known]

    async def _master(self, repository: VaultRepository) -> MasterKey:
        """Return the master key to wrap with: the newest, if it is one of this installation's."""
        on_record = await repository.master_ids()
        master = self._keyring.newest
        if master.id not in on_record:
            if on_record and not any(self._keyring.find(each) for each in on_record):
                raise Unavailable("vault.wrong_key")
            await repository.record_master(master.id)
        return master

    def _remember(self, key: ConversationKey) -> ConversationKey:
        self._open[key.talk.id] = key
        if len(self._open) > MOST_OPEN_KEYS:
            self._open.popitem(last=False)
        return key


def _numbered(
    key: ConversationKey,
    marks: Sequence[Mark],
    values: Sequence[Value],
    known: Mapping[Mark, int],
    highest: Mapping[Hideable, int],
) -> tuple[dict[Mark, int], Rows]:
    """Return every value's number, and what is to be kept of those that had none."""
    numbers, last = dict(known), dict(highest)
    rows: Rows = []
    for mark, (kind, value) in zip(marks, values, strict=True):
        if mark in numbers:
            continue
        numbers[mark] = last[kind] = number = last.get(kind, 0) + 1
        names = {"conversation_id": key.talk.id, "kind": kind, "number": number}
        rows.append({**names, "mark": mark[1], "sealed": key.seal(kind, number, value)})
    return numbers, rows
