"""Sentences with what is personal in braces: {PERSON:田中}さん."""

import re

from madoguchi.entry.guarding import detector
from madoguchi.entry.settings import Guard
from madoguchi.language.dictionary import JapaneseDictionary
from madoguchi.privacy.ports import Strictness

BRACES = re.compile(r"\{[A-Z_]+:([^{}]*)\}")
japanese = detector(JapaneseDictionary(), Guard())


def written(text: str) -> str:
    """Return the sentence without its braces."""
    return BRACES.sub(r"\1", text)


def found(text: str, strictness: Strictness = "normal") -> str:
    """Return a sentence with braces around what is found in it."""
    for span in reversed(japanese.find(text, strictness)):
        text = (
            f"{text[: span.start]}{{{span.kind}:{text[span.start : span.end]}}}{text[span.end :]}"
        )
    return text
