"""Questions and answers, from the structure of a page and from what it tells machines."""

import re
from collections.abc import Iterator, Sequence

from madoguchi.learning.converting.questions import ASKED, is_question
from madoguchi.learning.converting.schemas import Block
from madoguchi.learning.modules.protocol import Findings, ModuleDocument, NewPair

FAQ = re.compile(r"よくある(?:ご)?質問|質問と回答|Q\s*[&＆]\s*A|\bFAQ\b|frequently asked", re.I)
ANSWERED = re.compile(
    r"^(?:\*\*)?(?:[AＡ]\s*\d{0,3}\s*[.．:：、)）]\s*(?:\*\*)?|A\d{0,3}\s(?:\*\*)?)\s*"
)
MARKS = re.compile(r"^#{1,6}\s+|\s+#+$|\*\*")
SPACES = re.compile(r"\s+")
LONGEST_QUESTION, LONGEST_ANSWER, MOST = 200, 4000, 1000


class Faq:
    """Finds pairs."""

    name = "faq"
    edition = "1"
    on_by_default = True

    async def look(self, document: ModuleDocument) -> Findings:
        """Return the pairs of a document, each question once."""
        found: dict[str, NewPair] = {}
        for pair in (*_headed(document), *_spoken(document), *_told(document)):
            fits = 2 <= len(pair.question) <= LONGEST_QUESTION
            if fits and 0 < len(pair.answer) <= LONGEST_ANSWER and len(found) < MOST:
                found.setdefault(_key(pair.question), pair)
        return Findings(pairs=tuple(found.values()), counts={"pairs": len(found)})


def _headed(document: ModuleDocument) -> Iterator[NewPair]:
    """Yield headings that ask, with what stands below them."""
    headings = [block for block in document.blocks if block.kind == "heading"]
    asked = [block.start for block in document.blocks if _asks(document.markdown, block)]
    below_faq = 6
    for heading in headings:
        title = _bare(document.markdown[heading.start : heading.end])
        below = heading.level > below_faq
        below_faq = heading.level if FAQ.search(title) else below_faq if below else 6
        if FAQ.search(title) or not (below or is_question(title)):
            continue
        after = (each for each in document.blocks if each.start > heading.end)
        ends = [each.start for each in after if _ends(each, heading)]
        ends += [start for start in asked if start > heading.end]
        end = min(ends, default=len(document.markdown))
        pair = _pair(document.markdown, title, heading.end, end)
        if pair.answer:
            yield pair


def _ends(block: Block, heading: Block) -> bool:
    if block.kind == "heading":
        return block.level <= heading.level
    return 0 < block.level < heading.level


def _spoken(document: ModuleDocument) -> Iterator[NewPair]:
    """Yield paragraphs that begin with Q, with the one of the answer."""
    blocks: Sequence[Block] = document.blocks
    for number, block in enumerate(blocks):
        text = document.markdown[block.start : block.end]
        if not _asks(document.markdown, block):
            continue
        question, _, rest = text.partition("\n")
        if ANSWERED.match(rest):
            yield _pair(document.markdown, _bare(question), block.end - len(rest), block.end)
        elif number + 1 < len(blocks):
            answer = blocks[number + 1]
            if ANSWERED.match(document.markdown[answer.start : answer.end]):
                yield _pair(document.markdown, _bare(text), answer.start, answer.end)


def _asks(markdown: str, block: Block) -> bool:
    text = markdown[block.start : block.end]
    return block.kind == "paragraph" and ASKED.match(text) is not None


def _told(document: ModuleDocument) -> Iterator[NewPair]:
    """Yield what the page tells machines, where its text says it as well."""
    for question, answer in document.details.get("questions", ()):
        at = document.markdown.find(answer[:20])
        if answer and at >= 0:
            yield NewPair(_bare(question), answer, at)


def _pair(markdown: str, question: str, start: int, end: int) -> NewPair:
    text = markdown[start:end]
    at = start + len(text) - len(text.lstrip())
    return NewPair(question, ANSWERED.sub("", text.strip(), count=1).strip(), at)


def _bare(question: str) -> str:
    bare = MARKS.sub("", " ".join(question.split()))
    return ASKED.sub("", bare, count=1).strip()


def _key(question: str) -> str:
    return SPACES.sub("", question).casefold().rstrip("?？。")
