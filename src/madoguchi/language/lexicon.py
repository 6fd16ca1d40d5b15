"""Terms of one's own that are words, whatever a dictionary makes of them."""

from collections.abc import Iterable

from madoguchi.language.normal import normal

SHORTEST, LONGEST = 2, 60
START = 2


class Lexicon:
    """Finds terms in texts; a term of Latin letters only where it stands by itself."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._by_start: dict[str, list[str]] = {}
        for term in sorted({_plain(term) for term in terms}):
            if SHORTEST <= len(term) <= LONGEST:
                self._by_start.setdefault(term[:START], []).append(term)

    def found(self, text: str) -> list[str]:
        """Return the terms that stand in ``text``, each as one word, as often as they do."""
        if not self._by_start:
            return []
        plain = _plain(text)
        return [
            term.replace(" ", "_")
            for at in range(len(plain) - 1)
            for term in self._by_start.get(plain[at : at + START], ())
            if plain.startswith(term, at) and _stands_alone(plain, at, at + len(term))
        ]


def _plain(text: str) -> str:
    return " ".join(normal(text).split())


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_joins(before, text[start]) or _joins(text[end - 1], after))


def _joins(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
