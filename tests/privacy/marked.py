"""A finder for tests: mail addresses, numbers with hyphens, and names that are said to be names."""

import re

from madoguchi.privacy.ports import Strictness
from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Kind, Span

FORMS: dict[Kind, str] = {
    "EMAIL": r"[a-z0-9._-]+@[a-z0-9.-]+[a-z0-9]",
    "PHONE": r"0[0-9]{1,3}-?[0-9]{3,4}-?[0-9]{4}",
    "PERSON": r"(?:Dr\. )?(?:山田(?: ?太郎)?|鈴木|Ann Lee)(?:様|さん)?",
    "SECRET": r"sk-[a-z0-9]+",
    "ADDRESS": r"渋谷区神南[0-9]+(?:-[0-9]+)*",
}


class Marked:
    """Finds them by their form."""

    def find(self, text: str, strictness: Strictness = "normal") -> list[Span]:
        """Return where they stand."""
        found: list[Span] = []
        for kind, form in FORMS.items():
            for each in re.finditer(form, Folded(text).text, re.I):
                if all(each.end() <= one.start or each.start() >= one.end for one in found):
                    found.append(Span(kind, each.start(), each.end(), 1.0))
        return sorted(found, key=lambda span: span.start)


class Broken:
    """Finds nothing: it breaks."""

    def find(self, text: str, strictness: Strictness = "normal") -> list[Span]:
        """Break."""
        raise ValueError("a recognizer that breaks")
