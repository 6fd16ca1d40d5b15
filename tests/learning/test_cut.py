"""Passages are exact pieces of their document: nothing lost, nothing torn."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from madoguchi.language.tokens import count
from madoguchi.learning.converting.schemas import Mark
from madoguchi.learning.cut import cut, title_of
from madoguchi.learning.cutting.blocks import HEADING
from madoguchi.learning.cutting.pieces import GOAL, MOST
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
        assert passage.text.endswith(markdown[passage.start : passage.end])
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
@given(some.tuples(DOCUMENTS, CODES, DOCUMENTS))
def test_a_code_block_is_not_torn(parts: tuple[str, str, str]) -> None:
    before, whole, after = parts
    markdown = f"{before}\n\n{whole}\n\n{after}"
    assert any(whole in passage.text for passage in cut(markdown))


@STEADY
@given(some.tuples(DOCUMENTS, TABLES, DOCUMENTS))
def test_a_table_is_cut_between_rows_and_each_part_has_its_head(
    parts: tuple[str, str, str],
) -> None:
    before, table, after = parts
    passages = cut(f"{before}\n\n{table}\n\n{after}")
    head, rule, *rows = table.splitlines()
    for row in rows:
        assert any(row in passage.text.splitlines() for passage in passages)
    for passage in passages:
        lines = passage.text.splitlines()
        at = next((number for number, line in enumerate(lines) if line in rows), None)
        if at is not None:
            assert lines[at - 2 : at] == [head, rule] or lines[at - 1] in rows


@pytest.mark.parametrize(
    "lead", ["すると次のように表示されます。\n", "- 次を実行します。\n  ", "Run this.\n"]
)
def test_a_code_block_right_under_a_sentence_is_not_torn(lead: str) -> None:
    code = "```\n" + "\n".join(f"echo 手順{i}。次へ" for i in range(80)) + "\n```"
    assert any(code in passage.text for passage in cut(f"# 手順\n\n{lead}{code}\n\n終わり。\n"))


def test_a_long_code_block_is_cut_between_lines() -> None:
    lines = [f"make target-{i}  # 手順{i}を行う" for i in range(400)]
    passages = cut("```\n" + "\n".join(lines) + "\n```\n")
    assert len(passages) > 1
    for line in lines:
        assert any(line in passage.text.splitlines() for passage in passages)


def test_a_long_table_right_under_a_sentence_is_cut_between_rows() -> None:
    rows = [f"| 区分{i} | {i}円。 |" for i in range(160)]
    markdown = "料金は次のとおりです。\n| 対象 | 料金 |\n|---|---|\n" + "\n".join(rows) + "\n"
    first, *others = cut(markdown)
    assert first.text.startswith("料金は次のとおりです。\n| 対象 | 料金 |")
    for passage in others:
        assert passage.text.startswith("| 対象 | 料金 |\n|---|---|\n| 区分")
        assert markdown[passage.start : passage.end].startswith("| 区分")
        assert count(passage.text) <= GOAL + 20


def test_a_table_without_words_in_its_head_does_not_repeat_it() -> None:
    rows = "\n".join(f"| 区分{i} | {i}円 |" for i in range(160))
    passages = cut(f"|  |  |\n| --- | --- |\n{rows}\n")
    assert all(passage.text.startswith("| 区分") for passage in passages[1:])


def test_an_answer_stays_whole_below_its_question() -> None:
    answer = "\n\n".join(f"手順{i}では、窓口で書類を一枚ずつ受け取ります。" * 3 for i in range(12))
    passages = cut(
        f"# 手続き\n\n## 書類はどこでもらえますか？\n\n{answer}\n\n## 受付時間\n\n九時。\n"
    )
    assert GOAL < count(answer) < MOST
    assert [passage.text for passage in passages] == [answer, "九時。"]


def test_a_question_without_a_heading_begins_a_passage_with_its_answer() -> None:
    pairs = [
        f"Q{i}. カード{i}はどこで作れますか？\n\nA. 一階の受付{i}で作れます。" for i in range(3)
    ]
    passages = cut("# 質問\n\nはじめに。\n\n" + "\n\n".join(pairs) + "\n")
    assert [passage.text for passage in passages] == ["はじめに。", *pairs]


def test_what_leads_in_a_list_goes_with_it() -> None:
    before = "この文はおよそ二十文字の長さがあります。" * 18
    items = "\n".join(f"- 持ち物{i}を忘れずにお持ちください。" for i in range(12))
    passages = cut(f"{before}\n\n次のものが要ります：\n\n{items}\n")
    assert [passage.text for passage in passages] == [before, f"次のものが要ります：\n\n{items}"]


def test_a_long_list_is_cut_between_items_with_what_is_inside_them() -> None:
    items = [f"- 章{i}\n  - 節を読みます。\n  - 問いに答えます。" for i in range(60)]
    passages = cut("\n".join(items) + "\n")
    assert len(passages) > 1
    for item in items:
        assert any(item in passage.text for passage in passages)


def test_a_text_without_any_end_is_cut_all_the_same() -> None:
    passages = cut("あ" * 20_000 + "\n\n" + "x" * 20_000)
    assert all(count(passage.text) <= GOAL for passage in passages)
    assert sum(len(passage.text) for passage in passages) == 40_000


@pytest.mark.parametrize(("kind", "place"), [("slide", "slide"), ("page", None)])
def test_slides_are_counted_as_slides_and_pages_as_pages(kind: Any, place: str | None) -> None:
    (passage,) = cut("Words.", None, [Mark(at=0, kind=kind, value="3")])
    assert (passage.page, passage.place) == (3, place)


@pytest.mark.parametrize(
    ("markdown", "marks", "places"),
    [
        ("# 一\n\n甲。\n\n# 二\n\n乙。", [(9, "anchor", "ni")], [None, "#ni"]),
        ("# 一\n\n甲。", [(0, "page", "3")], [None]),
        ("| 品 | 円 |\n| --- | --- |\n| 茶 | 9 |", [(0, "cells", "料金!A3:B4")], ["料金!A3:B4"]),
    ],
)
def test_a_passage_knows_its_place(
    markdown: str, marks: list[tuple[int, Any, str]], places: list[str | None]
) -> None:
    given_marks = [Mark(at=at, kind=kind, value=value) for at, kind, value in marks]
    assert [passage.place for passage in cut(markdown, None, given_marks)] == places


def test_each_part_of_a_sheet_names_its_own_cells() -> None:
    rows = [f"| 区分{i} | {i}円 |" for i in range(4, 204)]
    remark = "料金表"
    markdown = remark + "\n\n| 対象 | 料金 |\n| --- | --- |\n" + "\n".join(rows)
    marks = [
        Mark(at=0, kind="cells", value="料金!A1:A1"),
        Mark(at=len(remark) + 2, kind="cells", value="料金!A3:B203"),
    ]
    first, *others = cut(markdown, None, marks)
    last = first.text.splitlines()[-1].removeprefix("| 区分").partition(" ")[0]
    assert first.place == f"料金!A1:B{last}"
    for passage in others:
        numbers = [line[4:].partition(" ")[0] for line in passage.text.splitlines()[2:]]
        assert passage.place == f"料金!A{numbers[0]}:B{numbers[-1]}"


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
        assert count(passage.text) <= GOAL
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
