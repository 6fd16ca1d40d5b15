"""Plain text and Markdown: nothing to convert, much to look at."""

import re
from collections.abc import Iterator

from madoguchi.learning.converting.draft import Draft
from madoguchi.learning.converting.encodings import decode
from madoguchi.learning.converting.found import Found
from madoguchi.learning.converting.schemas import BlockKind, Hint
from madoguchi.learning.converting.writing import clean

HEADING = re.compile(r"(#{1,6})[ \t]+(.+?)[ \t#]*$")
UNDERLINE = re.compile(r"(=+|-+)[ \t]*$")
FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
ITEM = re.compile(r"[ \t]*(?:[-*+•・●○■□◆◇※]|\d{1,3}[.)])[ \t\u3000]*\S")
FRONT = re.compile(r"---[ \t]*\n(.*?)\n---[ \t]*\n", re.S)
FIELD = re.compile(r"^(title|lang|language|page_label|date)\s*:\s*[\"']?(.+?)[\"']?\s*$", re.M)
COMMENT = re.compile(r"<!--.*?-->", re.S)
RULE = re.compile(r"[ ]{0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")


def read(data: bytes, hint: Hint, draft: Draft) -> Found:
    """Read text as it stands, block by block."""
    text = clean(decode(data, hint.charset, looks_inside=False))
    return read_text(text, draft)


def read_text(text: str, draft: Draft) -> Found:
    """Write text that is Markdown, or might as well be."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    told: dict[str, str] = {}
    if front := FRONT.match(text):
        told = {found[1]: found[2] for found in FIELD.finditer(front[1])}
        text = text[front.end() :]
    if told.get("page_label", "").isdecimal():
        draft.mark("page", told["page_label"])
    for kind, level, block in _blocks(COMMENT.sub("", text).split("\n")):
        if kind == "heading":
            draft.heading(level, block)
        else:
            draft.add(kind, block)
    language = told.get("lang") or told.get("language")
    details = {"date": told["date"]} if "date" in told else {}
    return Found(told.get("title") or _first_line(draft), language, details)


def _first_line(draft: Draft) -> str | None:
    first = next(iter(draft.blocks), None)
    if first is None:
        return None
    line = draft.markdown[: first.end].partition("\n")[0].lstrip("# ").strip()
    return line if first.kind == "heading" or len(line) <= 60 else None


def _blocks(lines: list[str]) -> Iterator[tuple[BlockKind, int, str]]:
    gathered: list[str] = []
    fence = ""
    for line in lines:
        if fence:
            gathered.append(line)
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                yield "code", 0, "\n".join(gathered)
                gathered, fence = [], ""
            continue
        heading, opened = HEADING.match(line), FENCE.match(line)
        if UNDERLINE.match(line) and len(gathered) == 1 and _kind(gathered) == "paragraph":
            yield "heading", 1 if line[0] == "=" else 2, gathered.pop()
            continue
        if heading or opened or not line.strip() or RULE.match(line):
            if gathered:
                yield _kind(gathered), 0, "\n".join(gathered)
            gathered = [line.rstrip()] if opened else []
            fence = opened[1] if opened else ""
            if heading:
                yield "heading", len(heading[1]), heading[2]
            continue
        gathered.append(line.rstrip())
    if gathered:
        closing = [fence] if fence else []
        yield "code" if fence else _kind(gathered), 0, "\n".join([*gathered, *closing])


def _kind(lines: list[str]) -> BlockKind:
    first = lines[0]
    if first.lstrip().startswith("|"):
        return "table"
    if first.startswith(">"):
        return "quote"
    return "list" if ITEM.match(first) else "paragraph"
