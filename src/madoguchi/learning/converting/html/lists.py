"""Lists of a page: nested items, and terms with what they mean."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from madoguchi.learning.converting.html.inline import Inline
from madoguchi.learning.converting.html.parse import said
from madoguchi.learning.converting.questions import is_question
from madoguchi.learning.converting.writing import flat, tidy

LISTS = ("ul", "ol", "menu")
LONG_ANSWER = 60
DEEPEST = 40
"""In characters of margin; below it only the text is kept."""


def list_text(node: LexborNode, inline: Inline) -> str:
    """Return a list with the lists inside it."""
    return "\n".join(_items(node, inline, ""))


def _items(node: LexborNode, inline: Inline, margin: str) -> Iterator[str]:
    number = said(node, "start")
    n = int(number) if number.isascii() and number.isdigit() else 1
    for item in node.iter():
        if item.tag in LISTS:
            yield from _items(item, inline, margin)
            continue
        sign = f"{n}. " if node.tag == "ol" else "- "
        hang = margin + " " * len(sign)
        if len(margin) >= DEEPEST:
            yield f"{margin}{sign}{flat(item.text(deep=True)).strip()}"
            continue
        if own := _own_text(item, inline):
            yield margin + sign + own.replace("\n", f"\n{hang}")
            n += 1
        for below in _inner_lists(item):
            yield from _items(below, inline, hang if own else margin)


def _own_text(item: LexborNode, inline: Inline) -> str:
    parts: list[str] = []
    for child in item.iter(include_text=True, skip_empty=False):
        if child.tag in LISTS:
            continue
        if child.tag in ("p", "div") and parts:
            parts.append("\n")
        parts.append(inline.one(child))
    return tidy("".join(parts))


def _inner_lists(item: LexborNode) -> list[LexborNode]:
    return [child for child in item.iter() if child.tag in LISTS]


def is_faq(node: LexborNode) -> bool:
    """Tell whether a list of terms is one of questions or of sections with long answers."""
    answers = node.css("dd")
    if any(dd.css_first("p + p,ul,ol,table,dl,pre,h3,h4,h5") for dd in answers):
        return True
    terms = [dt.text(deep=True) for dt in node.css("dt")]
    asked = sum(1 for term in terms if is_question(term))
    longest = max((len(dd.text(deep=True).strip()) for dd in answers), default=0)
    return asked * 2 >= max(len(terms), 1) or longest > LONG_ANSWER


def term_lines(node: LexborNode, inline: Inline) -> Iterator[str]:
    """Yield short definitions as items: the term stands before what it means."""
    term = ""
    for part in node.css("dt,dd"):
        text = tidy(inline.of(part)).replace("\n", " ")
        if part.tag == "dt":
            if term:
                yield f"- {term}"
            term = f"**{text.strip('*')}**" if text else ""
        elif text:
            yield f"- {term}: {text}" if term else f"  {text}"
            term = ""
    if term:
        yield f"- {term}"
