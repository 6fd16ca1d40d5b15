"""The bytes of a streamed chat completion, turned into text without ever trusting them."""

from typing import Any

import orjson

from madoguchi.models.failures import ModelBroke
from madoguchi.models.schemas import Usage

LONGEST_LINE_BYTES = 1024 * 1024


class Wire:
    """Reads server-sent events (or one plain JSON answer) as they arrive, in any cut."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._rest = b""
        self._texts: list[str] = []
        self._plain = False
        self.finished = False
        """Whether the whole answer has come; the stream itself may go on."""
        self.ended = False
        self.usage: Usage | None = None

    def expect(self, content_type: str) -> None:
        """Note what kind of body will come; some servers ignore the wish to stream."""
        kind = content_type.split(";")[0].strip().lower()
        if kind == "application/json":
            self._plain = True
        elif kind not in ("text/event-stream", "", "application/octet-stream", "text/plain"):
            raise ModelBroke("model.broken", model=self._model)

    def feed(self, data: bytes) -> None:
        """Take bytes in."""
        if self._plain:
            self._rest += data
            self._bound()
            return
        *lines, self._rest = (self._rest + data).split(b"\n")
        self._bound()
        for line in lines:
            self._line(line)

    def finish(self) -> None:
        """The server has closed: say whether that was the end or a break."""
        if self._plain:
            self._event(self._rest, "message")
            self.finished = True
        elif self._rest:
            self._line(self._rest)
        self.ended = True
        if not self.finished:
            raise ModelBroke("model.cut", model=self._model)

    def take_text(self) -> str:
        """Return the text that came since the last time."""
        text = "".join(self._texts)
        self._texts.clear()
        return text

    def _bound(self) -> None:
        if len(self._rest) > LONGEST_LINE_BYTES:
            raise ModelBroke("model.broken", model=self._model)

    def _line(self, line: bytes) -> None:
        if not line.startswith(b"data:") or self.ended:
            return
        value = line[5:].strip()
        if value == b"[DONE]":
            self.finished = self.ended = True
        elif value:
            self._event(value, "delta")

    def _event(self, value: bytes, part: str) -> None:
        try:
            event = orjson.loads(value)
        except orjson.JSONDecodeError as error:
            raise ModelBroke("model.broken", model=self._model) from error
        if not isinstance(event, dict) or event.get("error"):
            raise ModelBroke("model.broken", model=self._model)
        for choice in _dicts(event.get("choices"))[:1]:
            said = choice.get(part)
            text = said.get("content") if isinstance(said, dict) else None
            if isinstance(text, str) and text:
                self._texts.append(text)
            if choice.get("finish_reason"):
                self.finished = True
        usage = event.get("usage")
        if isinstance(usage, dict):
            self.usage = Usage(_count(usage, "prompt_tokens"), _count(usage, "completion_tokens"))


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _count(usage: dict[str, Any], name: str) -> int:
    value = usage.get(name)
    return value if isinstance(value, int) else 0
