"""E-mail: who wrote what to whom, the text that was meant to be read, and what was attached."""

from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser

from madoguchi.learning.converting.draft import Draft
from madoguchi.learning.converting.encodings import decode
from madoguchi.learning.converting.failures import Refused
from madoguchi.learning.converting.found import Found
from madoguchi.learning.converting.html.read import read_text as read_html
from madoguchi.learning.converting.schemas import Hint
from madoguchi.learning.converting.texts import read_text
from madoguchi.learning.converting.writing import clean, flat

SHOWN = ("From", "To", "Cc", "Date")
MOST_PARTS = 1000


def read(data: bytes, hint: Hint, draft: Draft) -> Found:
    """Read one message."""
    try:
        message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
        subject = _header(message, "Subject")
        draft.heading(1, subject)
        shown = [(name, _header(message, name)) for name in SHOWN]
        draft.add("list", "\n".join(f"- {name}: {value}" for name, value in shown if value))
        language = _body(message, hint, draft)
        names = _attachments(message)
    except (ValueError, LookupError, RecursionError, AttributeError, IndexError) as error:
        raise Refused("convert.broken") from error
    if names:
        draft.add("list", "\n".join(f"- [{name}]" for name in names))
        draft.notice("convert.warning.attachments", count=len(names))
    return Found(subject or None, language, {"attachments": names})


def _header(message: EmailMessage, name: str) -> str:
    raw = message.get(name)
    if raw is None:
        return ""
    text = str(raw)
    if "\udc80" <= max(text, default="") <= "\udcff":  # bytes that no header should hold
        text = decode(text.encode("utf-8", "surrogateescape"), looks_inside=False)
    return flat(clean(text)).strip()


def _body(message: EmailMessage, hint: Hint, draft: Draft) -> str | None:
    """Write the plain text, or the HTML where there is no other; return its language."""
    part = message.get_body(("plain", "html"))
    if part is None:
        return None
    text = _text(part)
    if part.get_content_subtype() == "html":
        return read_html(text, hint, draft).language
    if not text.strip() and (html := message.get_body(("html",))) is not None:
        return read_html(_text(html), hint, draft).language
    read_text(clean(text), draft)
    return None


def _text(part: MIMEPart) -> str:
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    return decode(data, part.get_content_charset())


def _attachments(message: EmailMessage) -> list[str]:
    names = []
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            break
        name = part.get_filename()
        if name and not part.is_multipart():
            names.append(flat(clean(name)).strip())
    return names
