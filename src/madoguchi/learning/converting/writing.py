"""How text is written as Markdown, whatever it was read from."""

import re
from collections.abc import Iterable, Sequence

WIDE = "\u1100-\u11ff\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
SPACES = re.compile(r"[ \t\r\f\xa0]+")
BREAKS = re.compile(r" *\n[ \n]*")
BETWEEN_WIDE = re.compile(rf"(?<=[{WIDE}])[ \t\r\xa0]*\n[ \t\r\n\xa0]*(?=[{WIDE}])")
SOFT = "\v"
"""A line break of the source: nothing between Japanese letters, a space elsewhere."""
SOFT_BETWEEN_WIDE = re.compile(
    rf"(?:(?<=[{WIDE}])|(?<=[{WIDE}]\*\*))[ \v]*\v[ \v]*(?=(?:\*\*|\[)?[{WIDE}])"
)
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2060\ufeff\ud800-\udfff\ufffe\uffff]")
LOOKS_LIKE_A_BLOCK = re.compile(r"^(?=#{1,6}\s|\||`{3}|~{3})", re.M)
ENDS_WIDE = re.compile(rf"[{WIDE}]$")
BEGINS_WIDE = re.compile(rf"^[{WIDE}]")


def flat(text: str) -> str:
    """Return text in one line, as a browser would flow it; full-width spaces stay."""
    if "\n" in text:
        text = BETWEEN_WIDE.sub("", text).replace("\n", " ")
    return SPACES.sub(" ", text)


def soft(text: str) -> str:
    """Return a piece of running text; how its breaks flow is decided by what it stands between."""
    return SPACES.sub(" ", text.replace("\n", SOFT))


def _flowing(text: str) -> str:
    return SOFT_BETWEEN_WIDE.sub("", text).replace(SOFT, " ") if SOFT in text else text


def tidy(text: str) -> str:
    """Return flowing text whose line breaks were meant."""
    text = _flowing(text)
    return BREAKS.sub("\n", SPACES.sub(" ", text)).strip()


def clean(text: str) -> str:
    """Return text without characters that nobody can see or store."""
    return CONTROLS.sub("", text) if CONTROLS.search(text) else text


def plain(text: str) -> str:
    """Return a paragraph that no line of which would be taken for another block."""
    return LOOKS_LIKE_A_BLOCK.sub(r"\\", text) if LOOKS_LIKE_A_BLOCK.search(text) else text


def joined(lines: Iterable[str]) -> str:
    """Join lines that were broken for lack of width: no space inside Japanese, no hyphens."""
    whole = ""
    for line in lines:
        line = line.strip()
        if not whole or not line:
            whole += line
        elif whole.endswith(("\u00ad", "\u2010")) or _is_hyphenated(whole, line):
            whole = whole[:-1] + line
        elif ENDS_WIDE.search(whole) and BEGINS_WIDE.search(line):
            whole += line
        else:
            whole += " " + line
    return whole


def _is_hyphenated(before: str, after: str) -> bool:
    return before[-1] == "-" and before[-2:-1].islower() and after[:1].islower()


def cell(text: str) -> str:
    """Return text that fits into a cell of a table."""
    return flat(_flowing(text).replace("|", "\\|")).strip()


def table(rows: Sequence[Sequence[str]], header: Sequence[str] | None = None) -> str:
    """Return a table; its cells are written already. Without a header its head is empty."""
    width = max(map(len, [*rows, header or ()]), default=0)
    head = list(header) if header else [""] * width
    return "\n".join(_row(row, width) for row in (head, ["---"] * width, *rows))


def _row(cells: Sequence[str], width: int) -> str:
    return "| " + " | ".join([*cells, *[""] * (width - len(cells))]) + " |"


def fenced(code: str) -> str:
    """Return code between fences that it does not contain."""
    longest = max((len(found) for found in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{code.strip(chr(10))}\n{fence}"
