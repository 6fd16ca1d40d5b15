"""The scripts, as pieces of patterns; the word boundary of `re` knows nothing of Japanese."""

import re

KANJI = "一-鿿㐀-䶿々〆\U00020000-\U0003ffff"
HIRAGANA = "ぁ-ゖー"
KATAKANA = "ァ-ヺー"
DIGIT = r"0-9"
# Katakana that stands inside a word of kanji: 一ノ瀬, 三ツ矢, 龍ケ崎.
INSIDE = "ノツヶケヵ"
KANJI_RUN = re.compile(rf"[{KANJI}]+(?:[{INSIDE}][{KANJI}]+)*")
KANA_RUN = re.compile(rf"[{HIRAGANA}]+|[{KATAKANA}]+")
HIRAGANA_RUN = re.compile(rf"[{HIRAGANA}]+")
KATAKANA_RUN = re.compile(rf"[{KATAKANA}]+")
TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def katakana(text: str) -> str:
    """Return ``text`` with hiragana written as katakana."""
    return text.translate(TO_KATAKANA)
