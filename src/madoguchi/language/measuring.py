"""How well languages are recognised: in labelled messages, each alone and each inside its talk."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import as_file, files
from pathlib import Path

from pydantic import BaseModel, Field

from madoguchi.kernel.lines import numbered
from madoguchi.language.codes import UNKNOWN, family, tidy
from madoguchi.language.recognise import SITE, recognise


class Labelled(BaseModel):
    """A message, and the language that a person says it is in; `zh` takes either writing."""

    id: str = Field(min_length=1)
    text: str
    language: str = Field(min_length=2, max_length=20)
    half: str | None = None


class OfLanguage(BaseModel):
    """How the messages in one language fared."""

    language: str
    messages: int
    right: float
    right_in_talk: float


class Mistaken(BaseModel):
    """One language taken for another."""

    expected: str
    found: str
    messages: int


class Languages(BaseModel):
    """What ``eval language`` says, in shares of the messages."""

    messages: int
    right: float
    right_in_talk: float
    ms_a_message: float
    languages: list[OfLanguage]
    mistaken: list[Mistaken]
    mistaken_in_talk: list[Mistaken]


def labelled(path: Path | None = None) -> list[Labelled]:
    """Return the messages of a file; without one, those that come with the product."""
    if path is not None:
        return [message for _, message in numbered(path, Labelled)]
    with as_file(files("madoguchi.language").joinpath("example/messages.jsonl")) as own:
        return labelled(own)


def measure(messages: Sequence[Labelled], site: Sequence[str] = SITE) -> Languages:
    """Recognise every message, alone and in a talk that was in its language so far."""
    talks = [_talk(tidy(each.language), site) for each in messages]
    inside = [
        recognise(each.text, talk, site).language
        for each, talk in zip(messages, talks, strict=True)
    ]
    begun = time.process_time()  # by now everything that is needed has been opened
    alone = [recognise(each.text, None, site).language for each in messages]
    spent_s = time.process_time() - begun
    expected = [tidy(each.language) if each.language != "zh" else "zh" for each in messages]
    stays = [talk if each == UNKNOWN else each for each, talk in zip(expected, talks, strict=True)]
    return Languages(
        messages=len(messages),
        right=_share(expected, alone),
        right_in_talk=_share(stays, inside),
        ms_a_message=round(spent_s / len(messages) * 1e3, 3),
        languages=[
            OfLanguage(
                language=language,
                messages=count,
                right=_share(expected, alone, language, expected),
                right_in_talk=_share(stays, inside, language, expected),
            )
            for language, count in Counter(expected).most_common()
        ],
        mistaken=_mistaken(expected, alone),
        mistaken_in_talk=_mistaken(stays, inside),
    )


def _talk(language: str, site: Sequence[str]) -> str:
    """Return the language of the talk around a message; one that has none stands in any."""
    return site[0] if language == UNKNOWN else language


def _same(expected: str, found: str) -> bool:
    return found == expected or (expected == "zh" and family(found) == "zh")


def _share(
    expected: Sequence[str],
    found: Sequence[str],
    language: str | None = None,
    labels: Iterable[str] = (),
) -> float:
    """Return the share that is right, of all or of the messages with one label."""
    pairs = list(zip(expected, found, labels or expected, strict=True))
    wanted = [(each, seen) for each, seen, label in pairs if language in (None, label)]
    return round(sum(_same(each, seen) for each, seen in wanted) / len(wanted), 4)


def _mistaken(expected: Sequence[str], found: Sequence[str]) -> list[Mistaken]:
    wrong = Counter(
        (each, seen) for each, seen in zip(expected, found, strict=True) if not _same(each, seen)
    )
    return [
        Mistaken(expected=each, found=seen, messages=count)
        for (each, seen), count in wrong.most_common()
    ]
