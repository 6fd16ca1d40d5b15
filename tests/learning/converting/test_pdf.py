"""PDFs become Markdown: lines joined, headings and tables found, pages remembered."""

from tests.support.clerk import Clerk, at
from tests.support.documents import Line, pdf, pdf_with_table, png, scanned_pdf

TEXT = "申請書は窓口で受け取れます。必要な書類をそろえて、受付時間内にお越しください。"


def column(text: str, left: float, top: float, letters: int = 20, size: float = 10) -> list[Line]:
    """Set text in lines of so many letters."""
    parts = [text[i : i + letters] for i in range(0, len(text), letters)]
    return [(left, top - 15 * i, size, part) for i, part in enumerate(parts)]


def manual(pages: int = 4) -> bytes:
    """A manual with a head and a number on every page."""
    return pdf(
        [
            [
                (60, 815, 8, "青空市 利用者の手引き"),
                (60, 740, 18, f"第{n}章 申請"),
                *column(TEXT * 2, 60, 700),
                (290, 30, 8, str(n)),
            ]
            for n in range(1, pages + 1)
        ],
        title="手引き",
    )


def test_japanese_lines_are_joined_below_headings(clerk: Clerk) -> None:
    found = clerk.read(manual())
    assert found.markdown.startswith(f"# 第1章 申請\n\n{TEXT}{TEXT}\n\n# 第2章 申請\n")


def test_heads_feet_and_page_numbers_are_left_out(clerk: Clerk) -> None:
    found = clerk.read(manual())
    assert "利用者の手引き" not in found.markdown
    assert not [line for line in found.markdown.split("\n") if line.isdigit()]


def test_every_page_is_marked(clerk: Clerk) -> None:
    found = clerk.read(manual())
    assert [at(found, f"第{n}章", "page") for n in range(1, 5)] == ["1", "2", "3", "4"]
    assert found.details["pages"] == 4


def test_a_sentence_goes_on_over_the_end_of_a_page(clerk: Clerk) -> None:
    first, second = TEXT[:20], TEXT[20:]
    found = clerk.read(pdf([column(first, 60, 700), column(second, 60, 700)]))
    assert found.markdown == f"{TEXT}\n"
    assert [mark.at for mark in found.marks] == [0, 20]


def test_hyphens_at_the_end_of_a_line_disappear(clerk: Clerk) -> None:
    lines = ["Please bring your identi-", "fication card and the form,", "both of them."]
    found = clerk.read(pdf([[(60, 700 - 13 * i, 10, line) for i, line in enumerate(lines)]]))
    assert "identification card and the form, both of them." in found.markdown


def test_columns_are_read_one_after_the_other(clerk: Clerk) -> None:
    left = column("左の段の文章はここから始まり、下まで続いてから右の段へ移ります。" * 3, 60, 700)
    right = column("右の段の文章は左の段が終わってから読まれるべきものです。" * 3, 320, 700)
    woven = [line for pair in zip(left, right, strict=False) for line in pair]
    found = clerk.read(pdf([woven])).markdown.replace("\n", "")
    assert "続いてから右の段へ移ります。左の段の" in found
    assert "左の段が終わってから読まれる" in found


def test_signs_begin_items(clerk: Clerk) -> None:
    lines: list[Line] = [(60, 700, 10, "持ち物"), (60, 680, 10, "・印鑑"), (60, 665, 10, "・書類")]
    assert clerk.read(pdf([lines])).markdown == "持ち物\n\n- 印鑑\n- 書類\n"


def test_a_ruled_table_stays_a_table_between_its_neighbours(clerk: Clerk) -> None:
    rows = [["区分", "大人", "子ども"], ["平日", "500円", "200円"], ["休日", "600円", "250円"]]
    assert clerk.read(pdf_with_table(rows, "料金は次のとおりです。", "税込みです。")).markdown == (
        "料金は次のとおりです。\n\n| 区分 | 大人 | 子ども |\n| --- | --- | --- |\n"
        "| 平日 | 500円 | 200円 |\n| 休日 | 600円 | 250円 |\n\n税込みです。\n"
    )


def test_a_scanned_page_is_recognised_and_says_so(clerk: Clerk) -> None:
    found = clerk.read(scanned_pdf("OPENING HOURS 9 TO 17"))
    assert "OPENING HOURS" in found.markdown
    assert found.details["recognised_pages"] == 1
    assert [each.key for each in found.warnings] == ["convert.warning.recognised"]


def test_text_in_a_picture_is_recognised(clerk: Clerk) -> None:
    found = clerk.read(png("OPENING HOURS 9 TO 17"), name="photo.txt")
    assert found.kind == "image"
    assert "OPENING HOURS" in found.markdown
