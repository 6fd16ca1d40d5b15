"""A hostile document costs itself: it is refused with a reason, and the next one is read."""

import asyncio
import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest
import xlsxwriter

from madoguchi.kernel.errors import Unavailable
from madoguchi.learning.converting.schemas import Hint, Limits
from tests.support.clerk import Clerk
from tests.support.documents import archive, changed, docx, huge_png, pdf

PAGE = "<html><body><p>窓口の案内です。</p></body></html>"
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


@pytest.fixture(scope="module")
def narrow() -> Iterator[Clerk]:
    """Somebody with little patience and little room."""
    limits = Limits(size_bytes=2**20, memory_bytes=400 * 2**20, cpu_s=1, wall_s=20)
    with closing(Clerk(limits, at_once=1)) as sitting:
        yield sitting


@pytest.fixture(autouse=True)
def the_next_document_is_read(clerk: Clerk) -> Iterator[None]:
    """Whatever a test had refused, an honest page is read after it."""
    yield
    assert clerk.page(PAGE) == "窓口の案内です。\n"


def bomb(size: int) -> bytes:
    return archive({"word/document.xml": b" " * size, "[Content_Types].xml": TYPES})


MANY = {f"{n}": b"" for n in range(10_001)}
LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"lol") for n in range(10)
)
XML_BOMB = b'<?xml version="1.0"?><!DOCTYPE w [' + LAUGHS + b"]><w>&l9;</w>"


@pytest.mark.parametrize(
    ("document", "name", "reason"),
    [
        (bomb(100 * 2**20), "a.docx", "bomb"),
        (archive(MANY | {"xl/workbook.xml": b""}), "a.xlsx", "bomb"),
        (archive({"word/document.xml": XML_BOMB}), "a.docx", "bomb"),
        (archive({"../../etc/x": b"x", "word/document.xml": b"<w/>"}), "a.docx", "broken"),
        (archive({"word/document.xml": b"<w/>", "[Content_Types].xml": TYPES}), "a.docx", "broken"),
        (archive({"xl/workbook.xml": b"<w/>", "[Content_Types].xml": TYPES}), "a.xlsx", "broken"),
        (archive({"ppt/presentation.xml": b"<w"}), "a.pptx", "broken"),
        (docx()[:4000], "a.docx", "broken"),
        (pdf([[(60, 700, 10, "locked")]], password="secret"), "a.pdf", "encrypted"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 500, "a.pdf", "broken"),
        (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 10000"
         b"/Kids[]>>endobj trailer<</Root 1 0 R>>", "a.pdf", "broken"),
        (archive({"readme.txt": b"x"}), "a.zip", "archive"),
        (b"{\\rtf1 hello}", "a.rtf", "old_format"),
        (bytes(range(256)) * 20, "a.bin", "unknown_kind"),
        (huge_png(60_000), "a.png", "too_many_pixels"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "a.png", "broken"),
        (b"  \n\t ", "a.txt", "empty"),
        (b"<html><body><script>1</script><p> </p></body></html>", "a.html", "empty"),
    ],
)  # fmt: skip
def test_a_hostile_or_useless_document_is_refused(
    clerk: Clerk, document: bytes, name: str, reason: str
) -> None:
    assert clerk.refused(document, name=name) == reason


def test_the_bytes_say_what_a_document_is_and_not_its_name(clerk: Clerk) -> None:
    assert clerk.read(docx(), name="a.pdf", content_type="text/html").kind == "docx"
    assert clerk.read(PAGE, name="a.docx", content_type="application/pdf").kind == "html"
    assert clerk.read(pdf([[(60, 700, 10, "words")]]), name="a.csv").kind == "pdf"


def test_a_cut_off_pdf_gives_what_is_left_or_a_reason(clerk: Clerk) -> None:
    whole = pdf([[(60, 700, 10, "first page")], [(60, 700, 10, "second page")]])
    assert clerk.refused(whole[: len(whole) // 8]) == "broken"


def test_a_file_over_the_limit_is_not_even_opened(narrow: Clerk, tmp_path: Path) -> None:
    large = tmp_path / "large.html"
    large.write_bytes(b"x" * (2**20 + 1))
    assert narrow.refused(large) == "too_large"
    assert narrow.refused(large.read_bytes()) == "too_large"


def test_a_document_that_takes_too_long_is_ended(narrow: Clerk) -> None:
    begun = time.monotonic()
    attributes = " ".join(f"a{n}" for n in range(140_000))  # the parser compares each with all
    assert narrow.refused(f"<html><p {attributes}>x</p></html>") == "took_too_long"
    assert time.monotonic() - begun < 15
    assert narrow.page(PAGE) == "窓口の案内です。\n"


def wide_workbook() -> bytes:
    """A sheet whose two cells stand in opposite corners."""
    stored = io.BytesIO()
    with xlsxwriter.Workbook(stored) as book:
        book.add_worksheet().write_row(0, 0, [1, 2])
    sheet = "xl/worksheets/sheet1.xml"
    moved = changed(stored.getvalue(), sheet, b'r="B1"', b'r="XFD1048576"')
    return changed(moved, sheet, b'ref="A1:B1"', b'ref="A1:XFD1048576"')


def test_a_document_that_takes_too_much_memory_is_ended(narrow: Clerk) -> None:
    text = "あ" * 40_000
    rows = "<tr><td>x</td></tr>" * 299
    greedy = f"<table><tr><th rowspan=300 colspan=40>{text}</th></tr>{rows}</table>"
    assert narrow.refused(greedy, content_type="text/html") == "too_much_memory"
    assert narrow.refused(wide_workbook(), name="a.xlsx") == "too_much_memory"
    assert narrow.page(PAGE) == "窓口の案内です。\n"


def test_a_file_that_is_no_file_is_refused(clerk: Clerk, tmp_path: Path) -> None:
    assert clerk.refused(tmp_path / "nothing.html") == "no_file"
    assert clerk.refused(tmp_path) == "no_file"
    os.mkfifo(tmp_path / "pipe")
    assert clerk.refused(tmp_path / "pipe") == "no_file"


def test_entities_of_an_office_document_are_never_resolved(clerk: Clerk) -> None:
    part = "次の書類".encode()
    outside = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    head = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
    hostile = changed(docx(), "word/document.xml", head, head + outside)
    hostile = changed(hostile, "word/document.xml", part, b"&x;")
    assert clerk.refused(hostile) == "bomb"


def test_what_is_too_long_is_cut_and_says_so() -> None:
    with closing(Clerk(Limits(markdown_characters=1000))) as sitting:
        found = sitting.read("<h1>題</h1>" + "<p>文です。</p>" * 500, content_type="text/html")
    assert len(found.markdown) <= 1001
    assert found.title == "題"
    assert [each.key for each in found.warnings] == ["convert.warning.cut_short"]


def test_many_documents_at_once_are_all_read_while_some_are_hostile(clerk: Clerk) -> None:
    async def every() -> list[object]:
        ask = clerk.converter.convert
        asked = [
            ask(wide_workbook() if n % 10 == 5 else PAGE.encode(), Hint(name=f"{n}"))
            for n in range(60)
        ]
        return list(await asyncio.gather(*asked, return_exceptions=True))

    outcomes = clerk.wait_for(every())
    assert sum(isinstance(each, Exception) for each in outcomes) == 6


def test_a_reader_knows_no_secret_and_no_network() -> None:
    program = (
        "import socket\n"
        "from madoguchi.learning.adapters.confinement import confine\n"
        "from madoguchi.learning.converting.schemas import Limits\n"
        "confine(Limits())\n"
        "try: socket.socket()\n"
        "except PermissionError: print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30
    )
    assert done.stdout == ("refused\n" if sys.platform == "linux" else done.stdout), done.stderr


@pytest.fixture
def own() -> Iterator[Clerk]:
    """Somebody of one's own, whose processes may be killed."""
    with closing(Clerk()) as sitting:
        yield sitting


def forker() -> psutil.Process:
    """The process that the newest readers are copies of."""
    alive = [p for p in psutil.Process().children() if p.status() != psutil.STATUS_ZOMBIE]
    every = [p for p in alive if "madoguchi.learning.adapters.forker" in p.cmdline()]
    return max(every, key=lambda process: process.create_time())


def test_the_environment_of_a_reader_holds_no_secret(
    own: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MADOGUCHI_ADMIN_PASSWORD", "hush")
    own.page(PAGE)
    reader = forker().children()[0]
    assert set(reader.environ()) <= {
        "PATH",
        "LANG",
        "OMP_THREAD_LIMIT",
        "MALLOC_ARENA_MAX",
        "LC_CTYPE",
    }


def test_a_conversion_that_nobody_waits_for_is_ended(own: Clerk) -> None:
    own.page(PAGE)
    reader = forker().children()[0]
    attributes = " ".join(f"a{n}" for n in range(140_000))

    async def give_up() -> None:
        async with asyncio.timeout(0.3):
            await own.converter.convert(f"<html><p {attributes}>x</p>".encode(), Hint())

    with pytest.raises(TimeoutError):
        own.wait_for(give_up())
    assert not psutil.wait_procs([reader], 5)[1]
    assert own.page(PAGE) == "窓口の案内です。\n"


def test_a_killed_reader_is_replaced(own: Clerk) -> None:
    own.page(PAGE)
    forker().children()[0].kill()
    time.sleep(0.2)
    assert own.page(PAGE) == "窓口の案内です。\n"


def test_a_killed_forker_is_replaced(own: Clerk) -> None:
    own.page(PAGE)
    dead = forker()
    readers = dead.children()
    dead.kill()
    _, alive = psutil.wait_procs(readers, 5)
    assert not alive or sys.platform != "linux"
    for _ in range(2):
        try:
            assert own.page(PAGE) == "窓口の案内です。\n"
        except Unavailable:
            continue
        return
    pytest.fail("no reader came back")


def test_nothing_is_left_running_after_closing() -> None:
    with closing(Clerk()) as sitting:
        sitting.page(PAGE)
        begun = [forker(), *forker().children()]
    _, alive = psutil.wait_procs(begun, 5)
    assert not alive
