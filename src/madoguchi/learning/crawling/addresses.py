"""One address in one spelling, so that the same page is not read twice."""

import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit

import idna

from madoguchi.learning.crawling.guard import numeric_host

LONGEST = 1800
DEFAULT_PORTS = {"http": 80, "https": 443}
TRACKING = re.compile(
    r"(?:utm_\w+|mc_[ce]id|fbclid|[gy]clid|dclid|gbraid|wbraid|msclkid|igshid|twclid|ttclid|_ga|_gl|_hs\w+"
    r"|phpsessid|aspsessionid\w*|jsessionid|cfid|cftoken)",
    re.I,
)
SESSION = re.compile(r"(?:s|sid|session|sessionid|session_id)", re.I)
TOKEN = re.compile(r"(?=.*\d)(?=.*[a-z])[0-9a-z_-]{8,}|[0-9a-f]{16,}", re.I)
PATH_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;?]*", re.I)
IGNORED_SPACE = re.compile(r"[\t\n\r]")
PLAIN_PATH = re.compile(r"(?:/[A-Za-z0-9_~-]+(?:\.[A-Za-z0-9_~-]+)*)*/?", re.A)
ESCAPED = re.compile(r"%[0-9A-Fa-f]{2}")
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
SAFE_IN_PATH = "/:@!$&'()*+,;=~%"
SAFE_IN_QUERY = "/:@!$'()*+,;=~%?"


def absolute(base: str, link: str, charset: str = "utf-8") -> str | None:
    """Return the address that ``link`` names on the page ``base``; nothing when it names none."""
    text = IGNORED_SPACE.sub("", link.strip(" \t\n\r\f\0"))
    if not text or len(text) > LONGEST * 2:
        return None
    return _joined(base if text[0] != "/" or text[1:2] in "/\\" else origin(base), text, charset)


@lru_cache(maxsize=32_768)
def _joined(base: str, link: str, charset: str) -> str | None:
    try:
        joined = urljoin(base, link.replace("\\", "/", 3))
    except ValueError:
        return None
    return normal(joined, charset)


def normal(address: str, charset: str = "utf-8") -> str | None:
    """Return the one spelling of an address; nothing when it cannot be fetched over HTTP."""
    try:
        parts = urlsplit(address.strip())
        begin = _origin(parts.scheme.lower(), parts.netloc)
        if begin is None:
            return None
        found = begin + _path(parts.path)
        if parts.query:
            found += _query(parts.query, charset)
    except ValueError:
        return None
    return found if len(found) <= LONGEST else None


@lru_cache(maxsize=4096)
def origin(address: str) -> str:
    """Return scheme, host and port of an address."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{re.split('[/?#]', rest, maxsplit=1)[0]}"


def host_of(address: str) -> str:
    """Return the host of an address, with its port when that is not the usual one."""
    return origin(address).partition("://")[2]


@lru_cache(maxsize=4096)
def _origin(scheme: str, place: str) -> str | None:
    if scheme not in DEFAULT_PORTS:
        return None
    try:
        parts = urlsplit(f"//{place}")
        port = parts.port
    except ValueError:
        return None
    host = _host(parts.hostname or "")
    if host is None:
        return None
    return f"{scheme}://{host}" + ("" if port in (None, DEFAULT_PORTS[scheme]) else f":{port}")


def _host(name: str) -> str | None:
    """Return a host's name as it is asked for: lower case, ASCII, numbers in four parts."""
    if ":" in name:
        return f"[{name.lower()}]"
    name = name.rstrip(".")
    if number := numeric_host(name):
        return number
    try:
        found = name.lower() if name.isascii() else idna.encode(name, uts46=True).decode()
    except idna.IDNAError:
        return None
    return found if re.fullmatch(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*", found) else None


def _path(path: str) -> str:
    if PLAIN_PATH.fullmatch(path):
        return path or "/"
    path = _escapes(PATH_SESSION.sub("", path), SAFE_IN_PATH, "utf-8")
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def _query(query: str, charset: str) -> str:
    """Keep the order, because it may mean something; drop what only says who came from where."""
    kept = [each for each in query.split("&") if each and not _is_idle(*_pair(each))]
    return "?" + _escapes("&".join(kept), SAFE_IN_QUERY + "&", charset) if kept else ""


def _pair(parameter: str) -> tuple[str, str]:
    name, _, value = parameter.partition("=")
    return name, value


def _is_idle(name: str, value: str) -> bool:
    if TRACKING.fullmatch(name):
        return True
    return bool(SESSION.fullmatch(name) and TOKEN.fullmatch(value))


def _escapes(text: str, safe: str, charset: str) -> str:
    """Escape what must be, and nothing else; a lone % is one of those."""
    try:
        text = quote(text, safe=safe, encoding=charset, errors="strict")
    except (UnicodeError, LookupError):
        text = quote(text, safe=safe, errors="surrogateescape")
    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    return ESCAPED.sub(_unescape, text)


def _unescape(found: re.Match[str]) -> str:
    letter = chr(int(found[0][1:], 16))
    return letter if letter in UNRESERVED else found[0].upper()
