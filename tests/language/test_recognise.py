"""Which language a short message is in."""

import subprocess
import sys
import unicodedata

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
    ("Де знаходиться їдальня?", "uk"),
    ("أين موقف السيارات", "ar"),
    ("پارکینگ کجاست؟", "fa"),
    ("איפה החניה", "he"),
    ("Πού είναι το πάρκινγκ;", "el"),
    ("पार्किंग कहाँ है", "hi"),
    ("Wo kann ich hier mein Fahrrad abstellen?", "de"),
    ("Où puis-je garer ma voiture ?", "fr"),
    ("¿Dónde puedo dejar el coche?", "es"),
    ("Onde posso estacionar o carro?", "pt"),
    ("Dove posso lasciare la macchina?", "it"),
    ("Waar kan ik mijn fiets neerzetten?", "nl"),
    ("Gdzie mogę zostawić rower?", "pl"),
    ("Arabamı nereye park edebilirim?", "tr"),
    ("Di mana saya bisa parkir mobil?", "id"),
    ("Tôi có thể đỗ xe ở đâu?", "vi"),
]
CHINESE = [
    ("请问停车场在哪里？", "zh-hans"),
    ("請問停車場在哪裡？", "zh-hant"),
    ("没收到验证码", "zh-hans"),
    ("帳號被鎖住了", "zh-hant"),
]
KANJI_ONLY = [
    "駐車場",
    "営業時間",
    "本籍地変更届",
    "国民健康保険証再交付申請",
    "渡邊様",
    "國學院大學",
]
ROMAJI = [
    "kono shouhin wa itsu todokimasu ka",
    "eki made no ikikata wo oshiete kudasai",
    "sumimasen, yoyaku o kaetai desu",
]
TELLS_NOTHING = [
    "",
    " ",
    "\n",
    "42",
    "🪟",
    "OK",
    "👍👍",
    "???",
    "iPhone 15 Pro",
    "A-1024-XZ",
    "(´・ω・`)",
    "¯\\_(ツ)_/¯",
]
NO_LANGUAGE = [
    "https://example.org/path",
    "me@example.org",
    "<PERSON_1>",
    "<PHONE_2> <EMAIL_1>",
    "`git status`",
    "SELECT name FROM users WHERE id = 3;",
    '{"status": "failed"}',
    "npm install react",
    "2027/04/01 10:30",
]
TALKS = ["ja", "en", "ko", "fr", "zh-hant"]
QUOTED = [
    ("「Where is my order?」と書いてあります", "en", "ja"),
    ('What does "お支払い方法" mean?', "ja", "en"),
    ("Was bedeutet „out of stock“ hier genau?", "en", "de"),
    ("「返品不可」是什么意思", "ja", "zh-hans"),
    ("> Your card was declined\nと表示されました", "en", "ja"),
]


@pytest.mark.parametrize(("text", "language"), ALONE + CHINESE)
def test_a_short_message_tells_its_language(text: str, language: str) -> None:
    for site in (("ja", "en"), ("en",), ("de", "fr")):
        found = recognise(text, site=site)
        assert found.language == language
        assert 0.4 < found.confidence <= 1


@pytest.mark.parametrize("text", KANJI_ONLY)
def test_japanese_may_be_written_in_kanji_alone(text: str) -> None:
    for before in (None, "ja", "en"):
        assert recognise(text, before).language == "ja"


def test_kanji_that_both_write_stay_with_a_chinese_talk() -> None:
    assert recognise("地下道", "zh-hant").language == "zh-hant"
    assert recognise("地下道", "zh-hans").language == "zh-hans"
    assert recognise("地下道", "zh").language == "zh-hans"
    assert recognise("地下道", site=("zh-hant", "en")).language == "zh-hant"


@pytest.mark.parametrize("text", ROMAJI)
def test_japanese_may_be_written_in_latin_letters(text: str) -> None:
    for before in (None, "ja", "en"):
        assert recognise(text, before).language == "ja"


@pytest.mark.parametrize("text", TELLS_NOTHING + NO_LANGUAGE)
def test_what_is_in_no_language_never_flips_a_talk(text: str) -> None:
    for before in TALKS:
        found = recognise(text, before)
        assert found.language == before
        assert found.confidence < 0.5


@pytest.mark.parametrize("text", TELLS_NOTHING + NO_LANGUAGE)
def test_without_a_talk_what_is_in_no_language_is_said_to_be_unknown(text: str) -> None:
    found = recognise(text)
    assert found.language == "und"
    assert found.confidence < 0.3


@pytest.mark.parametrize(("text", "before", "language"), QUOTED)
def test_a_quotation_does_not_speak_for_who_quotes(text: str, before: str, language: str) -> None:
    assert recognise(text, before).language == language
    assert recognise(text, language).language == language


def test_a_whole_sentence_in_another_language_changes_the_talk() -> None:
    for before in TALKS:
        assert recognise("Could you please say that in English for me?", before).language == "en"
        assert recognise("日本語でもう一度お願いします", before).language == "ja"


def test_a_word_that_many_languages_have_stays_with_the_talk() -> None:
    for before in ("fr", "de", "en", "nl"):
        assert recognise("information", before).language == before
        assert recognise("service", before).language == before


def test_who_writes_japanese_does_not_pay_for_the_libraries_of_the_others() -> None:
    asked = ["営業時間は？", "渡邊様", "OK", "👍", "iPhone 15 Pro", "how do I change my address?"]
    act = (
        "import sys; from madoguchi.language.recognise import recognise\n"
        f"for text in {asked!r}: recognise(text)\n"
        "assert not {'numpy', 'py3langid'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", act], check=True)


@pytest.mark.parametrize(
    "name",
    ["Surface Laptop Studio", "Air Jordan Retro High", "Creative Cloud", "Complete Online Shop"],
)
def test_a_name_never_changes_a_talk(name: str) -> None:
    for before in TALKS:
        assert recognise(name, before).language == before


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ＷＨＥＲＥ ＩＳ ＭＹ ＯＲＤＥＲ", "en"),
        ("Ｗｏ ｉｓｔ ｍｅｉｎ Ｐａｋｅｔ？", "de"),
        ("か\u3099くせいです", "ja"),
        ("đơn hàng của tôi ở đâu", "vi"),
        ("WO IST MEIN PAKET", "de"),
    ],
)
def test_width_and_composition_do_not_matter(text: str, language: str) -> None:
    for form in ("NFC", "NFD"):
        assert recognise(unicodedata.normalize(form, text)).language == language


def test_hostile_text_is_answered_in_time() -> None:
    for text in (
        "a" * 100_000,
        "<" * 50_000,
        "「" * 50_000,
        "漢" * 50_000,
        "a_" * 40_000,
        "\x85\ufffe",
    ):
        assert recognise(text).confidence <= 1
