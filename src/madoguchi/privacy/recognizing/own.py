"""What an organisation looks for itself: its own words and its own patterns, each with a kind."""

import time
from collections.abc import Iterable, Iterator

import regex

from madoguchi.kernel.errors import Invalid
from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Kind, Span

SCORE = 1.0
TIME_LIMIT_S, PROVING_LIMIT_S = 0.05, 2.0
LONGEST_PATTERN = 500
PROBE_LENGTH = 2_000
PROBES = ("a", "A", "1", " ", "あ", "ア", "漢", "-", "a1", "1-", "a ", "aA1-_.@ ", "あア漢1")


class OwnWords:
    """Finds words as they are, in any width and case; a Latin word only where it stands alone."""

    def __init__(self, name: str, kind: Kind, words: Iterable[str]) -> None:
        self.name, self._kind = name, kind
        wanted = {Folded(word.strip()).text for word in words if word.strip()}
        self._pattern = regex.compile(
            r"(?<![A-Za-z0-9](?=[A-Za-z0-9]))\L<words>(?!(?<=[A-Za-z0-9])[A-Za-z0-9])",
            regex.IGNORECASE,
            words=list(wanted),
        )
        self._is_empty = not wanted

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield where the words stand."""
        if not self._is_empty:
            for match in self._pattern.finditer(text.text):
                yield Span(self._kind, *match.span(), SCORE)


class OwnPattern:
    """Finds what a pattern describes. One that is broken is refused."""

    def __init__(self, name: str, kind: Kind, pattern: str) -> None:
        self.name, self._kind = name, kind
        self._pattern = _compiled(name, pattern)
        self._letters = "".join(letter for letter in pattern if letter.isalnum())

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield what the pattern matches; a TimeoutError stops the message."""
        for match in self._pattern.finditer(text.text, timeout=TIME_LIMIT_S):
            if match.end() > match.start():
                yield Span(self._kind, *match.span(), SCORE)

    def prove(self, *samples: str) -> None:
        """Refuse a pattern that finds something everywhere, or may take for ever.

        It meets texts that patterns with nested repeats need for ever to refuse.
        """
        if self._pattern.fullmatch(""):
            raise Invalid("privacy.pattern_empty", name=self.name)
        until = time.monotonic() + PROVING_LIMIT_S
        try:
            for text in (*samples, *self._probes()):
                for _ in self._pattern.finditer(text, timeout=TIME_LIMIT_S, concurrent=True):
                    pass
                if time.monotonic() > until:
                    raise TimeoutError
        except TimeoutError as error:
            raise Invalid("privacy.pattern_slow", name=self.name) from error

    def _probes(self) -> Iterator[str]:
        """Yield probes with its own letters around, lest it refuse them at once for want of any."""
        for probe in (*PROBES, *dict.fromkeys(self._letters)):
            text = (probe * PROBE_LENGTH)[:PROBE_LENGTH]
            yield from (text, f"{text}\0{self._letters}", f"{self._letters}{text}\0{self._letters}")


def _compiled(name: str, pattern: str) -> regex.Pattern[str]:
    if not pattern.strip() or len(pattern) > LONGEST_PATTERN:
        raise Invalid("privacy.pattern_length", name=name, most=LONGEST_PATTERN)
    try:
        return regex.compile(pattern)
    except (regex.error, OverflowError, RecursionError) as error:
        raise Invalid("privacy.pattern_broken", name=name, reason=str(error)) from error
