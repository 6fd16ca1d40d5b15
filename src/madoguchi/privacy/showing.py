"""Restored values in an answer that is Markdown: they come out as they were written, as text.

Outside code, each sign that Markdown could take for its own becomes a character reference. Inside
code nothing is read as Markdown, and references neither, so values stand there as they are.
"""

import re
from collections.abc import Iterable

from madoguchi.privacy.restoring import Piece

SIGNS = re.compile(
    r"[\\`*\[\]<|~$\n\r\t]"
    r"|(?<!\w)_|_(?!\w)"
    r"|&(?=[#\w]*(?:;|\Z))"
    r"|:(?=//)|(?<=www)\.|\A\s"
    r"|\A>|\A#(?=#*(?:\s|\Z))|\A[+-](?=\s|\Z)|\A[=-](?=[=-]*\Z)",
    re.I,
)
LIST_NUMBER = re.compile(r"\A(\d{1,9})([.)])(?=\s|\Z)")
FENCE = re.compile(r"(?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)][ \t])*(`{3,}|~{3,})(.*)\Z", re.S)
TICKS = re.compile(r"\\`|`+")
RUN = re.compile(r"`+")
PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
LONGEST_WAIT = 32


def as_text(value: str, before: str = "") -> str:
    """Write a value so that Markdown shows it letter by letter, behind what stands before it."""
    written = SIGNS.sub(lambda sign: _reference(sign.group()), value)
    if before.endswith("]") and written.startswith("("):
        written = _reference("(") + written[1:]
    return LIST_NUMBER.sub(lambda found: found[1] + _reference(found[2]), written)


def _reference(sign: str) -> str:
    return f"&#{ord(sign)};"


class Markdown:
    """Writes the pieces of one answer as Markdown.

    Backticks that were opened are code only when they are closed. What stands between waits for
    that, for at most 32 characters and only behind a value with signs; then it counts as no code.
    """

    def __init__(self) -> None:
        self._lines = _Lines()
        self._waiting: list[Piece] = []

    def show(self, pieces: Iterable[Piece]) -> str:
        """Return what can be shown by now."""
        return "".join([self._take(piece) for piece in pieces])

    def end(self) -> str:
        """Return the rest."""
        return self._let_go(code=self._is_code(over=True) or False)

    def _take(self, piece: Piece) -> str:
        if self._waiting:
            self._waiting.append(piece)
            return self._decide()
        if piece.placeholder is None:
            self._lines.add(piece.text)
            return piece.text
        plain = as_text(piece.text, self._lines.last)
        if plain == piece.text or self._lines.fence:
            return self._value(piece, code=bool(self._lines.fence))
        if self._lines.ticks:
            self._waiting.append(piece)
            return ""
        return self._value(piece, code=False)

    def _decide(self) -> str:
        code = self._is_code(over=False)
        return "" if code is None else self._let_go(code=code)

    def _is_code(self, *, over: bool) -> bool | None:
        """Tell whether the open backticks are closed; nothing while it can not be told."""
        told = "".join([each.text for each in self._waiting if each.placeholder is None])
        ends = PARAGRAPH_END.search(told)
        over = over or ends is not None
        near = told[: ends.start() if ends else None][:LONGEST_WAIT]
        for run in RUN.finditer(near):
            sure = run.end() < len(near) or (over and len(near) < LONGEST_WAIT)
            if sure and run.group() == self._lines.ticks:
                return True
        return False if over or len(told) > LONGEST_WAIT else None

    def _let_go(self, *, code: bool) -> str:
        pieces, self._waiting = self._waiting, []
        shown = []
        for piece in pieces:
            if piece.placeholder is None:
                self._lines.add(piece.text)
                shown.append(piece.text)
            else:
                shown.append(self._value(piece, code=code and bool(self._lines.ticks)))
        return "".join(shown)

    def _value(self, piece: Piece, *, code: bool) -> str:
        before = self._lines.last
        self._lines.add("x")  # a value never opens or closes anything
        if not code:
            return as_text(piece.text, before)
        # What would end the code, or leave the list that it stands in, is not put back.
        broken = (self._lines.fence or "`") in piece.text or "\n" in piece.text
        return (piece.placeholder or "") if broken else piece.text


class _Lines:
    """Where an answer stands: in a fenced block, between backticks, or in neither."""

    def __init__(self) -> None:
        self.fence = ""
        self._paragraph = ""
        self._line: list[str] = []

    @property
    def last(self) -> str:
        """The last character."""
        return self._line[-1][-1:] if self._line else ""

    @property
    def ticks(self) -> str:
        """The backticks that are open in this paragraph."""
        opened = ""
        for found in TICKS.finditer(self._paragraph + "".join(self._line)):
            run = found.group()
            if not opened:
                opened = "" if run.startswith("\\") else run
            elif run.lstrip("\\") == opened:
                opened = ""
        return opened

    def add(self, text: str) -> None:
        """Go on."""
        *ended, rest = text.split("\n")
        for each in ended:
            self._end_line("".join([*self._line, each]))
            self._line = []
        if rest:
            self._line.append(rest)

    def _end_line(self, line: str) -> None:
        found = FENCE.match(line)
        if self.fence:
            ends = found and found[1].startswith(self.fence) and not found[2].strip()
            self.fence = "" if ends else self.fence
        elif found and not (found[1][0] == "`" and "`" in found[2]):
            self.fence, self._paragraph = found[1], ""
        else:
            self._paragraph = f"{self._paragraph}{line}\n" if line.strip() else ""
