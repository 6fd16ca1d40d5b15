"""Zip archives looked into before anything is unpacked from them."""

import io
import zipfile
from pathlib import PurePosixPath

from madoguchi.learning.converting.failures import Refused
from madoguchi.learning.converting.schemas import Kind, Limits

ENTRIES = 10_000
RATIO = 200
HARMLESS_BYTES = 16 * 2**20
ENCRYPTED = 0x1
MAIN_PARTS: dict[str, Kind] = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "xl/workbook.bin": "xlsx",
    "ppt/presentation.xml": "pptx",
}
OPEN_TYPES: dict[bytes, Kind] = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}


def opened(data: bytes) -> zipfile.ZipFile:
    """Return the archive in ``data``."""
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise Refused("convert.broken") from error


def kind_of_archive(data: bytes) -> Kind:
    """Tell which office document an archive is."""
    with opened(data) as archive:
        names = set(archive.namelist())
        for part, kind in MAIN_PARTS.items():
            if part in names:
                return kind
        if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
            declared = _beginning(archive, archive.getinfo("mimetype"))
            if declared in OPEN_TYPES:
                return OPEN_TYPES[declared]
    raise Refused("convert.archive")


def inspect(data: bytes, limits: Limits) -> None:
    """Refuse an archive that would burst, hide, or define its own entities."""
    with opened(data) as archive:
        entries = archive.infolist()
        if len(entries) > ENTRIES or sum(e.file_size for e in entries) > limits.unpacked_bytes:
            raise Refused("convert.bomb")
        for entry in entries:
            _inspect(archive, entry)


def _inspect(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & ENCRYPTED:
        raise Refused("convert.encrypted")
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts:
        raise Refused("convert.broken")
    if entry.file_size > max(HARMLESS_BYTES, RATIO * entry.compress_size):
        raise Refused("convert.bomb")
    if path.suffix in (".xml", ".rels", ".vml") and b"<!DOCTYPE" in _beginning(archive, entry):
        raise Refused("convert.bomb")


def _beginning(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(entry) as part:
            return part.read(1024)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, OSError, EOFError) as e:
        raise Refused("convert.broken") from e
