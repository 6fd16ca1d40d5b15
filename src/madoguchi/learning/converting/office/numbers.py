"""Numbers of a workbook as its formats show them: percent, thousands, decimals, units."""

import io
import re
import zipfile
from dataclasses import dataclass, field

from lxml import etree

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BUILT_IN = {2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0", 38: "#,##0",
            39: "#,##0.00", 40: "#,##0.00", 5: "¥#,##0", 6: "¥#,##0"}  # fmt: skip
STYLED = re.compile(rb'<c\s+r="([A-Z]{1,3})(\d{1,7})"\s+s="(\d{1,5})"')
LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]')
DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([0#?]+))?")


@dataclass(frozen=True)
class Format:
    """How one kind of number is shown."""

    before: str = ""
    after: str = ""
    decimals: int = 0
    has_thousands: bool = False
    is_percent: bool = False

    def show(self, value: float) -> str:
        """Return a number with everything around it."""
        amount = value * 100 if self.is_percent else value
        digits = f"{abs(amount):{',' if self.has_thousands else ''}.{self.decimals}f}"
        sign = "-" if amount < 0 and any(d in "123456789" for d in digits) else ""
        return f"{sign}{self.before}{digits}{self.after}"


@dataclass(frozen=True)
class Shown:
    """The formats of the cells of one sheet."""

    cells: dict[tuple[int, int], Format] = field(default_factory=dict)

    def number(self, value: float, row: int, column: int) -> str:
        """Return a number as its cell shows it."""
        if chosen := self.cells.get((row, column)):
            return chosen.show(value)
        if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        return f"{value:.15g}" if isinstance(value, float) else str(value)


def format_of(code: str) -> Format | None:
    """Read a number format; nothing when it leaves numbers as they are."""
    code = code.split(";")[0]
    literals: list[str] = []

    def put(found: re.Match[str]) -> str:
        literals.append(found[1] or found[2] or found[3] or "")
        return "\x00"

    bare = LITERAL.sub(put, code)
    digits = DIGITS.search(bare)
    if digits is None or "E" in bare:
        return None
    named = iter(literals)
    before = "".join(next(named) if c == "\x00" else c for c in bare[: digits.start()])
    rest = bare[digits.end() :]
    after = "".join(next(named) if c == "\x00" else c for c in rest)
    return Format(
        before.strip(),
        after.rstrip(),
        decimals=len(digits[1] or ""),
        has_thousands="," in digits[0].partition(".")[0].rstrip(","),
        is_percent="%" in rest,
    )


def formats_of(data: bytes) -> dict[str, Shown]:
    """Return by sheet how its numbers are shown; a workbook of another kind has none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            styles = _styles(archive)
            return {
                name: Shown(_cells(archive.read(path), styles))
                for name, path in _sheets(archive)
                if styles and path in archive.namelist()
            }
    except (zipfile.BadZipFile, KeyError, etree.LxmlError, ValueError, OSError):
        return {}


def _tree(archive: zipfile.ZipFile, path: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(archive.read(path), parser)


def _styles(archive: zipfile.ZipFile) -> dict[int, Format]:
    tree = _tree(archive, "xl/styles.xml")
    codes = dict(BUILT_IN)
    codes |= {int(f.get("numFmtId", "0")): f.get("formatCode", "") for f in tree.iter(f"{M}numFmt")}
    cells = tree.find(f"{M}cellXfs")
    found = {}
    for index, style in enumerate(cells if cells is not None else ()):
        code = codes.get(int(style.get("numFmtId", "0")))
        if code and (chosen := format_of(code)):
            found[index] = chosen
    return found


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    targets = {
        relation.get("Id"): str(relation.get("Target"))
        for relation in _tree(archive, "xl/_rels/workbook.xml.rels")
    }
    found = []
    for sheet in _tree(archive, "xl/workbook.xml").iter(f"{M}sheet"):
        target = targets.get(sheet.get(R_ID), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found.append((str(sheet.get("name")), path))
    return found


def _cells(sheet: bytes, styles: dict[int, Format]) -> dict[tuple[int, int], Format]:
    found = {}
    for cell in STYLED.finditer(sheet):
        if chosen := styles.get(int(cell[3])):
            found[int(cell[2]) - 1, _column(cell[1].decode())] = chosen
    return found


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1
