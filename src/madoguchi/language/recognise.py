"""Which language a message is in, judged by its script; unsure means: stay with the last one."""

import re
from dataclasses import dataclass

KANA = re.compile(r"[ぁ-ゖァ-ヺーｦ-ﾟ]")
HAN = re.compile(r"[一-鿿々〆]")
LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]")
NOISE = re.compile(r"https?://\S+|[\w.+-]+@[\w.-]+|`[^`]*`")
QUOTED = re.compile(r"「[^」]*」|『[^』]*』|\"[^\"]*\"|“[^”]*”")
WORD = re.compile(r"[^\W\d_]")
# Between product names these words, and not the number of letters, tell that a sentence is English.
ENGLISH = re.compile(
    r"\b(?:the|an?|is|are|was|do|does|did|can|could|how|what|when|where|which|who|why|and|or|of|to|in|on|"
    r"for|with|from|my|your|it|this|that|i|you|we|please)\b",
    re.I,
)
SCRIPTS = (
    ("ko", re.compile(r"[가-힣ㄱ-ㆎ]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
# Japanese may be full of Latin product names; a kana particle tells more than a letter.
CJK_AGAINST_LATIN = 2.5


@dataclass(frozen=True)
class Recognised:
    """A language (ISO 639-1) and how sure we are."""

    language: str
    confidence: float


def recognise(text: str, before: str | None = None, default: str = "ja") -> Recognised:
    """Return the language of ``text``; ``before`` is the language of the talk so far."""
    plain = NOISE.sub(" ", text)
    plain = QUOTED.sub(" ", plain) if WORD.search(QUOTED.sub(" ", plain)) else plain
    kana, han = len(KANA.findall(plain)), len(HAN.findall(plain))
    latin = len(LATIN.findall(plain))
    for language, script in SCRIPTS:
        count = len(script.findall(plain))
        if count and count * 2 >= latin and count > kana:
            return Recognised(language, 0.99)
    if kana and ((kana + han) * CJK_AGAINST_LATIN >= latin or not ENGLISH.search(plain)):
        return Recognised("ja", 0.99)
    if han and han * CJK_AGAINST_LATIN >= latin:
        return Recognised(before if before in ("ja", "zh", "ko") else "ja", 0.6)
    if latin >= 3:
        return Recognised(before if before and before not in ("ja", "zh", "ko") else "en", 0.7)
    return Recognised(before or default, 0.3)
