"""Step 7: every ``[n]`` in the answer is tied to the sentence it stands for, or is none."""

import re

from madoguchi.chat.excerpt import best_excerpt
from madoguchi.chat.round import Round
from madoguchi.chat.schemas import CitationsEvent
from madoguchi.kernel.conversation import Citation
from madoguchi.knowledge.schemas import Found
from madoguchi.knowledge.service import Weights
from madoguchi.privacy.restoring import restored

MARK = re.compile(r"\[(\d{1,3})\]")
CODE = re.compile(r"```.*?(?:```|\Z)|`[^`\n]*`", re.S)
CLAIM_START = re.compile(r"\[\d{1,3}\]|\n")
LONGEST_CLAIM = 600
QUOTED = re.compile(r"(?:^>[^\n]*\n?)+\s*\Z", re.M)
BELOW_HEAD = re.compile(r"^\s*\|?(?:\s*:?-+:?\s*\|)+\s*\n", re.M)
QUOTE_MARK = re.compile(r"^> ?", re.M)


class Cite:
    """Verifies citations."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    async def __call__(self, state: Round) -> None:
        """Fill the citations of the round and show them."""
        answer = state.running.pen.text
        outside_code = CODE.sub(lambda code: " " * len(code.group()), answer)
        by_number = dict(enumerate(state.found, 1))
        cited: dict[int, Citation] = {}
        for mark in MARK.finditer(outside_code):
            number = int(mark[1])
            if number in by_number and number not in cited:
                claim = restored(_claim(answer[: mark.start()]), state.own)
                cited[number] = self._citation(number, by_number[number], claim)
        state.citations = [cited[number] for number in sorted(cited)]
        if state.citations:
            event = CitationsEvent(stream_id=state.kept.stream_id, citations=state.citations)
            state.running.pen.note("chat.citations", event)

    def _citation(self, number: int, found: Found, claim: str) -> Citation:
        start, end = best_excerpt(found.text, claim, self._weights)
        # A part of a table says its head again, which stands elsewhere in the document.
        ahead = len(found.text) - (found.end - found.start)
        return Citation(
            n=number,
            passage_id=found.id,
            document_id=found.document_id,
            title=found.title,
            language=found.language,
            url=found.url,
            heading_path=found.heading_path,
            page=found.page,
            place=found.place,
            start=found.start + max(0, start - ahead),
            end=found.start + max(1, end - ahead),
            quote=found.text[start:end],
        )


def _claim(before: str) -> str:
    """Return the words that a mark stands behind: a quotation, or back to the mark or the line.

    The head of a quoted table only explains its rows, and may stand elsewhere.
    """
    if quoted := QUOTED.search(before):
        return BELOW_HEAD.split(QUOTE_MARK.sub("", quoted.group()))[-1]
    return CLAIM_START.split(before.rstrip())[-1][-LONGEST_CLAIM:]
