"""Which language a short message is in."""

import pytest

from madoguchi.language.recognise import recognise

ALONE = [
    ("こんにちは", "ja"),
    ("営業時間は？", "ja"),
    ("ｶﾀｶﾅ ﾃﾞｽ", "ja"),
    ("WindowsのPCでWi-Fiにつながらない", "ja"),
    ("PostgreSQLとRedisとDockerの設定", "ja"),
    ("パスワード reset", "ja"),
    ("Hello, where do I park?", "en"),
    ("thanks", "en"),
    ("안녕하세요 주차장은 어디인가요", "ko"),
    ("ที่จอดรถอยู่ที่ไหน", "th"),
    ("Где парковка?", "ru"),
    ("أين موقف السيارات", "ar"),
    ("איפה החניה", "he"),
    ("Πού είναι το πάρκινγκ;", "el"),
    ("पार्किंग कहाँ है", "hi"),
]
STAYS = [
    ("OK", "ja", "ja"),
    ("OK", "en", "en"),
    ("123", "en", "en"),
    ("👍", "ja", "ja"),
    ("???", "ko", "ko"),
    ("https://example.org/path", "ja", "ja"),
    ("me@example.org", "ja", "ja"),
    ("営業時間", "zh", "zh"),
    ("営業時間", "en", "ja"),
    ("thank you very much", "fr", "fr"),
    ("thank you very much", "ja", "en"),
]


@pytest.mark.parametrize(("text", "language"), ALONE)
def test_a_short_message_tells_its_language(text: str, language: str) -> None:
    for default in ("ja", "en"):
        found = recognise(text, default=default)
        assert found.language == language
        assert 0.5 < found.confidence <= 1


@pytest.mark.parametrize(("text", "before", "language"), STAYS)
def test_a_message_that_tells_little_stays_with_the_talk(
    text: str, before: str, language: str
) -> None:
    assert recognise(text, before).language == language


@pytest.mark.parametrize("nothing", ["", " ", "\n", "42", "🪟"])
@pytest.mark.parametrize("default", ["ja", "en"])
def test_without_words_or_a_talk_the_readers_language_is_taken(nothing: str, default: str) -> None:
    found = recognise(nothing, default=default)
    assert found.language == default
    assert found.confidence < 0.5
