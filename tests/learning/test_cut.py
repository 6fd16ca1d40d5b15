"""Passages are exact pieces of their document: nothing lost, nothing torn."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from madoguchi.learning.cut import HEADING, LONGEST, cut, title_of
from tests.support.house import HANDBOOK

WORDS = some.sampled_from(
    [
        "窓口は九時に開きます。",
        "It opens at nine. ",
        "料金は？",
        "「はい。」",
        "🪟",
        "e\u0301",
        "A.B",
        "x",
    ]
)
PROSE = some.lists(WORDS, min_size=1, max_size=60).map("".join)
HEADINGS = some.tuples(some.integers(1, 6), some.sampled_from(["料金", "Hours", "C#", "a b"])).map(
    lambda pair: f"{'#' * pair[0]} {pair[1]}"
)
LISTS = some.lists(PROSE, min_size=1, max_size=8).map(
    lambda items: "\n".join(f"- {i}" for i in items)
)
ROWS = some.integers(1, 60)
TABLES = ROWS.map(
    lambda n: "| a | b |\n|---|---|\n" + "\n".join(f"| 行{i} | 値。{i} |" for i in range(n))
)
CODES = ROWS.map(lambda n: "```sh\n" + "\n".join(f"# run {i}. 済。" for i in range(n)) + "\n```")
BLOCKS = some.one_of(PROSE, HEADINGS, LISTS, TABLES, CODES)
GAPS = some.sampled_from(["\n\n", "\n\n\n", "\n \n"])
DOCUMENTS = some.lists(some.tuples(BLOCKS, GAPS), max_size=12).map(
    lambda pairs: "".join(block + gap for block, gap in pairs)
)
ANYTHING = some.text(some.sampled_from("#|`~-. \n\r\t\u2028\x0b窓。！a1[]>*🪟\u3000"), max_size=200)
STEADY = settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def check_slices(markdown: str) -> None:
    end = 0
    for passage in cut(markdown):
        assert markdown[passage.start : passage.end] == passage.text
        assert passage.text.strip()
        assert passage.start >= end
        end = passage.end


@STEADY
@given(DOCUMENTS)
def test_passages_are_slices_in_the_order_of_the_document(markdown: str) -> None:
    check_slices(markdown)


@STEADY
@given(ANYTHING)
def test_passages_of_any_text_are_slices(markdown: str) -> None:
    check_slices(markdown)


@STEADY
@given(DOCUMENTS)
def test_everything_but_headings_is_in_some_passage(markdown: str) -> None:
    left = list(markdown)
    for passage in cut(markdown):
        left[passage.start : passage.end] = [""] * (passage.end - passage.start)
    for line in "".join(left).splitlines():
        assert not line.strip() or HEADING.match(line), line


@STEADY
@given(some.tuples(DOCUMENTS, some.one_of(TABLES, CODES), DOCUMENTS))
def test_a_table_and_a_code_block_are_never_torn(parts: tuple[str, str, str]) -> None:
    before, whole, after = parts
    markdown = f"{before}\n\n{whole}\n\n{after}"
    assert any(whole in passage.text for passage in cut(markdown))


@pytest.mark.parametrize(
    "lead", ["すると次のように表示されます。\n", "- 次を実行します。\n  ", "Run this.\n"]
)
def test_a_code_block_right_under_a_sentence_is_not_torn(lead: str) -> None:
    code = "```\n" + "\n".join(f"echo 手順{i}。次へ" for i in range(80)) + "\n```"
    assert any(code in passage.text for passage in cut(f"# 手順\n\n{lead}{code}\n\n終わり。\n"))


def test_a_table_right_under_a_sentence_is_not_torn() -> None:
    table = "| 対象 | 料金 |\n|---|---|\n" + "\n".join(f"| 区分{i} | {i}円。 |" for i in range(60))
    assert any(table in passage.text for passage in cut(f"料金は次のとおりです。\n{table}\n"))


def test_a_fence_of_another_kind_inside_a_code_block_does_not_end_it() -> None:
    code = "```\n~~~\n# no heading\n\n```"
    (passage,) = cut(f"# 一\n\n{code}\n")
    assert passage.text == code


def test_inline_code_at_the_start_of_a_line_opens_no_code_block() -> None:
    passages = cut("```npm run x``` starts it.\n\n# 次の章\n\n本文。\n")
    assert passages[-1].heading_path == ("次の章",)


def test_headings_become_the_path_of_what_follows() -> None:
    markdown = (
        "はじめに。\n\n# 一\n\na\n\n## 二 ##\n\nb\n\n### 三\n\nc\n\n## 四\n\nd\n\n# 五\n\ne\n"
    )
    paths = {passage.text: passage.heading_path for passage in cut(markdown)}
    assert paths == {
        "はじめに。": (),
        "a": ("一",),
        "b": ("一", "二"),
        "c": ("一", "二", "三"),
        "d": ("一", "四"),
        "e": ("五",),
    }


def test_what_looks_like_a_heading_inside_code_is_code() -> None:
    (passage,) = cut("# 一\n\n```\n# 二\n```\n")
    assert passage.heading_path == ("一",)


def test_long_prose_is_cut_between_sentences() -> None:
    sentence = "この文はおよそ二十文字の長さがあります。"
    passages = cut(sentence * 100)
    assert len(passages) > 3
    for passage in passages:
        assert len(passage.text) <= LONGEST
        assert passage.text.endswith("。")
        assert passage.text.replace(sentence, "") == ""


@pytest.mark.parametrize("empty", ["", "\n\n", "# 見出しだけ\n", "   \n\t\n"])
def test_a_document_without_text_has_no_passages(empty: str) -> None:
    assert cut(empty) == ()


@pytest.mark.parametrize(
    ("markdown", "title"),
    [("# 一\n", "一"), ("序\n\n## 二 ##\n", "二"), ("本文だけ", "otherwise"), ("", "otherwise")],
)
def test_the_first_heading_is_the_title(markdown: str, title: str) -> None:
    assert title_of(markdown, "otherwise") == title


def test_the_pages_of_the_tests_are_cut_the_same_way() -> None:
    for file in sorted(HANDBOOK.glob("*/*.md")):
        check_slices(file.read_text("utf-8"))
