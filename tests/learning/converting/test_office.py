"""Office documents, tables and mail become Markdown that knows its places."""

import io
from datetime import date
from email.message import EmailMessage

import xlsxwriter

from tests.support.clerk import Clerk, at
from tests.support.documents import added, archive, changed, docx, pptx


def workbook(rows: int = 3) -> bytes:
    stored = io.BytesIO()
    book = xlsxwriter.Workbook(stored)
    sheet = book.add_worksheet("料金")
    sheet.write(0, 0, "料金表（税込）")
    sheet.write_row(2, 0, ["区分", "料金", "割引", "開始日"])
    yen, percent = (book.add_format({"num_format": code}) for code in ('#,##0"円"', "0.0%"))
    day = book.add_format({"num_format": "yyyy/mm/dd"})
    for row in range(3, 3 + rows):
        if row > 4:
            sheet.write(row, 0, f"区分{row}")
        sheet.write(row, 1, 1000 + row, yen)
        sheet.write(row, 2, 0.15, percent)
        sheet.write_datetime(row, 3, date(2026, 4, 1), day)
    sheet.merge_range(3, 0, 4, 0, "平日")
    hidden = book.add_worksheet("控え")
    hidden.write(0, 0, 12.5)
    hidden.hide()
    book.close()
    return stored.getvalue()


def test_a_word_document_keeps_headings_lists_and_tables(clerk: Clerk) -> None:
    found = clerk.read(docx())
    assert (found.kind, found.title) == ("docx", "利用の手引き")
    assert found.markdown == (
        "# 申込み\n\n次の書類をお持ちください。\n\n- 本人確認書類\n   - 運転免許証\n\n"
        "1. 受付に渡す\n2. 番号札を受け取る\n\n"
        "| 区分 | 大人 | 子ども |\n| --- | --- | --- |\n| 平日 | 500 | 200 |\n| 平日 | 600 |  |\n"
    )


def test_what_was_deleted_in_word_stays_deleted(clerk: Clerk) -> None:
    before = "<w:t>次の書類をお持ちください。</w:t></w:r>".encode()
    deleted = '<w:del w:id="1"><w:r><w:delText>古い文</w:delText></w:r></w:del>'.encode()
    added = '<w:ins w:id="2"><w:r><w:t>新しい文</w:t></w:r></w:ins>'.encode()
    found = clerk.read(changed(docx(), "word/document.xml", before, before + deleted + added))
    assert "次の書類をお持ちください。新しい文" in found.markdown
    assert "古い文" not in found.markdown


def test_text_boxes_and_ruby_of_word_are_read_once(clerk: Clerk) -> None:
    before = "<w:t>次の書類をお持ちください。</w:t>".encode()
    box = (
        "<w:t>案内</w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>まどぐち</w:t></w:r></w:rt><w:rubyBase><w:r>"
        "<w:t>窓口</w:t></w:r></w:rubyBase></w:ruby></w:r><w:r><w:pict><w:txbxContent><w:p><w:r>"
        "<w:t>囲みの文</w:t></w:r></w:p></w:txbxContent></w:pict>"
    ).encode()
    found = clerk.read(changed(docx(), "word/document.xml", before, box)).markdown
    assert "案内窓口\n\n囲みの文\n" in found
    assert "まどぐち" not in found


def test_numbers_and_dates_of_a_sheet_are_as_shown(clerk: Clerk) -> None:
    found = clerk.read(workbook())
    assert "## 料金\n\n料金表（税込）\n\n| 区分 | 料金 | 割引 | 開始日 |\n" in found.markdown
    assert "| 平日 | 1,003円 | 15.0% | 2026-04-01 |\n| 平日 | 1,004円 |" in found.markdown
    assert at(found, "1,003円", "cells") == "料金!A3:D6"
    assert at(found, "12.5", "cells") == "控え!A1:A1"
    assert [(w.key, w.facts) for w in found.warnings] == [
        ("convert.warning.hidden_sheet", {"name": "控え"})
    ]


def test_a_long_sheet_is_cut_into_tables_that_repeat_the_head(clerk: Clerk) -> None:
    found = clerk.read(workbook(120))
    tables = [block for block in found.blocks if block.kind == "table"]
    assert len(tables) == 3
    for table in tables:
        assert found.markdown[table.start :].startswith("| 区分 | 料金 | 割引 | 開始日 |\n| --- |")
    assert at(found, "1,099円", "cells") == "料金!A54:D103"


def test_slides_are_read_from_top_to_bottom_with_their_notes(clerk: Clerk) -> None:
    found = clerk.read(pptx())
    assert found.markdown == (
        "## 窓口の紹介\n\n- 受付は一階\n- 相談は二階\n\n> ゆっくり話す\n\n"
        "## 料金\n\n| 区分 | 円 |\n| --- | --- |\n| 大人 | 500 |\n\n下にある文\n"
    )
    assert found.title == "窓口の紹介"
    assert [at(found, text, "slide") for text in ("ゆっくり", "500")] == ["1", "2"]


def test_values_between_commas_tabs_or_semicolons_are_a_table(clerk: Clerk) -> None:
    rows = (("氏名", "電話"), ("山田, 太郎", "03-1"), ("佐藤", "03-2"))
    for sign in ",\t;":
        text = "\r\n".join(f'"{a}"{sign}{b}' for a, b in rows)
        found = clerk.read(text.encode("cp932"), name="名簿.csv")
        assert (
            found.markdown
            == "| 氏名 | 電話 |\n| --- | --- |\n| 山田, 太郎 | 03-1 |\n| 佐藤 | 03-2 |\n"
        )
        assert at(found, "佐藤", "cells") == "A1:B3"


def mail(**parts: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = "返品について"
    message["From"] = "客 <guest@example.jp>"
    message["To"] = "desk@example.jp"
    for subtype, text in parts.items():
        message.add_alternative(text, subtype=subtype, charset="iso-2022-jp")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="領収書.pdf")
    return bytes(message)


def test_of_a_mail_the_plain_text_is_read_and_attachments_are_named(clerk: Clerk) -> None:
    found = clerk.read(mail(plain="返品できますか？", html="<p>別の形</p>"))
    assert (found.kind, found.title) == ("mail", "返品について")
    assert "- From: 客 <guest@example.jp>" in found.markdown
    assert "\n\n返品できますか？\n\n- [領収書.pdf]\n" in found.markdown
    assert "別の形" not in found.markdown
    assert [w.key for w in found.warnings] == ["convert.warning.attachments"]


def test_a_mail_of_html_alone_is_read_as_a_page(clerk: Clerk) -> None:
    found = clerk.read(mail(html="<h2>お願い</h2><ul><li>早めに</li></ul>"))
    assert "## お願い\n\n- 早めに" in found.markdown


def test_markdown_keeps_its_blocks(clerk: Clerk) -> None:
    front = "---\ntitle: 手引き\nlang: ja\n---\n"
    text = f"{front}題\n===\n文。\n\n```py\n# 違う\n```\n\n- 項\n\n| a |\n|---|\n"
    found = clerk.read(text, name="a.md")
    assert (found.title, found.language) == ("手引き", "ja")
    assert [block.kind for block in found.blocks] == [
        "heading",
        "paragraph",
        "code",
        "list",
        "table",
    ]
    assert found.markdown.startswith("# 題\n\n文。\n\n```py\n# 違う\n```")


def test_notes_and_links_of_word_are_kept(clerk: Clerk) -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    text = "<w:p><w:r><w:t>写しは不可。</w:t></w:r></w:p>"
    note = f'<w:footnotes {w}><w:footnote w:id="7">{text}</w:footnote></w:footnotes>'
    before = "<w:t>次の書類をお持ちください。</w:t></w:r>"
    link = f'<w:hyperlink r:id="rL" xmlns:r="{kind}"><w:r><w:t>一覧</w:t></w:r></w:hyperlink>'
    after = f'{before}<w:r><w:footnoteReference w:id="7"/></w:r>{link}'
    document = changed(docx(), "word/document.xml", before.encode(), after.encode())
    relations = (
        f'<Relationship Id="rN" Type="{kind}/footnotes" Target="footnotes.xml"/>'
        f'<Relationship Id="rL" Type="{kind}/hyperlink" Target="https://example.jp/list"'
        ' TargetMode="External"/>'
    )
    end = b"</Relationships>"
    document = changed(document, "word/_rels/document.xml.rels", end, relations.encode() + end)
    notes = {"word/footnotes.xml": note.encode()}
    found = clerk.read(added(document, notes)).markdown
    assert "次の書類をお持ちください。[1][一覧](https://example.jp/list)\n" in found
    assert found.endswith("- [1] 写しは不可。\n")


def test_an_open_text_document_keeps_headings_lists_and_tables(clerk: Clerk) -> None:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table")
    )
    body = (
        "<text:tracked-changes><text:p>消した文</text:p></text:tracked-changes>"
        '<text:h text:outline-level="2">申込み</text:h>'
        "<text:p>窓口で<text:span>受付</text:span>。</text:p>"
        "<text:list><text:list-item><text:p>印鑑</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>区分</text:p></table:table-cell>"
        "<table:table-cell><text:p>円</text:p></table:table-cell></table:table-row></table:table>"
    )
    meta = f'<m {names} xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>手引き</dc:title></m>'
    document = archive(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:text {names}>{body}</office:text>".encode(),
            "meta.xml": meta.encode(),
        }
    )
    found = clerk.read(document)
    assert (found.kind, found.title) == ("odt", "手引き")
    assert found.markdown == (
        "## 申込み\n\n窓口で受付。\n\n- 印鑑\n\n| 区分 | 円 |\n| --- | --- |\n"
    )
