"""What a document is: its bytes say it first, then its content type, then its name."""

import re
from pathlib import PurePosixPath

from madoguchi.learning.converting.archives import kind_of_archive
from madoguchi.learning.converting.failures import Refused
from madoguchi.learning.converting.schemas import Hint, Kind

HEAD_BYTES = 4096
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"BM", b"II*\0", b"MM\0*")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|article|main)[\s>]", re.I)
ELEMENTS = re.compile(rb"</(?:p|div|ul|table|h[1-6]|a|dl)>", re.I)
HEADER_LINE = re.compile(
    rb"^(?:from|to|subject|date|message-id|mime-version|received|return-path|reply-to|cc"
    rb"|content-type|delivered-to)\s*:",
    re.I | re.M,
)
CONTENT_TYPES: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "text/markdown": "markdown",
    "message/rfc822": "mail",
}
ENDINGS: dict[str, Kind] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".csv": "csv",
    ".tsv": "csv",
    ".tab": "csv",
    ".md": "markdown",
    ".markdown": "markdown",
    ".eml": "mail",
}


def recognise(data: bytes, hint: Hint) -> Kind:
    """Return the kind of a document, or refuse what nobody here can read."""
    if not data.strip(b"\0 \t\r\n"):
        raise Refused("convert.empty")
    return _binary(data) or _written(data, hint)


def _binary(data: bytes) -> Kind | None:
    head = data[:HEAD_BYTES]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return kind_of_archive(data)
    if head.startswith(OLD_OFFICE):
        return _old_office(data)
    if head.startswith(IMAGES) or (head.startswith(b"RIFF") and head[8:12] == b"WEBP"):
        return "image"
    if head.startswith(b"{\\rtf"):
        raise Refused("convert.old_format")
    return None


def _old_office(data: bytes) -> Kind:
    """Old office files name their streams in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("convert.encrypted")
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return "xls"
    raise Refused("convert.old_format")


def _written(data: bytes, hint: Hint) -> Kind:
    head = data[:HEAD_BYTES].replace(b"\0", b"")
    declared = CONTENT_TYPES.get((hint.content_type or "").partition(";")[0].strip().lower())
    named = ENDINGS.get(_ending(hint))
    if _is_mail(head, declared or named):
        return "mail"
    if MARKUP.search(head) and (declared or named) not in ("markdown", "csv", "mail"):
        return "html"
    if found := declared or named:
        return found
    if len(ELEMENTS.findall(data[: 8 * HEAD_BYTES])) > 3 and head.lstrip()[:1] == b"<":
        return "html"
    _refuse_noise(data)
    return "text"


def _ending(hint: Hint) -> str:
    name = hint.name or (hint.url or "").partition("?")[0].partition("#")[0]
    return PurePosixPath(name).suffix.lower()


def _is_mail(head: bytes, expected: Kind | None) -> bool:
    if expected not in (None, "mail") or not HEADER_LINE.match(head):
        return False
    names = {found.group().lower() for found in HEADER_LINE.finditer(head)}
    return expected == "mail" or len(names) >= 3


def _refuse_noise(data: bytes) -> None:
    """Refuse bytes that are no text in any encoding: UTF-16 has its NULs on one side only."""
    sample = data[:HEAD_BYTES]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    controls = sum(byte < 9 or 13 < byte < 27 for byte in sample) - even - odd
    if controls > len(sample) / 50 or min(even, odd) > len(sample) / 100:
        raise Refused("convert.unknown_kind")


def guess(head: bytes, hint: Hint) -> Kind | None:
    """Return what a document seems to be by its beginning, without opening it."""
    named = {".docx": "docx", ".xlsx": "xlsx", ".pptx": "pptx", ".odt": "odt", ".ods": "ods"}
    if head.startswith((b"PK", OLD_OFFICE)):
        kinds: dict[str, Kind] = named | {".xls": "xls", ".xlsm": "xlsx"}  # type: ignore[assignment]
        return kinds.get(_ending(hint))
    try:
        return recognise(head, hint)
    except Refused:
        return None
