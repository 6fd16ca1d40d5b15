"""Whether what was quoted still stands where it was quoted from."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from typing import Any

from madoguchi.kernel.db import Database
from madoguchi.knowledge.repository.hits import may_see
from madoguchi.knowledge.repository.standing import StandingRepository, Then
from madoguchi.knowledge.schemas import Quoted, Standing
from madoguchi.knowledge.service import TENANT

GONE = Standing(state="gone")


class Standings:
    """Looks quotations up, all of a conversation at once."""

    def __init__(self, db: Database) -> None:
        self._db = db

    async def of(self, quoted: Sequence[Quoted], role: str) -> list[Standing]:
        """Return how each stands, to a reader with this role."""
        if not quoted:
            return []
        async with self._db.read(long=True) as session:
            repository = StandingRepository(session)
            documents = await repository.documents(TENANT, {each.document_id for each in quoted})
            seen = {key: then for key, then in documents.items() if may_see(role, then.roles)}
            passages = await repository.passages({each.passage_id for each in quoted})
            # Only where a passage is not the same any more must its document be looked through.
            changed = {each.document_id for each in quoted if each.passage_id not in passages}
            recut = {seen[key].id or "" for key in changed if key in seen}
            others, texts = await repository.passages_of(recut), await repository.texts(recut)
        return await asyncio.to_thread(_standings, quoted, seen, passages, others, texts)


def _standings(
    quoted: Sequence[Quoted],
    seen: Mapping[str, Then],
    passages: Mapping[str, Any],
    others: Mapping[str, list[Any]],
    texts: Mapping[str, str],
) -> list[Standing]:
    found = []
    for each in quoted:
        then = seen.get(each.document_id)
        if then is None or then.id is None:
            found.append(Standing(state="gone", since=then.since) if then else GONE)
        elif passage := passages.get(each.passage_id):
            found.append(_in_passages(each, [passage]) or _stands(passage, None))
        else:
            found.append(_recut(each, then, others.get(then.id, []), texts.get(then.id, "")))
    return found


def _recut(quoted: Quoted, then: Then, passages: list[Any], text: str) -> Standing:
    if standing := _in_passages(quoted, passages):
        return standing
    if span := _span(text, quoted.quote):
        # A text that several pages repeat may be left to another; the page says it all the same.
        around = next((p for p in passages if p.end > span[0]), passages[-1] if passages else None)
        return _stands(around, span)
    path = list(quoted.heading_path)
    nearest = next((p.id for p in passages if p.heading_path == path), None)
    first = passages[0].id if passages else None
    return Standing(state="changed", passage_id=nearest or first, since=then.since)


def _in_passages(quoted: Quoted, passages: Sequence[Any]) -> Standing | None:
    for passage in passages:
        if span := _span(passage.text, quoted.quote):
            # A part of a table says its head again, which stands elsewhere in the document.
            ahead = len(passage.text) - (passage.end - passage.start)
            start, end = max(0, span[0] - ahead), max(1, span[1] - ahead)
            return _stands(passage, (passage.start + start, passage.start + end))
    return None


def _stands(passage: Any, span: tuple[int, int] | None) -> Standing:
    start, end = span or (None, None)
    return Standing(
        state="stands", passage_id=passage.id if passage else None, start=start, end=end
    )


def _span(text: str, quote: str) -> tuple[int, int] | None:
    """Return where a text says something, however its lines are broken."""
    if (at := text.find(quote)) >= 0:
        return at, at + len(quote)
    words = quote.split()
    found = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    return found.span() if found else None
