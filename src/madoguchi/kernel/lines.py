"""JSON Lines: one object a line, and a sentence about the first line that is none."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from madoguchi.kernel.errors import Invalid

T = TypeVar("T", bound=BaseModel)


def numbered(path: Path, kind: type[T]) -> list[tuple[int, T]]:
    """Return what stands in a file, each with the number of its line."""
    try:
        with path.open("rb") as file:
            found = list(parsed(file, kind, str(path)))
    except OSError as error:
        reason = error.strerror or str(error)
        raise Invalid("eval.no_file", file=path, reason=reason) from error
    if not found:
        raise Invalid("eval.empty", file=path)
    return found


def parsed(lines: Iterable[bytes], kind: type[T], name: str) -> Iterator[tuple[int, T]]:
    """Yield what stands in lines, as they come; ``name`` says where they come from."""
    for number, line in enumerate(lines, 1):
        if plain := line.strip().removeprefix(b"\xef\xbb\xbf"):
            try:
                yield number, kind.model_validate(_object(name, number, plain))
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                field, reason = ".".join(map(str, first["loc"])), first["msg"]
                facts = {"file": name, "line": number, "field": field, "reason": reason}
                raise Invalid("eval.bad_field", **facts) from error


def _object(name: str, number: int, line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except ValueError as error:
        raise Invalid("eval.no_json", file=name, line=number, reason=str(error)) from error
    if not isinstance(value, dict):
        raise Invalid("eval.no_object", file=name, line=number)
    return {
        name: str(each) if name == "id" and isinstance(each, int) else each
        for name, each in value.items()
    }
