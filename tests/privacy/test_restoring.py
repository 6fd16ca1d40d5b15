"""A restored answer is the same however its chunks are cut, and a model may write as it likes."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.privacy.grammar import HIDEABLE, LONGEST, written
from madoguchi.privacy.restoring import Piece, Restorer, Values, restored

VALUES: Values = {
    ("PERSON", 1): "山田太郎",
    ("PERSON", 12): "鈴木<PERSON_1>",
    ("EMAIL", 1): "taro@example.com",
    ("PHONE", 2): "090-1234-5678",
    ("DRIVER_LICENSE", 12345): "第123号",
    ("VERBATIM", 1): "<PERSON_1>",
}
ANSWERS = (
    "<PERSON_1>様、<EMAIL_1>に送りました。<PERSON_12>より a<b && x<PERSON_99> <PHONE_2>",
    "&lt;PERSON_1&gt; and ＜PERSON_１＞ [EMAIL_1] < person 1 > a < b <b>x</b> &amp; **<PHONE_2>**",
    "値は\\<PERSON_1\\>です。【PERSON_1】 list[0] <PERSON\\_1> <VERBATIM_1> <PERSON_1",
    "<<PERSON_1>> <PERSON_1<PERSON_12> [[EMAIL_1]] ⟦PERSON-1⟧ ＜ＰＥＲＳＯＮ＿１２＞",
    "PERSON_1様 PERSON_12, PERSON_123456 XPERSON_1 &lt; driver\\_license\\_12345 &gt; PERSON_1",
)
PARTS = [
    *(
        "<",
        ">",
        "＜",
        "＞",
        "[",
        "]",
        "【",
        "】",
        "⟦",
        "⟧",
        "&lt;",
        "&gt;",
        "&",
        "lt;",
        "\\",
        "\\_",
    ),
    *(
        "PERSON",
        "Person",
        "ＰＥＲＳＯＮ",
        "PERS",
        "ON",
        "EMAIL",
        "DRIVER_LICENSE",
        "P",
        "_",
        "＿",
        "-",
        " ",
    ),
    *(
        "1",
        "12",
        "１",
        "2",
        "12345",
        "0",
        "x",
        "X",
        "様",
        "\n",
        "<PERSON_1>",
        "PERSON_12",
        "[EMAIL_1]",
    ),
]


def text_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def streamed(chunks: list[str]) -> str:
    restorer = Restorer(VALUES)
    shown = ""
    for chunk in chunks:
        shown += text_of(restorer.feed(chunk))
        assert restorer.held < LONGEST
    return shown + text_of(restorer.end())


def cut(answer: str, dice: random.Random, longest: int) -> list[str]:
    chunks = []
    while answer:
        size = dice.randint(1, longest)
        chunks.append(answer[:size])
        answer = answer[size:]
    return chunks


@pytest.mark.parametrize("answer", ANSWERS)
def test_every_cut_into_three_gives_what_the_whole_gives(answer: str) -> None:
    whole = restored(answer, VALUES)
    assert whole != answer
    for first in range(len(answer) + 1):
        for second in range(first, len(answer) + 1):
            chunks = [answer[:first], answer[first:second], answer[second:]]
            assert streamed(chunks) == whole, chunks


@pytest.mark.parametrize("answer", ANSWERS)
def test_two_thousand_random_cuts_of_each_answer_give_what_the_whole_gives(answer: str) -> None:
    whole, dice = restored(answer, VALUES), random.Random(answer)
    for _ in range(2000):
        assert streamed(cut(answer, dice, 6)) == whole


@given(st.lists(st.sampled_from(PARTS), max_size=14), st.randoms(use_true_random=False))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_whatever_a_model_writes_the_cuts_make_no_difference(
    parts: list[str], dice: random.Random
) -> None:
    answer = "".join(parts)
    assert streamed(cut(answer, dice, 5)) == restored(answer, VALUES)


@pytest.mark.parametrize(
    "way",
    [
        *("<PERSON_1>", "<person_1>", "<Person_1>", "<PERSON 1>", "<PERSON-1>", "<PERSON1>"),
        *("< PERSON_1 >", "＜PERSON_1＞", "＜ＰＥＲＳＯＮ＿１＞", "[PERSON_1]", "【PERSON_1】"),
        *("⟦PERSON_1⟧", "&lt;PERSON_1&gt;", "\\<PERSON_1\\>", "\\[PERSON\\_1\\]", "<PERSON\\_1>"),
        *("PERSON_1", "<PERSON_01>", "［ＰＥＲＳＯＮ１］"),
    ],
)
def test_a_placeholder_is_known_however_a_model_writes_it(way: str) -> None:
    assert restored(f"では{way}様、", VALUES) == "では山田太郎様、"
    assert streamed(list(f"では{way}様、")) == "では山田太郎様、"


@pytest.mark.parametrize(
    "way",
    [
        *("<PERSON_2>", "<PERSON_99999>", "<PERSON>", "<PERSON_>", "<PERSON_1234567>"),
        *("person_1", "PERSON 1", "XPERSON_1", "PERSON_1X", "PERSON_123", "MY_PERSON_1"),
        *("<PERSONS_1>", "<NAME_1>", "<PERSON_1x>", "list[1]", "<b>1</b>"),
        *("<PERSON\n_1>", "&lt;PERSON_2&gt;"),
    ],
)
def test_what_is_unknown_or_only_similar_stays_as_it_is(way: str) -> None:
    assert restored(way, VALUES) == way
    assert streamed(list(way)) == way


def test_a_restored_value_is_never_restored_again() -> None:
    assert streamed(["<PERSON_12>", "1>"]) == "鈴木<PERSON_1>1>"
    assert streamed(["<VERB", "ATIM_1>"]) == "<PERSON_1>"


def test_the_placeholder_is_told_with_the_value_that_took_its_place() -> None:
    pieces = [*Restorer(VALUES).feed("Dear [person 1], "), *Restorer(VALUES).feed("hello. ")]
    assert pieces == [
        Piece("Dear "),
        Piece("山田太郎", "[person 1]"),
        Piece(", "),
        Piece("hello. "),
    ]


def test_what_cannot_become_a_placeholder_is_not_held_back() -> None:
    for shown in ("お待ちください。", "a < q", "<br>", "list[0]", "A && B ", "HELLO", "x <person "):
        restorer = Restorer(VALUES)
        sure = text_of(restorer.feed(shown))
        assert restorer.held == (8 if shown == "x <person " else 0), shown
        assert sure + text_of(restorer.end()) == shown


def test_the_longest_way_to_write_a_placeholder_is_within_the_limit() -> None:
    longest = max((written(kind, 99999) for kind in HIDEABLE), key=len)
    widest = longest.replace("_", "\\_").replace("<", "&lt; ").replace(">", " &gt;")
    values: Values = {("DRIVER_LICENSE", 99999): "x"}
    assert len(widest) <= LONGEST + 1
    restorer = Restorer(values)
    assert text_of([p for c in longest for p in restorer.feed(c)]) == "x"
