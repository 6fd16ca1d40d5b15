"""Step 7: every ``[n]`` in the answer is tied to the sentence it stands for, or is none."""

import re

from madoguchi.chat.excerpt import best_excerpt
from madoguchi.chat.round import Round
from madoguchi.chat.schemas import CitationsEvent
from madoguchi.kernel.conversation import Citation
from madoguchi.knowledge.schemas import Found
from madoguchi.knowledge.service import Weights

MARK = re.compile(r"\[(\d{1,3})\]")
CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.S)
CLAIM_CHARACTERS = 400


class Cite:
    """Verifies citations."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    async def __call__(self, state: Round) -> None:
        """Fill the citations of the round and show them."""
        answer = CODE.sub(lambda code: " " * len(code.group()), state.running.pen.text)
        by_number = dict(enumerate(state.found, 1))
        cited: dict[int, Citation] = {}
        for mark in MARK.finditer(answer):
            number = int(mark[1])
            if number in by_number and number not in cited:
                claim = answer[max(0, mark.start() - CLAIM_CHARACTERS) : mark.start()]
                cited[number] = self._citation(number, by_number[number], _last_sentence(claim))
        state.citations = [cited[number] for number in sorted(cited)]
        if state.citations:
            event = CitationsEvent(stream_id=state.kept.stream_id, citations=state.citations)
            state.running.pen.note("chat.citations", event)

    def _citation(self, number: int, found: Found, claim: str) -> Citation:
        start, end = best_excerpt(found.text, claim, self._weights)
        return Citation(
            n=number,
            passage_id=found.id,
            document_id=found.document_id,
            title=found.title,
            url=found.url,
            heading_path=found.heading_path,
            page=found.page,
            start=found.start + start,
            end=found.start + end,
            quote=found.text[start:end],
        )


def _last_sentence(claim: str) -> str:
    pieces = [
        piece for piece in re.split(r"(?<=[。！？!?.])|\n", MARK.sub("", claim)) if piece.strip()
    ]
    return pieces[-1] if pieces else claim
