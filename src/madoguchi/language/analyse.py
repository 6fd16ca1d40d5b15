"""Text to terms: the same for what is learned and what is asked.

Words are dictionary forms for Japanese and Unicode words elsewhere; grams are pieces below the word
that find what a dictionary does not know.
"""

from collections.abc import Iterable

import regex

from madoguchi.language.common import is_common
from madoguchi.language.dictionary import SHORT, JapaneseDictionary
from madoguchi.language.lexicon import Lexicon
from madoguchi.language.normal import normal
from madoguchi.language.sentences import split_sentences

CJK = r"\p{Han}\p{Hiragana}\p{Katakana}ー々〆"
UNSPACED = r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
SEGMENT = regex.compile(
    rf"(?P<cjk>[{CJK}]+)|(?P<unspaced>[{UNSPACED}]+)|(?P<hangul>\p{{Hangul}}+)"
    rf"|(?P<word>(?:(?![{CJK}{UNSPACED}\p{{Hangul}}])[\p{{L}}\p{{M}}\p{{N}}])+)"
)
HAS_CJK = regex.compile(rf"[{CJK}]")
HAS_WORD = regex.compile(r"[\p{L}\p{N}]")
BRACKET = regex.compile(r"[\p{Ps}\p{Pe}\p{Pi}\p{Pf}]")
FUNCTION_WORDS = {"助詞", "助動詞", "補助記号", "空白", "記号"}
GRAM_SIZE = 4
SUDACHI_LIMIT = 12_000


class Analyser:
    """Cuts text into words and grams. The dictionary is opened at first need."""

    def __init__(self, dictionary: JapaneseDictionary | None = None) -> None:
        self._dictionary = dictionary or JapaneseDictionary()

    def analyse(self, text: str) -> tuple[list[str], list[str]]:
        """Return the words and the grams of ``text``."""
        plain = normal(text)
        words, grams = _segments(plain)
        if HAS_CJK.search(plain):
            words = self._japanese(plain)
        return words, grams

    def words(self, text: str) -> list[str]:
        """Return the words of ``text``."""
        return self.analyse(text)[0]

    def grams(self, text: str) -> list[str]:
        """Return the grams of ``text``."""
        return _segments(normal(text))[1]

    def sentences(self, text: str) -> list[str]:
        """Return the sentences of a Markdown text."""
        return split_sentences(text)

    is_common = staticmethod(is_common)

    def lexicon(self, terms: Iterable[str]) -> Lexicon:
        """Return what finds these terms; those that are one word anyway need no finding."""
        return Lexicon(term for term in terms if len(self.words(term)) != 1)

    async def tend(self) -> None:
        """Keep the dictionary from holding memory while nobody asks."""
        await self._dictionary.tend()

    def rest(self) -> None:
        """Let the dictionary go after much work; its pages come back as they are needed."""
        self._dictionary.rest()

    def _japanese(self, plain: str) -> list[str]:
        words: list[str] = []
        plain = BRACKET.sub(" ", plain)  # the dictionary takes some words in brackets for a symbol
        for start in range(0, len(plain), SUDACHI_LIMIT):
            for morpheme in self._dictionary.cut(plain[start : start + SUDACHI_LIMIT], SHORT):
                if morpheme.part_of_speech()[0] in FUNCTION_WORDS:
                    continue
                word = morpheme.normalized_form().casefold()
                if HAS_WORD.search(word):
                    words += word.split()
        return words


def _segments(plain: str) -> tuple[list[str], list[str]]:
    words: list[str] = []
    grams: list[str] = []
    for match in SEGMENT.finditer(plain):
        kind, piece = match.lastgroup, match.group()
        if kind == "word":
            words.append(piece)
            grams += _windows(f"_{piece}_", GRAM_SIZE)
        else:
            if kind == "hangul":
                words.append(piece)
            grams += _windows(piece, 2)
    return words, grams


def _windows(piece: str, size: int) -> list[str]:
    if len(piece) <= size:
        return [piece]
    return [piece[start : start + size] for start in range(len(piece) - size + 1)]
