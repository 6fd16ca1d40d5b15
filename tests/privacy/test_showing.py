"""Restored values in an answer that is Markdown: text, wherever they stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from madoguchi.privacy.restoring import Values
from madoguchi.privacy.showing import as_text
from tests.privacy import shown as cases
from tests.privacy.shown import shown

PARTS = (
    "`",
    "``",
    "```",
    "\n",
    "\n\n",
    "a",
    " and so on",
    "\\",
    "<EMAIL_1>",
    "<PERSON_1>",
    "<CUSTOM_1>",
)
VALUES: Values = {("EMAIL", 1): "taro_@example.com", ("PERSON", 1): "山田", ("CUSTOM", 1): "a`b"}


def test_the_page_is_tested_with_what_the_server_writes_today() -> None:
    assert cases.FILE.read_text("utf-8") == cases.written(), "python -m tests.privacy.shown"


@pytest.mark.parametrize(
    "value",
    ["taro_yamada@example.com", "山田太郎", "090-1234-5678", "+81 90 1234", "(03) 1", "AT&T."],
)
def test_what_has_no_sign_of_markdown_stays_readable_where_it_is_not_drawn(value: str) -> None:
    assert as_text(value) == value


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("<EMAIL_1>", "taro&#95;@example.com"),
        ("`<EMAIL_1>`", "`taro_@example.com`"),
        ("`<EMAIL_1>` <EMAIL_1>", "`taro_@example.com` taro&#95;@example.com"),
        ("`a <PERSON_1> <EMAIL_1> <PERSON_1>` b", "`a 山田 taro_@example.com 山田` b"),
        ("``a`<EMAIL_1>``", "``a`taro_@example.com``"),
        ("`<EMAIL_1>``x`", "`taro_@example.com``x`"),
        ("\\`<EMAIL_1>\\`", "\\`taro&#95;@example.com\\`"),
        ("```\n`<EMAIL_1>\n```\n<EMAIL_1>", "```\n`taro_@example.com\n```\ntaro&#95;@example.com"),
        ("```<EMAIL_1>```", "```taro_@example.com```"),
        ("a ` b\n\n<EMAIL_1> ` c", "a ` b\n\ntaro&#95;@example.com ` c"),
        ("a ` b <EMAIL_1>\n\nc ` d", "a ` b taro&#95;@example.com\n\nc ` d"),
        ("`<CUSTOM_1>` <CUSTOM_1>", "`<CUSTOM_1>` a&#96;b"),
        ("```\n<CUSTOM_1>\n```", "```\na`b\n```"),
        ("`<EMAIL_1>" + " and so on" * 6, "`taro&#95;@example.com" + " and so on" * 6),
    ],
)
def test_in_code_a_value_stands_as_it_is_and_elsewhere_its_signs_are_references(
    answer: str, expected: str, size: int
) -> None:
    assert shown(answer, VALUES, size) == expected


@given(st.lists(st.sampled_from(PARTS), max_size=16), st.integers(1, 9))
@settings(max_examples=500, deadline=None, derandomize=True)
def test_how_the_answer_is_cut_makes_no_difference(parts: list[str], size: int) -> None:
    answer = "".join(parts)
    assert shown(answer, VALUES, size) == shown(answer, VALUES, 1000)
