"""What is quoted is understood: rows below their head, steps in order."""

import pytest

from madoguchi.language.sentences import split_sentences
from madoguchi.models.adapters.quoting import quote

PASSAGE = """料金は次のとおりです：

| 種類 | 区分 | 料金 |
| --- | --- | ---: |
| プール | 大人 | 四百円。現金のみ |
|  | 子ども | 二百円 |
| 体育館 | 大人 | 六百円 |

1. 申込書を書く。
2. 窓口に出す。

持ち物は自由です。靴は要ります。

- タオル
- 帽子"""
HEAD = "> | 種類 | 区分 | 料金 |\n> | --- | --- | ---: |\n"


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        (["六百円"], HEAD + "> | 体育館 | 大人 | 六百円 |\n\n[1]"),
        (["区分", "六百円"], HEAD + "> | 体育館 | 大人 | 六百円 |\n\n[1]"),
        (["現金"], HEAD + "> | プール | 大人 | 四百円。現金のみ |\n\n[1]"),
        (
            ["二百円"],
            HEAD + "> | プール | 大人 | 四百円。現金のみ |\n> |  | 子ども | 二百円 |\n\n[1]",
        ),
        (["窓口"], "> 1. 申込書を書く。\n> 2. 窓口に出す。\n\n[1]"),
        (["靴", "帽子"], "> 靴は要ります。\n>\n> - 帽子\n\n[1]"),
        (["持ち物", "靴"], "> 持ち物は自由です。靴は要ります。 [1]"),
        (["六百円", "靴"], HEAD + "> | 体育館 | 大人 | 六百円 |\n>\n> 靴は要ります。 [1]"),
    ],
)
def test_a_sentence_is_quoted_with_what_it_needs(about: list[str], expected: str) -> None:
    chosen = [each for each in split_sentences(PASSAGE) if any(word in each for word in about)]
    assert quote(PASSAGE, chosen, "", "[1]") == expected


@pytest.mark.parametrize("about", ["次のとおり", "種類"])
def test_what_only_leads_to_a_table_brings_the_table(about: str) -> None:
    chosen = [each for each in split_sentences(PASSAGE) if about in each]
    quoted = quote(PASSAGE, chosen, "", "[1]")
    assert HEAD + "> | プール" in quoted
    assert quoted.endswith("| 六百円 |\n\n[1]")


def test_lines_with_bars_that_are_no_table_are_quoted_as_they_are() -> None:
    assert quote("| a | b |\nplain words", ["| a | b |"], " ", "[1]") == "> | a | b |\n\n[1]"
