"""Text without personal data: the only kind that may go to a model or leave this machine.

It is no ``str`` and does not become one by itself. ``privacy`` makes it of what people wrote, by
masking; sentences of our own come in through ``ours`` and ``said``. A test walks the source for
any other maker.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import LiteralString, NoReturn, Self

from madoguchi.kernel.words import say

LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,8})?")


@dataclass(frozen=True, slots=True, repr=False)
class MaskedText:
    """What was masked. An adapter sends ``text``; nobody else needs it."""

    text: str

    @classmethod
    def ours(cls, text: LiteralString) -> Self:
        """Return a sentence that stands in our own source: nobody's data is in it."""
        return cls(text)

    @classmethod
    def said(cls, key: LiteralString, language: str, /, **facts: int | str) -> Self:
        """Return one of our sentences; only numbers and codes of languages fill its gaps."""
        if not all(isinstance(fact, int) or LANGUAGE.fullmatch(fact) for fact in facts.values()):
            raise ValueError("only numbers and codes of languages are our own words")
        return cls(say(key, language, **facts))

    def join(self, texts: Iterable["MaskedText"]) -> "MaskedText":
        """Return the texts, one behind the other, with this one between them."""
        return MaskedText(self.text.join(each.text for each in texts))

    def __add__(self, other: "MaskedText") -> "MaskedText":
        """Return the two as one."""
        if not isinstance(other, MaskedText):
            return NotImplemented
        return MaskedText(self.text + other.text)

    def __len__(self) -> int:
        """Count its characters."""
        return len(self.text)

    def __repr__(self) -> str:
        """Tell only how long it is: what was masked too little is not for the log either."""
        return f"<MaskedText of {len(self.text)} characters>"

    def __str__(self) -> NoReturn:
        """Refuse: whoever formats it would mix it with what was not masked."""
        raise TypeError("MaskedText is no str: join it, or let an adapter send its text")

    def __format__(self, form: str) -> NoReturn:
        """Refuse to stand in an f-string."""
        raise TypeError("MaskedText does not go into an f-string: join it")
