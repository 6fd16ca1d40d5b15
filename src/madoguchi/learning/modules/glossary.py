"""Terms and what they mean: of pages that are glossaries, of lists of terms, of sentences."""

import re
from collections.abc import Iterator

from madoguchi.learning.modules.protocol import Findings, ModuleDocument, NewTerm

GLOSSARY = re.compile(
    r"用語(?:集|解説|一覧|の説明)|ことばの(?:説明|意味)|\bglossary\b|\bterminology\b", re.I
)
LISTED = re.compile(r"^\s*[-*+]\s+\*\*(.{2,60}?)\*\*\s*[:：]\s*(.+)$", re.M)
ROW = re.compile(r"^\|\s*(?:\*\*)?([^|]{2,60}?)(?:\*\*)?\s*\|\s*([^|]{8,}?)\s*\|\s*$", re.M)
QUOTED = (
    r"(?:[「『“\"](?P<quoted>[^「」『』“”\"\n]{2,40})[」』”\"]"
    r"|(?P<bare>[^\s、。，．「」『』（）()|*#>!?！？]{2,30}))"
)
TOWA = re.compile(
    rf"(?:^|(?<=[。\s])){QUOTED}(?:[（(][^（）()]{{1,40}}[）)])?(?:とは|というのは)[、,]?"
    r"(?P<meaning>[^。\n?？]{6,200}(?:です|ます|である|をいう|をいいます|を指す|のこと|こと|もの)[。])",
    re.M,
)
MEANS = re.compile(
    r"(?:^|(?<=[.] ))(?:The term )?[“\"'](?P<term>[^“”\"'\n]{2,40})[”\"'] "
    r"(?P<meaning>(?:means|refers to|is defined as) [^.\n]{6,200}\.)",
    re.M,
)
POINTING = re.compile(
    r"^(?:これ|それ|あれ|ここ|そこ|この|その|あの|どの|何|誰|私|弊社|当社)|(?:こと|もの)$"
)
DETAIL = re.compile(r"\s*[（(][^（）()]*[）)]\s*$")
SHORTEST_MEANING, LONGEST_MEANING, MOST = 10, 500, 2000


class Glossary:
    """Finds terms."""

    name = "glossary"
    edition = "1"
    on_by_default = True

    async def look(self, document: ModuleDocument) -> Findings:
        """Return the terms of a document, each once."""
        found: dict[str, NewTerm] = {}
        pairs = list(_said(document.markdown)) + list(_listed(document.markdown))
        if _is_glossary(document):
            pairs += [*_headed(document), *_rows(document.markdown)]
        for term, meaning in pairs:
            bare, means = DETAIL.sub("", term).strip(" *「」『』"), " ".join(meaning.split())
            is_term = 2 <= len(bare) <= 40 and not POINTING.search(bare)
            if is_term and len(means) >= SHORTEST_MEANING and len(found) < MOST:
                found.setdefault(bare.casefold(), NewTerm(bare, means[:LONGEST_MEANING]))
        return Findings(terms=tuple(found.values()), counts={"terms": len(found)})


def _is_glossary(document: ModuleDocument) -> bool:
    first = next((block for block in document.blocks if block.kind == "heading"), None)
    heading = document.markdown[first.start : first.end] if first else ""
    return bool(GLOSSARY.search(document.title) or GLOSSARY.search(heading))


def _said(markdown: str) -> Iterator[tuple[str, str]]:
    for found in TOWA.finditer(markdown):
        yield found["quoted"] or found["bare"], found["meaning"]
    for found in MEANS.finditer(markdown):
        yield found["term"], found["meaning"]


def _listed(markdown: str) -> Iterator[tuple[str, str]]:
    for found in LISTED.finditer(markdown):
        yield found[1], found[2]


def _rows(markdown: str) -> Iterator[tuple[str, str]]:
    """Yield rows of two cells; the line below the head says where the first one ends."""
    for found in ROW.finditer(markdown):
        if not found[2].strip(" -:|") or not found[1].strip(" -:|"):
            continue
        yield found[1], found[2]


def _headed(document: ModuleDocument) -> Iterator[tuple[str, str]]:
    """Yield headings with the paragraph right below them, but not the first."""
    blocks = document.blocks
    for heading, below in zip(blocks[1:], blocks[2:], strict=False):
        if heading.kind == "heading" and below.kind == "paragraph":
            title = document.markdown[heading.start : heading.end].lstrip("# ").strip()
            yield title, document.markdown[below.start : below.end]
