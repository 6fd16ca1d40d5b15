"""What is learned and what is asked become the same terms, however they are written."""

import threading

import pytest

from madoguchi.language.analyse import Analyser
from madoguchi.language.sentences import split_sentences

analyser = Analyser()
SAME = [
    ("ＬＩＢＲＡＲＹ", "library"),
    ("Library", "library"),
    ("ﾌﾟｰﾙ", "プール"),
    ("１２３", "123"),
    ("㍻", "平成"),
    ("か\u3099", "が"),
    ("STRASSE", "straße"),
    ("ﬁne", "fine"),
    ("サーバ", "サーバー"),
    ("打ち合わせ", "打合せ"),
    ("引っ越し", "引越し"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_word_in_another_writing_is_the_same_term(one: str, other: str) -> None:
    assert analyser.words(one) == analyser.words(other) != []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("図書館は何時に開きますか", {"図書", "館", "開く"}),
        ("The library opens.", {"library", "opens"}),
        ("주차장은 어디", {"주차장은", "어디"}),
        ("C3PO と R2-D2", {"r", "d"}),
        ("再設定（リセット）する、「チャット」の不具合（バグ）", {"リセット", "チャット", "バグ"}),
    ],
)
def test_content_words_are_found_in_their_plain_form(text: str, words: set[str]) -> None:
    assert words <= set(analyser.words(text)) | set("".join(analyser.words(text)))


def test_particles_are_left_out() -> None:
    assert {"は", "に", "を", "ます", "。"} & set(
        analyser.words("窓口は駅に本を返します。")
    ) == set()


@pytest.mark.parametrize("nothing", ["", "  ", "。、！？", "***", "🪟🪟", "\x00\x01", "\u200b"])
def test_text_without_words_has_no_terms(nothing: str) -> None:
    assert analyser.analyse(nothing) == ([], [])


def test_grams_find_a_word_that_no_dictionary_knows() -> None:
    learned, asked = set(analyser.grams("ヌルポニウムを扱う")), set(analyser.grams("ヌルポニウム"))
    assert asked <= learned


def test_a_term_never_holds_a_blank() -> None:
    text = "New York の ＡＢＣ　株式会社 for example\tU+3000\u3000です ﷺ ㍿"
    words, grams = analyser.analyse(text)
    assert all(len(term.split()) == 1 for term in [*words, *grams])


def test_a_very_long_text_is_analysed_to_its_end() -> None:
    words = analyser.words("あいうえお" * 20_000 + "図書館")
    assert words[-2:] == ["図書", "館"]


def test_many_threads_may_analyse_at_once() -> None:
    found: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: found.append(analyser.words("図書館の窓口")))
        for _ in range(8)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == [analyser.words("図書館の窓口")] * 8


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("開きます。閉まります。", ["開きます。", "閉まります。"]),
        ("「はい。」と言う。", ["「はい。」", "と言う。"]),
        ("本当？はい！", ["本当？", "はい！"]),
        ("It opens. It closes.", ["It opens.", "It closes."]),
        ("Version 1.2 is out.", ["Version 1.2 is out."]),
        ("- 一つ\n- 二つ\n", ["一つ", "二つ"]),
        ("1. First\n2. Second", ["First", "Second"]),
        ("# 見出し\n本文", ["見出し", "本文"]),
        ("前。\n```\ncode. here\n```\n後。", ["前。", "後。"]),
        ("***\n\n---", []),
        ("", []),
    ],
)
def test_text_is_cut_into_sentences_without_its_marks(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences
