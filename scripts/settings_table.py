"""Write the table of all settings into the reference pages, or check that it is up to date.

``python -m scripts.settings_table`` writes; with ``--check`` it fails on a difference.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from madoguchi.entry.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
HEADS = {"ja": "| 設定 | 型 | 既定値 |", "en": "| setting | type | default |"}
BEGIN, END = "<!-- settings:begin -->", "<!-- settings:end -->"


def rows(model: type[BaseModel], path: str = "") -> Iterator[tuple[str, str, str]]:
    """Yield the name, the type and the default of every setting."""
    for name, field in model.model_fields.items():
        inner = _model_in(field.annotation)
        place = f"{path}{field.alias or name}"
        if inner is None:
            yield place, _type(field.annotation), _default(field)
        elif get_origin(field.annotation) is list:
            yield from rows(inner, f"{place}[].")
        elif get_origin(field.annotation) is dict:
            yield from rows(inner, f"{place}.NAME.")
        else:
            yield from rows(inner, f"{place}.")


def table(language: str) -> str:
    """Return the table between its marks."""
    lines = [HEADS[language], "| --- | --- | --- |"]
    lines += [f"| `{name}` | {kind} | `{default}` |" for name, kind, default in rows(Settings)]
    return "\n".join([BEGIN, "", *lines, "", END])


def page(language: str) -> Path:
    """Return the reference page of a language."""
    return ROOT / "docs" / language / "reference" / "settings.md"


def written(language: str) -> str:
    """Return the page with the table as it should be."""
    before, _, rest = page(language).read_text("utf-8").partition(BEGIN)
    return before + table(language) + rest.partition(END)[2]


def _model_in(kind: Any) -> type[BaseModel] | None:
    for each in (kind, *get_args(kind)):
        if isinstance(each, type) and issubclass(each, BaseModel):
            return each
    return None


def _type(kind: Any) -> str:
    names = {
        "NoneType": "null",
        "HttpUrl": "URL",
        "SecretStr": "text (secret)",
        "str": "text",
        "Any": "anything",
    }
    if get_origin(kind) is list:
        return "list of " + _type(get_args(kind)[0])
    if get_origin(kind) is dict:
        return "names with " + _type(get_args(kind)[1])
    if str(get_origin(kind)) == "typing.Literal":
        return " / ".join(f"`{each}`" for each in get_args(kind))
    if parts := [each for each in get_args(kind) if isinstance(each, type) or get_args(each)]:
        return " / ".join(_type(each) for each in parts)
    name = getattr(kind, "__name__", str(kind))
    return names.get(name, name)


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "—"
    return json.dumps(field.get_default(call_default_factory=True), ensure_ascii=False)


def main() -> int:
    """Write, or check."""
    stale = [each for each in HEADS if page(each).read_text("utf-8") != written(each)]
    if "--check" not in sys.argv:
        for language in stale:
            page(language).write_text(written(language), encoding="utf-8")
        return 0
    for language in stale:
        print(f"{page(language).relative_to(ROOT)}: run `python -m scripts.settings_table`")
    return bool(stale)


if __name__ == "__main__":
    sys.exit(main())
