"""Answers without a model, from tables and manuals: what is quoted stands in the document."""

import io
from typing import Any

import pytest
from docx import Document

from tests.learning.test_runs import article, learned, library, source
from tests.support.people import Person
from tests.support.site import Reply, Site, page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PRICES = """<main><h1>会議室の使用料</h1><table><tr><th>部屋</th><th>午前</th><th>午後</th></tr>
<tr><td>銀杏の間</td><td>1,200円</td><td>1,500円</td></tr>
<tr><td>楓の間</td><td>2,300円</td><td>2,900円</td></tr></table></main>"""


@pytest.fixture
def admin(librarian: Person) -> Person:
    return librarian


def manual() -> bytes:
    document, stored = Document(), io.BytesIO()
    document.core_properties.title = "倉庫の手引き"
    document.add_heading("倉庫の鍵はどこで受け取りますか？", 1)
    document.add_paragraph("守衛室で署名して受け取ります。")
    document.add_heading("棚卸しの手順", 1)
    document.add_paragraph("赤い札を棚卸しの棚に掛ける", style="List Number")
    document.add_paragraph("数を用紙に書く", style="List Number")
    document.save(stored)
    return stored.getvalue()


def asked(admin: Person, text: str) -> tuple[str, Any]:
    """Return the answer and its first citation, whose place has been compared."""
    message = admin.ask(text, model="builtin")["message"]
    cited = next(part for part in message["parts"] if part["type"] == "citation")
    passage = admin.do("GET", f"/api/passages/{cited['passage_id']}")
    assert passage["document"]["markdown"][cited["start"] : cited["end"]] == cited["quote"]
    return message["content"], cited


def test_a_row_is_quoted_below_its_head_and_cited_alone(site: Site, admin: Person) -> None:
    library(site)
    site.put("/", article("みどり会館", "ようこそ。", "/rooms"))
    site.keep("/rooms", page(PRICES, head="<title>会議室の使用料</title>"))
    learned(admin, source(admin, site)["id"])
    said, cited = asked(admin, "楓の間の午後の使用料はいくらですか")
    head, under, *rows = said.split("> ", 1)[1].split("\n\n")[0].split("\n> ")
    assert "部屋" in head and "午後" in head and set(under) <= set("|-: ")
    assert any("楓の間" in row and "2,900円" in row for row in rows)
    assert "2,900円" in cited["quote"] and "部屋" not in cited["quote"]


def test_a_manual_answers_by_its_answers_and_its_steps(site: Site, admin: Person) -> None:
    library(site)
    site.put("/", article("みどり倉庫", "ようこそ。", "/manual.docx"))
    site.put("/manual.docx", Reply(manual(), type=WORD))
    learned(admin, source(admin, site)["id"])
    said, cited = asked(admin, "倉庫の鍵はどこで受け取りますか")
    assert "> 守衛室で署名して受け取ります。 [1]" in said
    assert cited["title"] == "倉庫の手引き"
    said, _ = asked(admin, "棚卸しの棚に掛ける札は何色ですか")
    assert "> 1. 赤い札を棚卸しの棚に掛ける\n> 2. 数を用紙に書く\n\n[" in said
