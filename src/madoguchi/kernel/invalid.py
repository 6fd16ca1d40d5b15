"""What pydantic found wrong, said in the reader's language without repeating what was given."""

from collections.abc import Sequence
from typing import Any

from madoguchi.kernel.envelope import Problem
from madoguchi.kernel.words import known, say


def problem_of_fields(errors: Sequence[Any], language: str, trace_id: str = "") -> Problem:
    """Return one problem that names each field that needs another look."""
    if any(each["type"] == "json_invalid" for each in errors):
        return Problem(
            code="bad_json", message=say("bad_json", language), status=400, trace_id=trace_id
        )
    return Problem(
        code="invalid",
        message=say("invalid", language),
        status=422,
        trace_id=trace_id,
        details={_place(each["loc"]): sentence_of(each, language) for each in errors[:20]},
    )


def _place(location: Sequence[int | str]) -> str:
    return ".".join(str(part)[:60] for part in location) or "body"


def sentence_of(error: Any, language: str, otherwise: str | None = None) -> str:
    """Return what is wrong with one value; a validator of ours names its own sentence."""
    facts = {name: value for name, value in error.get("ctx", {}).items() if name != "error"}
    if isinstance(expected := facts.get("expected"), str):
        facts["expected"] = expected.replace(" or ", ", ")
    if known(error["type"]):
        return say(error["type"], language, **facts)
    key = f"field.{error['type']}"
    return say(key, language, **facts) if known(key) else otherwise or say("field.other", language)
