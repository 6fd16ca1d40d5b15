"""Bytes into text: escapes, marks, UTF-8, what was declared, and only then a guess."""

import codecs
import re
from collections.abc import Iterator

import chardet

ESCAPES = re.compile(rb"\x1b(\$[@B]|\$\([DQ]|\([BJI])")
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
BEGINNING_BYTES = 4096
SAMPLE_BYTES = 65536
TOLERATED = 0.005
LIKELY, KANA_SHARE = 0.7, 0.15
WIDE_LETTERS = re.compile(r"[^\x00-\x7f\uff66-\uff9f]")
HALF_WIDTH_SIGNS = "\uff61\uff62\uff63\uff64\uff65"
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
NOT_TEXT = ("unicode_escape", "raw_unicode_escape", "idna", "punycode", "utf-7")
# What the web means by a name: the wider table that contains it.
WIDER = {
    "shift_jis": ("cp932",),
    "cp932": ("cp932",),
    "shift_jis_2004": ("shift_jis_2004", "cp932"),
    "euc_jp": ("euc_jp", "euc_jis_2004"),
    "euc_jis_2004": ("euc_jis_2004",),
    "gb2312": ("gb18030",),
    "gbk": ("gb18030",),
    "euc_kr": ("cp949",),
    "iso8859-1": ("cp1252",),
    "ascii": ("cp1252",),
    "big5": ("big5hkscs", "cp950"),
}


def decode(data: bytes, declared: str | None = None, *, looks_inside: bool = True) -> str:
    """Return the text of ``data``; what cannot be read becomes the replacement character."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\x1b" in data and ESCAPES.search(data) and data.isascii():
        return "".join(_japanese_escapes(data))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if wide := _wide_without_mark(data):
        return data.decode(wide, "replace")
    inside = DECLARED.search(data[:BEGINNING_BYTES]) if looks_inside else None
    names = [name for name in (declared, inside and inside[1].decode("ascii")) if name]
    return _as_declared(data, names) or _as_guessed(data)


def _as_declared(data: bytes, names: list[str]) -> str | None:
    for name in names:
        for encoding in _encodings(name):
            text = data.decode(encoding, "replace")
            if text.count("\ufffd") <= TOLERATED * len(text):
                return text
    return None


def _as_guessed(data: bytes) -> str:
    if japanese := _as_japanese(data):
        return japanese
    guess = chardet.detect(data[:SAMPLE_BYTES])["encoding"]
    tried = [*_encodings(guess or ""), "utf-8", "cp932"]
    texts = [data.decode(encoding, "replace") for encoding in tried]
    return min(texts, key=lambda text: text.count("\ufffd") / max(len(text), 1))


def _as_japanese(data: bytes) -> str | None:
    """Return the text when read as Japanese it holds what Japanese holds; short texts too."""
    best, most = None, LIKELY
    for encoding, first, last in (("cp932", 0x87, 0x98), ("euc_jp", 0xB0, 0xCF)):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Half-width letters say nothing: most single bytes of other encodings look like them.
        wide = WIDE_LETTERS.findall(text[:SAMPLE_BYTES])
        kana = sum(1 for letter in wide if "\u3000" <= letter <= "\u30ff" or letter > "\uff00")
        common = sum(1 for letter in wide if first <= letter.encode(encoding)[0] <= last)
        odd = sum(text.count(sign) for sign in HALF_WIDTH_SIGNS)
        likely = (kana + common - 2 * odd) / max(len(wide), 1)
        # Chinese bytes pass for kanji of EUC-JP, but hardly for kana.
        if likely > most and (encoding == "cp932" or kana > KANA_SHARE * len(wide)):
            best, most = text, likely
    return best


def _encodings(name: str) -> tuple[str, ...]:
    """Return the encodings that a name may stand for, as far as they decode text."""
    try:
        found = codecs.lookup(name.replace("x-sjis", "shift_jis").replace("windows-31j", "cp932"))
    except (LookupError, ValueError):
        return ()
    if found.name in NOT_TEXT or not found._is_text_encoding:
        return ()
    return WIDER.get(found.name, (found.name,))


def _wide_without_mark(data: bytes) -> str | None:
    """Recognise UTF-16 by the NUL bytes of its line ends, spaces and Latin letters."""
    sample = data[:BEGINNING_BYTES]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even + odd < len(sample) / 50 or not even + odd:
        return None
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else None


def _japanese_escapes(data: bytes) -> Iterator[str]:
    """Decode ISO-2022-JP by way of CP932, whose table also holds what vendors added."""
    state, begin = b"(B", 0
    for found in [*ESCAPES.finditer(data), None]:
        end = found.start() if found else len(data)
        yield _in_state(state, data[begin:end])
        if found:
            state, begin = found[1], found.end()


def _in_state(state: bytes, part: bytes) -> str:
    if state in (b"(B", b"(J"):
        return part.decode("ascii", "replace")
    high = bytes(byte | 0x80 if byte > 0x20 else byte for byte in part)
    if state == b"(I":
        return high.decode("cp932", "replace")
    if state == b"$(D":
        pairs = re.sub(rb"([\x80-\xff]{2})", rb"\x8f\1", high)
        return pairs.decode("euc_jp", "replace")
    if state == b"$(Q":
        return high.decode("euc_jis_2004", "replace")
    return re.sub(rb"[\x21-\x7e]{2}", _shifted, part).decode("cp932", "replace")


def _shifted(pair: re.Match[bytes]) -> bytes:
    """Move one pair of JIS X 0208 to its place in Shift_JIS."""
    row, column = pair.group()
    lead = (row + 1) // 2 + (0x70 if row < 0x5F else 0xB0)
    if row % 2:
        return bytes((lead, column + (0x1F if column < 0x60 else 0x20)))
    return bytes((lead, column + 0x7E))
