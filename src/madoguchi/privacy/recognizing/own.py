"""What an organisation looks for itself: its own words and its own patterns, each with a kind."""

from collections.abc import Iterable, Iterator

import regex

from madoguchi.kernel.errors import Invalid
from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Kind, Span

SCORE = 1.0
TIME_LIMIT_S = 0.05
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
    """Finds what a pattern describes. One that is broken or may take for ever is refused."""

    def __init__(self, name: str, kind: Kind, pattern: str) -> None:
        self.name, self._kind = name, kind
        self._pattern = _compiled(name, pattern)
        _try(name, self._pattern, pattern)

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield what the pattern matches; a TimeoutError stops the message."""
        for match in self._pattern.finditer(text.text, timeout=TIME_LIMIT_S):
            if match.end() > match.start():
                yield Span(self._kind, *match.span(), SCORE)


def _compiled(name: str, pattern: str) -> regex.Pattern[str]:
    if not pattern.strip() or len(pattern) > LONGEST_PATTERN:
        raise Invalid("privacy.pattern_length", name=name, most=LONGEST_PATTERN)
    try:
        return regex.compile(pattern)
    except (regex.error, OverflowError, RecursionError) as error:
        raise Invalid("privacy.pattern_broken", name=name, reason=str(error)) from error


def _try(name: str, compiled: regex.Pattern[str], pattern: str) -> None:
    """Let a pattern meet texts that patterns with nested repeats need for ever to refuse."""
    if compiled.fullmatch(""):
        raise Invalid("privacy.pattern_empty", name=name)
    # Its own letters before and after a probe, lest it be refused at once for want of them.
    letters = "".join(letter for letter in pattern if letter.isalnum())
    try:
        for probe in (*PROBES, *dict.fromkeys(letters)):
            text = (probe * PROBE_LENGTH)[:PROBE_LENGTH]
            for around in (text, f"{text}\0{letters}", f"{letters}{text}\0{letters}"):
                for _ in compiled.finditer(around, timeout=TIME_LIMIT_S):
                    pass
    except TimeoutError as error:
        raise Invalid("privacy.pattern_slow", name=name) from error
