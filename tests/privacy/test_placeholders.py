"""What is hidden, how it is numbered, and what people type that only looks like a placeholder."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.privacy.grammar import Hideable, mentions
from madoguchi.privacy.hiding import hide
from madoguchi.privacy.lines import TextLine, mask_line, unmask_line
from madoguchi.privacy.placeholders import as_kept, covers
from madoguchi.privacy.recognizing.spans import Span
from madoguchi.privacy.restoring import restored
from madoguchi.privacy.sameness import folded
from tests.privacy.marked import Broken, Marked

PIECES = [
    *("<PERSON_1>", "[EMAIL 1]", "PERSON_1", "PERSON_", "<PERSON_", "&lt;", "&gt;", "\\", "<"),
    *("VERBATIM_1", "<VERBATIM_1>", "[", "]", "_1", "1", ">", " ", "\n", "様", "さん", "x"),
    *(
        "a@b.co",
        "A@B.CO",
        "山田太郎",
        "山田 太郎",
        "鈴木",
        "090-1234-5678",
        "09012345678",
        "sk-abc",
    ),
]


def hidden(text: str) -> str:
    return hide(Marked(), text).text.text


def test_the_same_value_has_the_same_number_however_it_is_written() -> None:
    said = "山田 太郎様（090-1234-5678）と鈴木さん。山田太郎さん、０９０１２３４５６７８"
    masked = "<PERSON_1>様（<PHONE_1>）と<PERSON_2>さん。<PERSON_1>さん、<PHONE_1>"
    assert hidden(said) == masked
    assert hidden("A@b.co a@B.co") == "<EMAIL_1> <EMAIL_1>"


def test_it_is_told_what_was_hidden_and_where_it_stood() -> None:
    said = "Dr. Ann Lee: a@b.co, <PERSON_1>"
    found = hide(Marked(), said)
    assert found.text.text == "Dr. <PERSON_1>: <EMAIL_1>, <VERBATIM_1>"
    assert [(h.kind, h.number, said[h.start : h.end]) for h in found.hidden] == [
        ("PERSON", 1, "Ann Lee"),
        ("EMAIL", 1, "a@b.co"),
        ("VERBATIM", 1, "<PERSON_1>"),
    ]
    assert [h.kind for h in found.personal] == ["PERSON", "EMAIL"]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("ADDRESS", "神南1-23", "神南12-3"),
        ("ADDRESS", "1 23番地", "12 3番地"),
        ("EMAIL", "a-b@example.com", "ab@example.com"),
        ("SECRET", "sk-abc", "sk-ABC"),
        ("PHONE", "+81312345678", "81312345678"),
        ("PERSON", "Ann Lee", "Annlee"),
        ("DOB", "1990-1-12", "1990-11-2"),
        ("IP_ADDRESS", "10.1.1.1", "10.11.1"),
    ],
)
def test_different_values_stay_different(kind: Hideable, one: str, other: str) -> None:
    assert folded(kind, one) != folded(kind, other)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("ADDRESS", "東京都渋谷区神南１−２３", "東京都 渋谷区 神南1-23"),
        ("ADDRESS", "神南１ー２３", "神南1‐23"),
        ("EMAIL", "Ａ-Ｂ@Example.com", "a-b@example.com"),
        ("PHONE", "(03) 1234-5678", "０３．１２３４．５６７８"),
        ("CREDIT_CARD", "4111 1111 1111 1111", "4111-1111-1111-1111"),
        ("PERSON", "山田　太郎", "山田太郎"),
        ("PERSON", "ANN  LEE", "Ann Lee"),
    ],
)
def test_ways_of_writing_one_value_are_one(kind: Hideable, one: str, other: str) -> None:
    assert folded(kind, one) == folded(kind, other)


@pytest.mark.parametrize(
    "said",
    [
        *(
            "<PERSON_1>",
            "[email 1]",
            "PERSON_1 is a column",
            "＜ＰＥＲＳＯＮ＿１＞",
            "<VERBATIM_7>",
        ),
        *("&lt;PERSON_1&gt;", "\\<PERSON_1\\>", "a@b.co<PERSON_1>a@b.co", "C:\\a@b.co\\PERSON_1"),
        "PERSON_1a@b.co",
    ],
)
def test_what_looks_like_a_placeholder_is_hidden_and_comes_back_as_it_was(said: str) -> None:
    line = mask_line(Marked(), TextLine(text=said))
    assert {found.kind for found in mentions(line.masked)} <= {"VERBATIM", "EMAIL"}
    values = {entity.key: entity.text for entity in line.entities}
    assert restored(line.masked, values) == said
    assert said not in line.masked


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@settings(max_examples=600, deadline=None, derandomize=True)
def test_whatever_is_typed_comes_back_exactly(pieces: list[str]) -> None:
    said = "".join(pieces)
    assert unmask_line(mask_line(Marked(), TextLine(text=said))).text == said


@given(st.lists(st.sampled_from(PIECES), max_size=12))
@settings(max_examples=600, deadline=None, derandomize=True)
def test_every_placeholder_in_a_masked_text_is_one_of_ours(pieces: list[str]) -> None:
    found = hide(Marked(), "".join(pieces))
    said = [(each.kind, each.number) for each in mentions(found.text.text)]
    assert said == [(each.kind, each.number) for each in found.hidden]


def test_a_masked_text_that_a_model_changed_gets_its_values_too() -> None:
    line = mask_line(Marked(), TextLine(id=7, text="山田様: a@b.co、A@B.co"))
    told = line.model_copy(update={"masked": "Mail [email 1], then call ＜person 1＞."})
    assert unmask_line(told) == TextLine(id=7, text="Mail a@b.co, then call 山田.")
    assert unmask_line(line).text == "山田様: a@b.co、A@B.co"


def test_a_masked_text_that_was_stored_is_not_masked_again() -> None:
    stored = hide(Marked(), "a@b.co").text
    assert as_kept(stored.text) == stored


@pytest.mark.parametrize("spans", [[(0, 3), (2, 5)], [(3, 5), (0, 2)], [(2, 2)], [(4, 9)]])
def test_spans_that_make_no_sense_stop_the_message(spans: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="spans"):
        covers("abcdef", [Span("PERSON", start, end, 1.0) for start, end in spans])


def test_a_recognizer_that_breaks_stops_the_message() -> None:
    with pytest.raises(ValueError, match="breaks"):
        hide(Broken(), "nothing gets through")
