"""Which language a message is in; unsure means: stay with the talk."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from madoguchi.language import han, library
from madoguchi.language.clearing import cleared
from madoguchi.language.codes import UNKNOWN, family
from madoguchi.language.voting import Vote, vote

SITE = ("ja", "en")
"""The languages that readers are expected to write in, where nobody says otherwise."""
KANA, HAN, HANGUL, LATIN = "kana", "han", "hangul", "latin"
OF_ONE_LANGUAGE = {
    "th": "Thai",
    "el": "Greek",
    "he": "Hebrew",
    "bn": "Bengali",
    "ta": "Tamil",
    "te": "Telugu",
    "kn": "Kannada",
    "ml": "Malayalam",
    "gu": "Gujarati",
    "pa": "Gurmukhi",
    "si": "Sinhala",
    "km": "Khmer",
    "lo": "Lao",
    "my": "Myanmar",
    "ka": "Georgian",
    "hy": "Armenian",
    "am": "Ethiopic",
}
OF_MANY = ("Cyrillic", "Arabic", "Devanagari")
SCRIPT = regex.compile(
    rf"(?P<{KANA}>[\p{{Hiragana}}\p{{Katakana}}ーｰﾞﾟ]+)|(?P<{HAN}>[\p{{Han}}々〆]+)"
    rf"|(?P<{HANGUL}>\p{{Hangul}}+)|(?P<{LATIN}>(?:[\p{{Latin}}'’]\p{{M}}*)+)"
    + "".join(rf"|(?P<{code}>(?:\p{{{name}}}\p{{M}}*)+)" for code, name in OF_ONE_LANGUAGE.items())
    + "".join(rf"|(?P<{name}>(?:\p{{{name}}}\p{{M}}*)+)" for name in OF_MANY)
)
KANA_LAST = regex.compile(r"[\p{Hiragana}\p{Katakana}ー]\Z")
SHARED_LETTERS = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Arabic}\p{Devanagari}]")
LATIN_LETTERS = regex.compile(r"[\p{Latin}'’\s]+")
# A letter of these scripts says more than a Latin one, and a Latin name says less than a sentence.
AGAINST_LATIN, A_NAME, A_SENTENCE = 2.5, 0.4, 0.6
STAYS_BELOW, UNKNOWN_BELOW = 0.5, 0.3
CERTAIN, A_WORD = 0.99, 0.4
"""A single Latin word may be a name, a button or a greeting: it never changes a talk."""
LONGEST_NAME = 5
SHORT = 500


@dataclass(frozen=True)
class Recognised:
    """A language (ISO 639-1, `zh-hans`, `zh-hant` or `und`) and how sure we are."""

    language: str
    confidence: float


def is_light(text: str) -> bool:
    """Tell whether a text is recognised sooner than a thread has taken it: nothing is opened."""
    return len(text) <= SHORT and (library.is_open() or not SHARED_LETTERS.search(text))


def recognise(text: str, before: str | None = None, site: Sequence[str] = SITE) -> Recognised:
    """Return the language of ``text``; ``before`` is the language of the talk so far."""
    plain = cleared(text)
    sizes: dict[str, int] = {}
    for found in SCRIPT.finditer(plain):
        sizes[str(found.lastgroup)] = sizes.get(str(found.lastgroup), 0) + len(found.group())
    latin_words = " ".join(LATIN_LETTERS.findall(plain)) if LATIN in sizes else ""
    latin = vote(latin_words, before, site)
    others = {name: size for name, size in sizes.items() if name != LATIN}
    if others and not _latin_leads(plain, sizes.get(LATIN, 0), others, latin):
        return _of_script(plain, others, before, site)
    if before and (latin.words == 1 or _is_name(latin_words)):
        return Recognised(before, min(latin.confidence, A_WORD))
    return _settled(latin, before)


def _is_name(latin_words: str) -> bool:
    """Tell whether every word has a capital letter, as in the name of a product."""
    words = latin_words.split()
    named = all(any(letter.isupper() for letter in word) for word in words)
    return named and len(words) <= LONGEST_NAME and not latin_words.isupper()


def _latin_leads(plain: str, size: int, others: dict[str, int], latin: Vote) -> bool:
    """Tell whether the Latin words are the sentence, and not names inside another one."""
    if not size:
        return False
    sentence = latin.known >= A_SENTENCE
    if not sentence and KANA_LAST.search(plain):
        return False
    weight = 1.0 if sentence else A_NAME
    return size * weight > sum(others.values()) * AGAINST_LATIN


def _of_script(
    plain: str, sizes: dict[str, int], before: str | None, site: Sequence[str]
) -> Recognised:
    """Return the language of the script that most of the text is in."""
    japanese = sizes.get(KANA, 0) and sizes.get(KANA, 0) + sizes.get(HAN, 0)
    name = max(sizes, key=lambda each: sizes[each])
    if japanese and japanese >= sizes[name]:
        return Recognised("ja", CERTAIN)
    if name == HAN:
        return Recognised(*han.judge(plain, before, site))
    if name == HANGUL:
        return Recognised("ko", CERTAIN)
    if name in OF_ONE_LANGUAGE:
        return Recognised(name, CERTAIN)
    return _settled(vote(plain, before, site), before)


def _settled(found: Vote, before: str | None) -> Recognised:
    """Stay with the talk where the words say too little."""
    if before and (found.language == UNKNOWN or found.confidence < STAYS_BELOW):
        return Recognised(before, round(found.confidence, 3))
    if found.language == UNKNOWN or found.confidence < UNKNOWN_BELOW:
        return Recognised(UNKNOWN, round(found.confidence, 3))
    if before and family(before) == found.language:
        return Recognised(before, found.confidence)
    return Recognised(found.language, found.confidence)
