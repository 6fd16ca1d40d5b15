"""Japanese or Chinese, where a text has nothing but Chinese characters.

Character sets of the three worlds tell the characters apart: what Japan writes every day, what
it writes at all, and what stands in China's and in Taiwan's. They come with Python.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from madoguchi.language import library
from madoguchi.language.words import chinese_words

JAPANESE, SIMPLIFIED, TRADITIONAL = "ja", "zh-hans", "zh-hant"
# Everyday characters that Japan's first level leaves out, and old forms that live on in names.
ALSO_JAPANESE = frozenset(
    "々〆丼傲刹哺喩嗅嘲彙恣惧慄憬拉摯曖楷毀璧瘍箋籠緻羞訃諧貪踪辣錮鬱麺瞳琥珀瑠璃凰巫凜煌"
    "國學會澤濱齋齊邊邉櫻廣眞瀧榮彌應與實靜遙禮莊萬藏將淨惠壽圓龜鐵佛亞豐德黑嶋冨髙﨑槇渾檜條檮潴諫"
)
# Characters of both Chinas that Japan has in its second level, and hardly ever writes.
ALL_THE_SAME_CHINESE = frozenset("呢吧啊呀哦喔啦嘛怎找收值每吃它妳跟您哪很儿")
A_MARK, A_RARITY, LONG_TEXT, SITE, LAST = 1.0, 0.24, 0.6, 0.5, 1.5
LONG_ENOUGH, LONGEST_WORD = 9, 4
UNMARKED = 0.6


@dataclass(frozen=True)
class Sets:
    """Characters by who writes them."""

    everyday: frozenset[str]
    """in Japan"""
    japan: frozenset[str]
    mainland: frozenset[str]
    taiwan: frozenset[str]


def judge(text: str, before: str | None, site: Sequence[str]) -> tuple[str, float]:
    """Return the language of Han characters, and how sure that is."""
    chinese, japanese = _marks(text)
    marked = chinese != japanese
    if not marked and len(text) >= LONG_ENOUGH:
        chinese += LONG_TEXT if any(each.startswith("zh") for each in library.seen(text)) else 0
    last = before if before and _is_cjk(before) else None
    first = next((each for each in site if _is_cjk(each)), JAPANESE)
    expected, weight = (last, LAST) if last else (first, SITE)
    chinese += weight if expected != JAPANESE else 0
    japanese += weight if expected == JAPANESE else 0
    sure = round(max(chinese, japanese) / (chinese + japanese), 3) if marked else UNMARKED
    if japanese >= chinese:
        return JAPANESE, sure
    return _variant(text, last, site), sure


def _is_cjk(language: str) -> bool:
    return language == JAPANESE or language.startswith("zh")


def _marks(text: str) -> tuple[float, float]:
    """Return what speaks for Chinese and what for Japanese."""
    known, japanese = sets(), 0.0
    chinese = A_MARK * _words_in(text)
    for letter in text:
        abroad = letter in known.mainland or letter in known.taiwan
        if letter in known.everyday:
            japanese += 0 if abroad else A_MARK
        elif abroad:
            rare = letter in known.japan and letter in known.mainland and letter in known.taiwan
            strange = letter in ALL_THE_SAME_CHINESE or not rare
            chinese += A_MARK if strange else A_RARITY
    return chinese, japanese


def _variant(text: str, last: str | None, site: Sequence[str]) -> str:
    """Return how Chinese is written here; as before where the text does not show it."""
    known = sets()
    simple = sum(each in known.mainland and each not in known.taiwan for each in text)
    full = sum(each in known.taiwan and each not in known.mainland for each in text)
    if simple != full:
        return SIMPLIFIED if simple > full else TRADITIONAL
    expected = (last, *site, SIMPLIFIED)
    return next(each for each in expected if each in (SIMPLIFIED, TRADITIONAL))


def _words_in(text: str) -> int:
    """Count Chinese words, the longest at each place."""
    known, found, at = chinese_words(), 0, 0
    while at < len(text):
        size = next((n for n in range(LONGEST_WORD, 1, -1) if text[at : at + n] in known), 0)
        found, at = found + (size > 0), at + max(1, size)
    return found


@cache
def sets() -> Sets:
    """Return the characters, out of the encodings that each country wrote them down in."""
    everyday = _decoded("euc_jp", range(0xB0, 0xD0), range(0xA1, 0xFF)) | ALSO_JAPANESE
    return Sets(
        everyday=everyday,
        japan=everyday | _decoded("euc_jp", range(0xD0, 0xF5), range(0xA1, 0xFF)),
        mainland=_decoded("gb2312", range(0xB0, 0xF8), range(0xA1, 0xFF)),
        taiwan=_decoded("big5", range(0xA4, 0xC7), range(0x40, 0xFF)),
    )


def _decoded(encoding: str, rows: range, cells: range) -> frozenset[str]:
    pairs = (bytes((row, cell)) for row in rows for cell in cells)
    return frozenset("".join(pair.decode(encoding, "ignore") for pair in pairs))
