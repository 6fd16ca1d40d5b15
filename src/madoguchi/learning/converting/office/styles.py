"""What a paragraph of Word is by its style: a heading, an item, code, a quotation."""

from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONGEST_CHAIN = 12
DEEPEST_LIST = 8
CODE = ("code", "htmlpreformatted", "sourcecode", "コード")
QUOTES = ("quote", "intensequote", "引用文", "引用文2")


@dataclass(frozen=True)
class Style:
    """What a paragraph is; ``list_level`` counts from 0."""

    level: int = 0
    list_level: int | None = None
    is_numbered: bool = False
    is_code: bool = False
    is_quote: bool = False


class Styles:
    """The styles and numberings of one document."""

    def __init__(self, part: Any) -> None:
        self._by_id = {s.get(f"{W}styleId"): s for s in part.styles.element.iter(f"{W}style")}
        self._numbered = _numbered(part)
        self._known: dict[str | None, tuple[int, Any, str]] = {}

    def of(self, paragraph: Any) -> Style:
        """Return what a paragraph is."""
        settings = paragraph.find(f"{W}pPr")
        chosen = settings.find(f"{W}pStyle") if settings is not None else None
        style_id = chosen.get(f"{W}val") if chosen is not None else None
        level, numbering, name = self._style(style_id)
        if settings is not None:
            level = _outline(settings) or level
            own = settings.find(f"{W}numPr")
            numbering = own if own is not None else numbering
        if level:
            return Style(level=level)
        if numbering is not None:
            return self._item(numbering, name)
        return Style(is_code=name in CODE, is_quote=name in QUOTES)

    def _item(self, numbering: Any, name: str) -> Style:
        number = _value(numbering, "numId")
        if number == "0":
            return Style()
        depth = _value(numbering, "ilvl") or "0"
        by_name = name[-1:] if name.startswith("list") and name[-1:].isdigit() else "1"
        level = int(depth) if depth.isdigit() else 0
        level = level or int(by_name) - 1
        return Style(
            list_level=min(max(level, 0), DEEPEST_LIST),
            is_numbered=(number, depth) in self._numbered or name.startswith("listnumber"),
        )

    def _style(self, style_id: str | None) -> tuple[int, Any, str]:
        """Return the heading level, numbering and name of a style and of those it builds on."""
        if style_id not in self._known:
            level, numbering, name = 0, None, ""
            current, steps = style_id, 0
            while current in self._by_id and steps < LONGEST_CHAIN:
                style = self._by_id[current]
                settings = style.find(f"{W}pPr")
                name = name or (_value(style, "name") or "").lower().replace(" ", "")
                level = level or _heading(style) or _outline(settings)
                if numbering is None and settings is not None:
                    numbering = settings.find(f"{W}numPr")
                current, steps = _value(style, "basedOn"), steps + 1
            self._known[style_id] = (level, numbering, name)
        return self._known[style_id]


def _heading(style: Any) -> int:
    name = (_value(style, "name") or "").lower().replace(" ", "")
    for prefix in ("heading", "見出し"):
        if name.startswith(prefix) and name.removeprefix(prefix).isdigit():
            return min(int(name.removeprefix(prefix)), 6)
    return 1 if name in ("title", "表題") else 0


def _outline(settings: Any) -> int:
    value = _value(settings, "outlineLvl") if settings is not None else None
    return int(value) + 1 if value and value.isdigit() and int(value) < 6 else 0


def _value(node: Any, name: str) -> str | None:
    child = node.find(f"{W}{name}")
    value: str | None = child.get(f"{W}val") if child is not None else None
    return value


def _numbered(part: Any) -> frozenset[tuple[str | None, str | None]]:
    """Return the (numbering, level) pairs that count instead of showing a sign."""
    try:
        root = part.numbering_part.element
    except (KeyError, NotImplementedError):
        return frozenset()
    kinds = {
        abstract.get(f"{W}abstractNumId"): {
            level.get(f"{W}ilvl"): _value(level, "numFmt") for level in abstract.iter(f"{W}lvl")
        }
        for abstract in root.iter(f"{W}abstractNum")
    }
    return frozenset(
        (number.get(f"{W}numId"), level)
        for number in root.iter(f"{W}num")
        for level, kind in kinds.get(_value(number, "abstractNumId"), {}).items()
        if kind not in ("bullet", "none", None)
    )
