"""What a document says about how long it holds."""

from madoguchi.language.sentences import split_sentences
from madoguchi.learning.modules.dates import ends_in
from madoguchi.learning.modules.protocol import Findings, ModuleDocument

MOST, LONGEST = 20, 300


class Freshness:
    """Notes the sentences that end some day; whether the day is over is seen when it is read."""

    name = "freshness"
    edition = "1"
    on_by_default = True

    async def look(self, document: ModuleDocument) -> Findings:
        """Return the sentences of a document that name an end."""
        ends = [
            {"until": max(days).isoformat(), "sentence": sentence[:LONGEST]}
            for sentence in split_sentences(document.markdown)
            if (days := list(ends_in(sentence)))
        ][:MOST]
        return Findings(note={"ends": ends} if ends else None, counts={"ends": len(ends)})
