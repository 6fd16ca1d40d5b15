"""The answerer that needs no model: it quotes what was learned, or says it found nothing."""

from collections.abc import AsyncGenerator, Iterable
from typing import TypeVar

from madoguchi.kernel.words import say
from madoguchi.models.adapters.courtesies import apart
from madoguchi.models.adapters.quoting import framed, quote
from madoguchi.models.adapters.sentences import Scale, Sentence
from madoguchi.models.ports import Weigher
from madoguchi.models.schemas import BUILTIN, Ground, Question, Rests, Usage

Anything = TypeVar("Anything")
MOST_SENTENCES = 3
SAME = 0.7
"""A stored question is the one asked when each says at least this share of the other."""
WORTH = 0.35
"""A further sentence is quoted when it weighs at least this share of the best one."""


class BuiltinModel:
    """Answers by quoting."""

    id = BUILTIN

    def __init__(self, weigher: Weigher, found_threshold: float) -> None:
        self._weigher = weigher
        self._threshold = found_threshold

    async def stream(self, question: Question) -> AsyncGenerator[str | Rests | Usage, None]:
        """Yield the opening, then one quoted passage after another."""
        language = question.language if question.language in ("ja", "en") else "en"
        asked, courtesy = apart(question.text.text)
        if courtesy and not asked:
            yield say(f"builtin.{courtesy}", language)
            return
        forms = (asked, *(gist.text for gist in question.gists))
        if known := _first(self._known(form, question.grounds) for form in forms):
            ground, answer = known
            yield Rests((ground.number,))
            yield say("builtin.opening", language) + "\n\n"
            yield framed("\n".join(answer.splitlines()), "[1]") + "\n\n"
            return
        best = _first(self._best(form, question.grounds) for form in forms)
        if not best:
            yield say("builtin.not_found", language)
            return
        groups = _by_ground(best)
        yield Rests(tuple(ground.number for ground, _ in groups))
        yield say("builtin.opening", language) + "\n\n"
        for number, (ground, sentences) in enumerate(groups, 1):
            joiner = "" if ground.language in ("ja", "zh") else " "
            texts = [sentence.text for sentence in sentences]
            yield quote(ground.text.text, texts, joiner, f"[{number}]") + "\n\n"

    async def check(self) -> str:
        """It is always there."""
        return BUILTIN

    async def close(self) -> None:
        """It holds nothing."""

    def _known(self, asked: str, grounds: tuple[Ground, ...]) -> tuple[Ground, str] | None:
        """Return the stored answer to a question that says the same as the one asked."""
        pairs = [(ground, q.text, a.text) for ground in grounds for q, a in ground.pairs]
        scale = Scale(asked, self._weigher)
        nearest, found = SAME, None
        for ground, question, answer in pairs:
            there = scale.coverage(question)
            both = min(there, Scale(question, self._weigher).coverage(asked)) if there else 0.0
            if both >= nearest:
                nearest, found = both, (ground, answer)
        return found

    def _best(self, asked: str, grounds: tuple[Ground, ...]) -> list[Sentence]:
        scale = Scale(asked, self._weigher)
        reached = [
            ground for ground in grounds if scale.closeness(_whole(ground)) >= self._threshold
        ]
        if not reached:
            return []
        sentences = [s for ground in reached for s in scale.sentences(ground)]
        sentences.sort(key=lambda sentence: -sentence.score)
        chosen: list[Sentence] = []
        for sentence in sentences:
            if len(chosen) == MOST_SENTENCES or sentence.score < WORTH * sentences[0].score:
                break
            if all(sentence.text != other.text for other in chosen):
                chosen.append(sentence)
        return chosen


def _first(found: Iterable[Anything | None]) -> Anything | None:
    return next((each for each in found if each), None)


def _whole(ground: Ground) -> str:
    said = (ground.title, *ground.heading_path, ground.text)
    return " ".join(each.text for each in said)


def _by_ground(best: list[Sentence]) -> list[tuple[Ground, list[Sentence]]]:
    """Group sentences by passage, the best passage first, each in reading order."""
    groups: dict[int, list[Sentence]] = {}
    for sentence in best:
        groups.setdefault(sentence.ground.number, []).append(sentence)
    return [(g[0].ground, sorted(g, key=lambda s: s.place)) for g in groups.values()]
