"""Text cut into sentences, in any script, without the marks of lists and tables."""

import regex

SENTENCE_END = regex.compile(r"(?<=[。！？!?؟।][」』）)]?)(?![」』）)])\s*|(?<=[.;])\s+(?=\P{Ll})")
MARKUP = regex.compile(r"^\s*(?:[-*+>]|\d+[.)]|#{1,6})\s+|^\s*\|?(?:\s*:?-+:?\s*\|)+\s*$")
CODE_FENCE = regex.compile(r"^\s*(?:```|~~~).*?^\s*(?:```|~~~)\s*$", regex.M | regex.S)


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a Markdown passage, without the marks of lists and tables."""
    prose = CODE_FENCE.sub("\n", text)
    lines = (MARKUP.sub("", line) for line in prose.splitlines())
    pieces = (piece.strip() for line in lines for piece in SENTENCE_END.split(line))
    return [piece for piece in pieces if regex.search(r"[\p{L}\p{N}]", piece)]
