"""A question beside all conversations: answered as in any of them, and kept nowhere."""

from dataclasses import dataclass

from madoguchi.chat.journal import Pen
from madoguchi.chat.revealing import OwnLog
from madoguchi.chat.round import Kept, Round, Wish
from madoguchi.chat.steps.admit import admit
from madoguchi.chat.steps.answer import Answer
from madoguchi.chat.steps.cite import Cite
from madoguchi.chat.steps.look_up import LookUp
from madoguchi.chat.steps.mask import Mask
from madoguchi.chat.steps.recognise import Recognise
from madoguchi.chat.steps.show import Show
from madoguchi.chat.streams import Running
from madoguchi.kernel.conversation import Citation
from madoguchi.kernel.http import Caller
from madoguchi.privacy.guard import Guard
from madoguchi.privacy.loose import LoosePaper
from madoguchi.privacy.restoring import restored

NOWHERE = ""


class Scrap:
    """Paper that nobody keeps."""

    def wake(self, pen: Pen) -> None:
        """Whatever is written counts as done."""
        pen.committed(pen.take())


@dataclass(frozen=True)
class Said:
    """What was answered, and the same as the model wrote it; ``failed`` when none could."""

    text: str
    masked: str
    citations: list[Citation]
    model: str | None
    failed: bool


class Aside:
    """Asks by the steps of a round that recognise, look up, answer and cite."""

    def __init__(
        self,
        guard: Guard,
        recognise: Recognise,
        look_up: LookUp,
        answer: Answer,
        cite: Cite,
    ) -> None:
        self._guard = guard
        self._recognise = recognise
        self._look_up = look_up
        self._answer = answer
        self._cite = cite

    async def ask(self, caller: Caller, asked: str, language: str) -> Said:
        """Return the answer that a new conversation would begin with."""
        text = admit(asked)
        pen = Pen(Scrap(), OwnLog(NOWHERE, caller.id))
        guard = self._guard.beside(LoosePaper())
        wish = Wish(caller, language, text, None)
        running = Running(pen, NOWHERE, NOWHERE)
        state = Round(wish, _kept(text), running)
        by_step = (Mask(guard), self._recognise, self._look_up, Show(guard))
        for step in (*by_step, self._answer, self._cite):
            await step(state)
        said = restored(pen.text, state.own)
        return Said(said, pen.text, state.citations, state.model, state.status == "failed")


def _kept(question: str) -> Kept:
    return Kept(
        session_id=NOWHERE,
        stream_id=NOWHERE,
        user_message_id=NOWHERE,
        message_id=NOWHERE,
        question=question,
        language_before=None,
        pinned_language=None,
        new_session=None,
        was_named=False,
        frame=("", b""),
    )
