"""Mail addresses, as they are and as people hide them from robots."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Span

LETTER = "A-Za-z0-9À-ɏ"
PLAIN = re.compile(
    rf"(?<![{LETTER}])[{LETTER}][{LETTER}._%+'-]{{0,63}}@"
    rf"(?:[{LETTER}](?:[{LETTER}-]{{0,62}}[{LETTER}])?\.)+[A-Za-z]{{2,24}}(?![A-Za-z0-9])"
)
OPEN, CLOSE = r"[\[({<【〔]", r"[\])}>】〕]"
_AT = (
    rf"(?: ?{OPEN} ?(?:at|@|a|ät|arroba|chez|アット(?:マーク)?) ?{CLOSE} ?"
    r"| ?@ ?| at | AT |アット(?:マーク)?|[☆★◎])"
)
_DOT = (
    rf"(?: ?{OPEN} ?(?:dot|\.|punkt|point|punto|ドット) ?{CLOSE} ?"
    r"| ?\. ?(?=[a-z])| dot | DOT |ドット)"
)
HIDDEN = re.compile(
    r"(?<![A-Za-z0-9])(?P<local>[A-Za-z0-9](?:[A-Za-z0-9._%+-]| dot |ドット){0,63}?)"
    rf"(?P<at>{_AT})(?P<host>[A-Za-z0-9-]{{1,63}}(?:{_DOT}[A-Za-z0-9-]{{1,63}}){{0,4}}?)"
    rf"(?P<dot>{_DOT})(?P<top>[A-Za-z]{{2,24}})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
SIGNS = re.compile(r"@|\bat\b|アット|[☆★◎]|[\[({<【〔] ?a ?[\])}>】〕]", re.IGNORECASE)
_TOPS = """
com net org edu gov info biz io dev app ai me tv co jp uk us de fr es it nl be ch at eu pl pt br mx
ar cl in cn hk tw kr sg au nz ca ie se no dk fi cz hu ro gr ru ua tr za ng ke gh il ae id th vn ph
my hr rs si sk lt lv ee bg is example test
"""
TOPS = frozenset(_TOPS.split())


class MailAddresses:
    """``name@host.com``, ``name (at) host dot com``, ``name @ host . com``."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield what is found."""
        folded = text.text
        if "@" in folded:
            for found in PLAIN.finditer(folded):
                yield Span("EMAIL", found.start(), found.end(), 0.99)
        if SIGNS.search(folded):
            for found in HIDDEN.finditer(folded):
                if _meant(found):
                    yield Span("EMAIL", found.start(), found.end(), 0.9)


def _meant(found: re.Match[str]) -> bool:
    """``at`` and ``.`` stand in sentences too: then both must be spelled out, or the end known."""
    at, dot, top = found["at"].strip(), found["dot"].strip(), found["top"].lower()
    if top not in TOPS:
        return False
    if at.lower() == "at":
        return dot != "." or "." not in found["dot"]
    if at in "☆★◎":
        return dot == "." and found["dot"] == "."
    return found["dot"] != ". " or top in ("com", "net", "org", "jp")
