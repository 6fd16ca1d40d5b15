"""Everything that is looked for together: what is allowed, what is one's own, and what fails."""

import logging
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from madoguchi.entry.guarding import recognizers
from madoguchi.entry.settings import Guard
from madoguchi.kernel.errors import Invalid, Unavailable
from madoguchi.kernel.words import say
from madoguchi.language.dictionary import JapaneseDictionary
from madoguchi.privacy.recognizing.allowed import Allowed
from madoguchi.privacy.recognizing.detector import Detector
from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.own import OwnPattern, OwnWords
from madoguchi.privacy.recognizing.spans import Span, resolve

RECOGNIZERS = recognizers(JapaneseDictionary(), Guard())


def pieces(detector: Detector, text: str) -> list[str]:
    return [text[span.start : span.end] for span in detector.find(text)]


def test_places_are_those_of_the_text_as_it_was_written() -> None:
    text = "ﾔﾏｸﾞﾁ ｶｽﾞｵ様、電話は０\u200b９０－１２３４－５６７８、は\u3099んのう市です"
    assert pieces(Detector(RECOGNIZERS), text) == ["ﾔﾏｸﾞﾁ ｶｽﾞｵ", "０\u200b９０－１２３４－５６７８"]


def test_of_two_that_overlap_the_one_whose_form_says_more_is_kept() -> None:
    mail, name = Span("EMAIL", 2, 9, 0.9), Span("PERSON", 0, 4, 0.99)
    assert resolve([name, mail]) == [mail]


def test_a_name_found_once_is_found_wherever_it_stands() -> None:
    text = "棚橋 蒼太と申します。棚橋は休みで、蒼太も行きません。棚橋市場は休みません。"
    assert pieces(Detector(RECOGNIZERS), text) == ["棚橋 蒼太", "棚橋", "蒼太"]


@pytest.mark.parametrize(
    ("own", "text"),
    [
        ("help@madoguchi.example", "ＨＥＬＰ＠madoguchi.example へ"),
        ("help@madoguchi.example", "help(at)madoguchi.example へ"),
        ("info@city.example.jp", "INFO@city.example.jp"),
        ("03-1234-5678", "電話は+81 3 1234 5678です"),
        ("+81-3-1234-5678", "電話は０３（１２３４）５６７８です"),
        ("東京都港区芝1丁目2番3号 窓口ビル5階", "東京都港区芝１−２−３です"),
        ("〒105-0014", "〒１０５－００１４です"),
        ("@madoguchi_help", "Xの@madoguchi_helpです"),
    ],
)
def test_the_contacts_of_the_site_itself_stay(own: str, text: str) -> None:
    assert pieces(Detector(RECOGNIZERS), text) != []
    assert pieces(Detector(RECOGNIZERS, Allowed([own])), text) == []


@pytest.mark.parametrize(
    ("own", "text"),
    [
        ("03-1234-5678", "電話は03-1234-5679です"),
        ("東京都港区芝1-2-3", "東京都港区芝1-2-35です"),
        ("東京都港区芝1-2-3", "東京都港区芝1-2-3 窓口ビル502号室です"),
        ("help@madoguchi.example", "help2@madoguchi.example へ"),
    ],
)
def test_what_only_begins_like_a_contact_of_the_site_is_personal(own: str, text: str) -> None:
    assert pieces(Detector(RECOGNIZERS, Allowed([own])), text) != []


def test_many_threads_may_look_at_once() -> None:
    detector = Detector(RECOGNIZERS)
    texts = [
        f"{name}と申します。電話は090-1234-{n:04}です。"
        for n, name in enumerate(["丹羽", "能登"] * 50)
    ]
    alone = [detector.find(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(detector.find, texts)) == alone
    assert all(len(spans) == 2 for spans in alone)


def test_own_words_are_found_in_any_width_and_case_and_only_as_words() -> None:
    words = Detector([OwnWords("Projects", "CUSTOM", ["Project X", "極秘計画", "", "abc"])])
    text = "ＰＲＯＪＥＣＴ　Xと極秘計画2、abcd と ABC と xabc"
    assert pieces(words, text) == ["ＰＲＯＪＥＣＴ　X", "極秘計画", "ABC"]
    assert pieces(Detector([OwnWords("Nothing", "CUSTOM", [])]), text) == []


def test_an_own_pattern_gives_what_it_finds_its_kind() -> None:
    detector = Detector([*RECOGNIZERS, OwnPattern("Staff", "CUSTOM", r"社員[A-Z]{2}\d{4}")])
    (span,) = detector.find("社員ＡＢ１２３４です")
    assert (span.kind, span.start, span.end) == ("CUSTOM", 0, 8)


@pytest.mark.parametrize(
    ("pattern", "key"),
    [
        ("(a", "privacy.pattern_broken"),
        ("[z-a]", "privacy.pattern_broken"),
        ("(?<=a{99999999999})b", "privacy.pattern_broken"),
        ("a*", "privacy.pattern_empty"),
        ("(a+)+$", "privacy.pattern_slow"),
        (r"(\d+-?)+x", "privacy.pattern_slow"),
        (r"((社|員)+)+番号", "privacy.pattern_slow"),
        ("", "privacy.pattern_length"),
        ("a" * 501, "privacy.pattern_length"),
    ],
)
def test_a_pattern_that_is_broken_or_has_no_end_is_refused(pattern: str, key: str) -> None:
    with pytest.raises(Invalid) as refused:
        OwnPattern("Mine", "CUSTOM", pattern).prove()
    assert refused.value.key == key
    assert "Mine" in say(key, "en", **refused.value.facts)


class Fails:
    def find(self, text: Folded) -> Iterator[Span]:
        yield Span("PERSON", 0, 1, 1.0)
        raise ValueError(text.text)


def test_a_recognizer_that_fails_stops_the_message_and_tells_nothing_of_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(Unavailable) as failed:
        Detector([*RECOGNIZERS, Fails()]).find("秘密の文章です")
    assert failed.value.key == "privacy.failed"
    assert failed.value.__suppress_context__ and failed.value.facts == {}
    assert "Fails failed: ValueError" in caplog.text
    assert "秘密" not in caplog.text + say("privacy.failed", "ja") + str(failed.value)


@pytest.mark.parametrize(
    "piece",
    [
        "あ",
        "ア",
        "漢",
        "田",
        "1",
        "1-",
        "の",
        "a",
        "a.",
        "@",
        "(",
        " ",
        "\n",
        "佐藤",
        "〇",
        "区",
        "1番",
    ]
    + [
        "東京都",
        "0 ",
        "a@",
        "タ・",
        "さん",
        "様",
        "氏名：",
        "第",
        "銀行",
        "記号1",
        "ゼ゛",
        "tanaka ",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    text = (piece * 6_000)[:6_000]
    begin = time.process_time()
    Detector(RECOGNIZERS).find(text)
    assert time.process_time() - begin < 2.0
