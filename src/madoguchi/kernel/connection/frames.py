"""The three frames of the connection, and how a broken one is recognised."""

from typing import Any, Literal

import orjson
from pydantic import BaseModel

from madoguchi.kernel.envelope import Problem
from madoguchi.kernel.errors import Invalid, TooLong

MAX_FRAME_BYTES = 1024 * 1024
MOST_TAKEN_BYTES = 4 * MAX_FRAME_BYTES
"""Up to here a frame over the limit gets an answer; beyond, the connection is closed."""
LONGEST_ID = 100


class Result(BaseModel):
    """The answer to an ``invoke`` frame with the same id."""

    type: Literal["result"] = "result"
    id: str | int | None
    ok: bool
    data: Any = None
    error: Problem | None = None


class BadFrame(Invalid):
    """A frame that is not a JSON object of a kind we know."""

    code, status = "bad_frame", 400

    def __init__(self, key: str, frame_id: str | int | None = None, /, **facts: object) -> None:
        super().__init__(key, **facts)
        self.frame_id = frame_id


class FrameTooLong(BadFrame, TooLong):
    """A frame over the limit."""

    code, status = "too_long", 413


class Invoke:
    """A request to run one method."""

    __slots__ = ("id", "method", "params")

    def __init__(self, frame_id: str | int, method: str, params: dict[str, Any]) -> None:
        self.id = frame_id
        self.method = method
        self.params = params


def read_invoke(raw: str | None) -> Invoke:
    """Return the request in a received text frame; raise BadFrame when there is none."""
    if raw is None:
        raise BadFrame("frame.binary")
    too_long = len(raw.encode("utf-8", "replace")) > MAX_FRAME_BYTES
    try:
        frame = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        if too_long:
            raise FrameTooLong("frame.too_long", limit=MAX_FRAME_BYTES) from error
        raise BadFrame("frame.not_json") from error
    frame_id = _id_in(frame)
    if too_long:
        raise FrameTooLong("frame.too_long", frame_id, limit=MAX_FRAME_BYTES)
    if not isinstance(frame, dict):
        raise BadFrame("frame.not_object")
    if frame_id is None:
        raise BadFrame("frame.no_id", longest=LONGEST_ID)
    if frame.get("type") != "invoke":
        raise BadFrame("frame.not_invoke", frame_id)
    method, params = frame.get("method"), frame.get("params", {})
    if not isinstance(method, str):
        raise BadFrame("frame.no_method", frame_id)
    if not isinstance(params, dict | None):
        raise BadFrame("frame.no_params", frame_id)
    return Invoke(frame_id, method, params or {})


def _id_in(frame: object) -> str | int | None:
    """Return the id under which the sender waits for an answer, if there is one."""
    found = frame.get("id") if isinstance(frame, dict) else None
    if isinstance(found, str):
        return found if 0 < len(found) <= LONGEST_ID else None
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def write_result(result: Result) -> bytes:
    """Return the frame as it goes over the wire."""
    fields: dict[str, Any] = {"type": "result", "id": result.id, "ok": result.ok}
    if result.ok:
        fields["data"] = result.data
    elif result.error is not None:
        fields["error"] = result.error.model_dump()
    return orjson.dumps(fields)
