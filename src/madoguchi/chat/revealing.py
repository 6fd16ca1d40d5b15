"""What is kept masked, as its owner sees it: with their own values in it."""

from collections.abc import Sequence
from typing import Any

import orjson

from madoguchi.chat.schemas import SessionSummary
from madoguchi.kernel.conversation import HiddenItem, Message
from madoguchi.kernel.events import NumberedLog, frame_of
from madoguchi.privacy.grammar import VERBATIM, mentions
from madoguchi.privacy.restoring import Restorer, Values, restored
from madoguchi.privacy.showing import Markdown

CHUNK = "chat.chunk"


class OwnLog(NumberedLog):
    """The events of an answer for the person whose conversation it is.

    They are kept masked. The same events always become the same frames, whoever makes them so.
    """

    def __init__(self, stream_id: str, owner_id: str) -> None:
        super().__init__(stream_id, owner_id)
        self.values: Values = {}
        self._restorer: Restorer | None = None
        self._markdown = Markdown()

    @property
    def holds_back(self) -> bool:
        """Whether a part of the answer waits for what follows it."""
        return self._restorer is not None

    def said(self, until: int) -> str:
        """Return the words of the answer up to a number."""
        events = map(orjson.loads, self.after(0, until))
        return "".join(each["payload"]["text"] for each in events if each["channel"] == CHUNK)

    def show(self, events: Sequence[tuple[str, bytes]]) -> None:
        """Number events that are safe now, and show them."""
        first = self.last_seq + 1
        self.publish(
            [
                frame_of(channel, self._revealed(channel, payload), first + place)
                for place, (channel, payload) in enumerate(events)
            ]
        )

    def _revealed(self, channel: str, payload: bytes) -> bytes:
        if not self.values:
            return payload
        event: dict[str, Any] = orjson.loads(payload)
        if channel == CHUNK:
            event["text"] = self._chunk(event["text"])
        for name in ("user_message", "message", "answer"):
            if isinstance(said := event.get(name), dict):
                reveal(said, self.values)
        if title := event.get("title"):
            event["title"] = restored(title, self.values)
        return orjson.dumps(event)

    def _chunk(self, text: str) -> str:
        """Return what can be shown by now; an empty chunk asks for all that was held back."""
        if self._restorer is None:
            self._restorer = Restorer(self.values)
        shown = self._markdown.show(self._restorer.feed(text))
        if text:
            return shown
        shown += self._markdown.show(self._restorer.end()) + self._markdown.end()
        self._restorer, self._markdown = None, Markdown()
        return shown


def reveal(message: dict[str, Any], values: Values) -> None:
    """Put the values back into a message; one's own words say what was hidden in them."""
    own = message["role"] == "user"
    if own and (hidden := _hidden(message["content"], values)):
        message["hidden"] = [each.model_dump() for each in hidden]
    message["content"] = _read(message["content"], values, own=own)
    for part in message["parts"]:
        if part["type"] == "text":
            part["text"] = _read(part["text"], values, own=own)


def revealed(message: Message, values: Values) -> Message:
    """Return a message with its values."""
    if not values:
        return message
    plain = message.model_dump()
    reveal(plain, values)
    return Message.model_validate(plain)


def named(session: SessionSummary, values: Values) -> SessionSummary:
    """Return a conversation with its title as its owner reads it."""
    if not session.title or not values:
        return session
    return session.model_copy(update={"title": restored(session.title, values)})


def is_masked(text: str | None) -> bool:
    """Tell whether a kept text holds a placeholder."""
    return bool(text) and next(mentions(text or ""), None) is not None


def _read(text: str, values: Values, *, own: bool) -> str:
    if own:
        return restored(text, values)
    restorer, markdown = Restorer(values), Markdown()
    pieces = [*restorer.feed(text), *restorer.end()]
    return markdown.show(pieces) + markdown.end()


def _hidden(content: str, values: Values) -> list[HiddenItem]:
    found: dict[str, HiddenItem] = {}
    for each in mentions(content):
        value = values.get((each.kind, each.number))
        if value is not None and each.kind != VERBATIM:
            placeholder = content[each.start : each.end]
            found[placeholder] = HiddenItem(kind=each.kind, placeholder=placeholder, text=value)
    return list(found.values())
