"""Word to every open connection of a person: their list changed, an answer begins."""

from madoguchi.chat.schemas import AsIs, SessionsChangedEvent, SessionSummary
from madoguchi.kernel.events import NumberedLog, Topics, frame_of


class News:
    """Tells a person's connections, whichever tab they are in."""

    def __init__(self, topics: Topics) -> None:
        self._topics = topics

    def sessions_changed(
        self, owner_id: str, change: str, session_id: str, session: SessionSummary | None = None
    ) -> None:
        """A conversation was created, renamed or deleted."""
        event = SessionsChangedEvent(session_id=session_id, change=change, session=session)
        frame = frame_of("sessions.changed", event.model_dump_json().encode())
        self._topics.tell(owner_id, {"frame": frame.decode()})

    def chosen(self, owner_id: str, now: AsIs) -> None:
        """What of a conversation is sent as it is has changed."""
        frame = frame_of("chat.as_is", now.model_dump_json().encode())
        self._topics.tell(owner_id, {"frame": frame.decode()})

    def answer_begins(self, log: NumberedLog, asker: str | None) -> None:
        """Every tab follows the answer from its start; the asking one does so after its result."""
        self._topics.tell(log.owner_id, {"begins": log.stream_id, "asker": asker})
