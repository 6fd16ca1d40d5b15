"""Mail addresses in every writing: plain, spaced, with the sign or the dots spelled out."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Span
from madoguchi.privacy.recognizing.windows import around

LETTER = "a-z0-9ß-ɏ"
LOCAL = rf"[{LETTER}](?:[{LETTER}._%+'-]{{0,62}}[{LETTER}_+-])?"
AT_BRACKETED = (
    r" ?[(\[{<【《] ?(?:at|ät|arroba|chez|アット(?:マーク)?|あっと(?:まーく)?|@|a|mark)"
    r" ?[)\]}>】》] ?"
)
AT_SPELLED = r" ?(?:アット(?:マーク)?|あっと(?:まーく)?) ?|_at_| at |[★☆◎●■♪]"
DOT_SPELLED = (
    r" ?[(\[{<【] ?(?:dot|punkt|point|punto|ドット|どっと|\.) ?[)\]}>】] ?"
    r"| ?(?:ドット|どっと) ?|_dot_| dot "
)
LABEL = rf"[{LETTER}](?:[{LETTER}-]{{0,61}}[{LETTER}])?"
TOP = r"[a-z]{2,24}"
EDGE, END = rf"(?<![{LETTER}._%+-])", r"(?![a-z0-9])"
PLAIN = re.compile(rf"{EDGE}{LOCAL}@(?:{LABEL}\.)+{TOP}{END}")
# A sign that hangs on what follows alone begins a handle, unless a usual domain ends it.
SPACED = re.compile(
    rf"{EDGE}{LOCAL}(?: ?@ |@ ?)(?:{LABEL} ?\. ?)+{TOP}{END}"
    rf"|{EDGE}{LOCAL} @(?:{LABEL}\.)+(?:com|net|org|edu|gov|info|[a-z]{{2}}){END}"
)
DISGUISED = re.compile(
    rf"{EDGE}{LOCAL}(?:(?:{DOT_SPELLED}){LABEL}){{0,3}}(?:{AT_BRACKETED}|{AT_SPELLED}| @ |@ ?)"
    rf"(?:{LABEL}(?:\.|{DOT_SPELLED}))+{TOP}{END}(?! at )"
)
SPREAD = re.compile(
    rf"(?<![{LETTER}])(?:[a-z0-9._+-] ){{2,30}}?[a-z0-9] ?@ ?"
    rf"(?:(?:[a-z0-9-] ?){{2,40}}?\. ?)+(?:[a-z] ?){{2,6}}(?<! ){END}"
)
DISGUISE = re.compile(rf"{AT_BRACKETED}|_at_|アット|あっと|[★☆◎●■♪]|@")
AT = re.compile("@")
SPOKEN = re.compile(rf"{DISGUISE.pattern}| at ")
LOCAL_LONGEST, DOMAIN_LONGEST = 100, 160


class MailAddresses:
    """Finds mail addresses."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield the mail addresses in ``text``."""
        plain = text.low
        if "@" in plain:
            for pattern, score in ((PLAIN, 0.99), (SPACED, 0.9), (SPREAD, 0.9)):
                for match in around(AT, pattern, plain, LOCAL_LONGEST, DOMAIN_LONGEST):
                    yield Span("EMAIL", *match.span(), score)
        if text.has_latin:
            signs = SPOKEN if " dot " in plain else DISGUISE
            for match in around(signs, DISGUISED, plain, LOCAL_LONGEST, DOMAIN_LONGEST):
                if " at " not in match[0] or " dot " in match[0]:
                    yield Span("EMAIL", *match.span(), 0.85)
