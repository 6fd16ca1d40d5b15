"""What became of one question: where its pages stand, and what is to be said of its answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from madoguchi.evaluation.ports import Given
from madoguchi.evaluation.schemas import (
    OUTCOMES,
    Expected,
    ExpectedDocument,
    FoundPassage,
    Outcome,
    SetQuestion,
    stored,
)
from madoguchi.knowledge.evaluation import contains_one
from madoguchi.knowledge.schemas import Found, Listed

SHOWN_PASSAGES, SHOWN_DOCUMENTS, EXCERPT, LONGEST_ANSWER = 3, 3, 240, 20_000


@dataclass(frozen=True)
class Meant:
    """A name, and the documents that it means."""

    name: str
    documents: Sequence[Listed]

    def place_in(self, found: Sequence[Found]) -> int | None:
        """Return where the first passage of one of them stands."""
        ids = {document.id for document in self.documents}
        return next((at for at, each in enumerate(found, 1) if each.document_id in ids), None)


@dataclass(frozen=True)
class Judged:
    """A question of a run, as its row has it."""

    outcome: Outcome
    places: list[int | None]
    contained: bool | None
    declined: bool | None
    row: dict[str, Any]


def judge(
    number: int,
    question: SetQuestion,
    meant: Sequence[Meant],
    *,
    found: Sequence[Found],
    given: Given | None,
    k: int,
    passages: dict[str, tuple[str, int]],
) -> Judged:
    """Say what became of a question; ``found`` are the passages, best first."""
    places = [each.place_in(found) for each in meant]
    contained = contains_one(given.text, question.answers) if given and question.answers else None
    declined = not given.cites if given else None
    outcome = _outcome(question, meant, [p for p in places if p and p <= k], contained, declined)
    ids = {document.id for each in meant for document in each.documents}
    row = {
        "number": number,
        "rank": OUTCOMES.index(outcome),
        "outcome": outcome,
        "question": question.text,
        "wanted": question.answers,
        "places": places,
        "expected": [
            stored(_expected(each, place, passages))
            for each, place in zip(meant, places, strict=True)
        ],
        "found": [
            stored(_shown(at, each, expected=each.document_id in ids))
            for at, each in enumerate(found[:SHOWN_PASSAGES], 1)
        ],
        "answer": given.kept[:LONGEST_ANSWER] if given else None,
        "contained": contained,
        "declined": declined,
        "model": given.model if given else None,
    }
    return Judged(outcome, places, contained, declined, row)


def _outcome(
    question: SetQuestion,
    meant: Sequence[Meant],
    near: Sequence[int],
    contained: bool | None,
    declined: bool | None,
) -> Outcome:
    if not question.relevant and not question.answers:
        return "skipped" if declined is None else "refused" if declined else "answered"
    if meant and not any(each.documents for each in meant):
        return "unlearned"
    if meant and not near:
        return "missed"
    if not meant and contained is None:
        return "skipped"
    return "wrong" if contained is False or (contained is None and declined) else "found"


def _expected(meant: Meant, place: int | None, passages: dict[str, tuple[str, int]]) -> Expected:
    documents = []
    for each in meant.documents[:SHOWN_DOCUMENTS]:
        passage_id, count = passages.get(each.id, (None, 0))
        about = each.model_dump(exclude={"updated_at"})
        documents.append(
            ExpectedDocument(
                **about, learned_at=each.updated_at, passages=count, passage_id=passage_id
            )
        )
    return Expected(name=meant.name, documents=documents, matches=len(meant.documents), place=place)


def _shown(place: int, found: Found, *, expected: bool) -> FoundPassage:
    excerpt = " ".join(found.text.split())
    return FoundPassage(
        place=place,
        passage_id=found.id,
        document_id=found.document_id,
        title=found.title,
        url=found.url,
        heading_path=found.heading_path,
        excerpt=excerpt[:EXCERPT] + ("…" if len(excerpt) > EXCERPT else ""),
        expected=expected,
    )
