"""Codes of languages, as they come in and as they are used."""

import pytest

from madoguchi.language.codes import LANGUAGES, family, is_known, tidy
from madoguchi.language.recognise import OF_ONE_LANGUAGE
from madoguchi.language.words import ROMAJI, languages


@pytest.mark.parametrize(
    ("tag", "code", "plain"),
    [
        ("EN", "en", "en"),
        ("pt_BR", "pt", "pt"),
        ("zh", "zh-hans", "zh"),
        ("zh-CN", "zh-hans", "zh"),
        ("zh-Hant", "zh-hant", "zh"),
        ("zh-TW", "zh-hant", "zh"),
        ("zh-Hant-HK", "zh-hant", "zh"),
        (" ja-JP ", "ja", "ja"),
    ],
)
def test_tags_of_the_web_become_our_codes(tag: str, code: str, plain: str) -> None:
    assert tidy(tag) == code
    assert family(code) == plain
    assert is_known(tag)


def test_every_language_that_has_words_or_letters_of_its_own_may_be_chosen() -> None:
    told = (languages() - {ROMAJI, "zh"}) | OF_ONE_LANGUAGE.keys()
    assert told | {"ja", "ko", "zh-hans", "zh-hant"} == LANGUAGES
    assert not is_known("und") and not is_known("") and not is_known("xx")
