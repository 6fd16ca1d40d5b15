"""Japanese names in Latin letters: one word read like a surname, one like a given name."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.japanese.book import NameBook
from madoguchi.privacy.recognizing.japanese.lists import words
from madoguchi.privacy.recognizing.spans import Span

WORD = r"[A-Za-z][a-zA-Z'-]{1,11}"
PAIR = re.compile(rf"(?<![A-Za-z0-9@._/-])({WORD})(,? | ?・)({WORD})(?![A-Za-z0-9@_/-]|\.[A-Za-z])")
SHORTENED = re.compile(
    rf"(?<![A-Za-z0-9@._-])(?:(?P<initial>[A-Z]\. ?)|(?P<title>(?:Mr|Mrs|Ms|Miss|Dr|"
    rf"Prof)\.? ))(?P<name>{WORD}(?(title)(?: [A-Z][a-zA-Z'-]{{1,11}})?))(?![A-Za-z0-9@_])"
)
ALONE = re.compile(
    rf"(?<![A-Za-z0-9@._/ -])(?P<name>{WORD})(?=-(?:san|sama|kun|chan|sensei)(?![a-z])|"
    rf" ?(?:さん|様|さま|氏|くん|ちゃん|先生|と申し|"
    rf"と(?:い|言)います))"
)
GIVEN_AS = re.compile(
    rf"(?:名前|氏名|名義|苗字|名字)(?:は|:|が) ?[「『]?(?P<name>{WORD})(?=[」』]|です|と|。|\n|$)"
)
NAMED = re.compile(r"(?:名義|氏名|名前|宛名|署名|ローマ字|name)[^\n。]{0,6}$")
PLACE_AFTER = re.compile(
    r" (?:Station|Tower|City|Airport|University|College|School|Hotel|Park|Line|Bank|Hospital|Hall|"
    r"Street|Castle|Temple|Shrine|Island|Bay|Inc|Co|Ltd|Corp|K\.K)"
)
NAMED_AFTER = re.compile(r" ?(?:名義|様|さん|さま|氏|と申|と(?:い|言)います|宛|です|でござ)")
NOT_NAMES = words("never_romaji")
MORA = re.compile(
    r"(?P<small>(?:k|g|n|h|b|p|m|r)y|sh|ch|j)(?P<smallv>[auo])|(?P<whole>shi|chi|tsu|fu|ji)|"
    r"(?P<c>[kgsztdnhbpmrywf]?)(?P<v>[aiueo])|(?P<n>n(?![aiueoy])|m(?=[bpm]))|(?P<double>[kstpcg](?=[kstpcg]))|(?P<h>h(?![aiueoy]))"
)
ROMAJI = re.compile(rf"(?:{MORA.pattern})+")
ROWS = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "g": "ガギグゲゴ",
    "s": "サシスセソ",
    "z": "ザジズゼゾ",
    "t": "タチツテト",
    "d": "ダヂヅデド",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "b": "バビブベボ",
    "p": "パピプペポ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
    "y": "ヤイユエヨ",
    "w": "ワイウエヲ",
    "f": "ハヒフヘホ",
}
SMALL = dict(zip("auo", "ャュョ", strict=True))
SYLLABLES = {"sh": "シ", "ch": "チ", "j": "ジ"}
WHOLE = {"shi": "シ", "chi": "チ", "tsu": "ツ", "fu": "フ", "ji": "ジ"}
LONG_O = {"o": "ウ", "u": "ウ"}


def find(text: str, book: NameBook) -> Iterator[Span]:
    """Yield names in Latin letters."""
    at = 0
    while pair := PAIR.search(text, at):
        at = pair.end(1)
        asked = _asked(text, *pair.span())
        if not asked and not (pair[1][0].isupper() and pair[3][0].isupper()):
            continue
        score = 0.0 if PLACE_AFTER.match(text, pair.end()) else _pair(pair[1], pair[3], book)
        if score:
            yield Span("PERSON", pair.start(), pair.end(), max(score, 0.7) if asked else score)
            at = pair.end()
    for short in SHORTENED.finditer(text):
        if short["title"] or any(book.is_surname(kana) for kana in readings(short["name"])):
            start = short.start("name" if short["title"] else "initial")
            yield Span("PERSON", start, short.end(), 0.7)
    for alone in (*ALONE.finditer(text), *GIVEN_AS.finditer(text)):
        if alone["name"][0].isupper() and any(
            _is_name(kana, book) for kana in readings(alone["name"])
        ):
            yield Span("PERSON", *alone.span("name"), 0.75)


def _asked(text: str, start: int, end: int) -> bool:
    return bool(
        NAMED.search(text[max(0, start - 12) : start].lower()) or NAMED_AFTER.match(text, end)
    )


def _is_name(kana: str, book: NameBook) -> bool:
    return book.is_surname(kana) or book.is_given(kana)


def _pair(one: str, other: str, book: NameBook) -> float:
    if one.lower() in NOT_NAMES or other.lower() in NOT_NAMES:
        return 0.0
    first, second = readings(one), readings(other)
    for family, given in ((first, second), (second, first)):
        if any(map(book.is_surname, family)) and given:
            return 0.8 if any(map(book.is_given, given)) else 0.65
        if any(map(book.is_given, given)) and family:
            return 0.5
    return 0.0


def readings(word: str) -> list[str]:
    """Return how a word may be read in kana; nothing when it has other syllables."""
    if not ROMAJI.fullmatch(word := word.lower()):
        return []
    short = "".join(map(_kana, MORA.finditer(word)))
    if len(short) < 2:
        return []
    # Long vowels are often left unwritten: Sato, Ono, Yuki.
    long = [
        short[: place + 1] + "ウ" + short[place + 1 :]
        for place, each in enumerate(short)
        if each in "オコソトノホモヨロゴゾドボュョウクスツヌフムユル"
        and short[place + 1 : place + 2] != "ウ"
    ]
    doubled = [short.replace("オオ", "オウ")] if "オオ" in short else []
    big = ["オオ" + short[1:]] if short.startswith("オ") else []
    return [short, *doubled, *big, *long]


def _kana(mora: re.Match[str]) -> str:
    if mora["small"]:
        row = SYLLABLES.get(mora["small"]) or ROWS[mora["small"][0]][1]
        return row + SMALL[mora["smallv"]]
    if mora["whole"]:
        return WHOLE[mora["whole"]]
    if mora["v"]:
        return ROWS[mora["c"]]["aiueo".index(mora["v"])]
    return "ン" if mora["n"] else "ッ" if mora["double"] else ""
