"""Passwords, keys and tokens."""

import re
from collections.abc import Iterator

from madoguchi.privacy.recognizing.folding import Folded
from madoguchi.privacy.recognizing.spans import Span
from madoguchi.privacy.recognizing.windows import glance

_BEFORE = r"(?<![0-9A-Za-z_-])"
KEYS = re.compile(
    _BEFORE + r"(?:sk-(?:[A-Za-z]+-)?[A-Za-z0-9_-]{20,}"
    r"|[srp]k_(?:live|test)_[0-9A-Za-z]{16,}"
    r"|(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}"
    r"|gh[pousr]_[0-9A-Za-z]{30,}|github_pat_\w{22,}|glpat-[\w-]{20,}"
    r"|xox[abeoprs]-[0-9A-Za-z-]{10,}|xapp-[0-9A-Za-z-]{10,}"
    r"|AIza[\w-]{30,}|ya29\.[\w-]{20,}|GOCSPX-[\w-]{20,}"
    r"|npm_[0-9A-Za-z]{30,}|pypi-[\w-]{30,}|hf_[A-Za-z]{30,}|dop_v1_[0-9a-f]{60,}"
    r"|SG\.[\w-]{16,}\.[\w-]{16,}|key-[0-9a-f]{32}|mdg_[\w-]{16,}"
    r"|eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?)",
    re.ASCII,
)
PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----.*?"
    r"(?:-----END [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----|\Z)",
    re.DOTALL,
)
CONNECTION = re.compile(r"[a-z][a-z0-9+.-]{1,20}://[^\s/:@]*:[^\s/@]+@[^\s,;'\"<>)、。]+")
BEARER = re.compile(r"(?:bearer|basic) +([\w.~+/-]{16,}=*)", re.ASCII)

_NAMES = (
    r"pass(?:word|wd|phrase|code)|pwd|token|secret|one-time code|otp|2fa code|verification code"
    r"|(?:api|access|secret|private|encryption|licen[cs]e|recovery)[ _-]?key(?:[ _-]id)?"
    r"|(?:access|auth|refresh|api|security|secret)[ _-]?token|client[ _-]?secret"
    r"|pin(?: ?(?:code|number))?|cvv2?|cvc2?"
    r"|kennwort|passwort|mot de passe|contraseña|clave|senha|parola|密码|密碼|비밀번호"
    r"|パスワード|パスコード|パスフレーズ|暗証番号|暗証|合い?言葉|認証コード|確認コード|セキュリティ(?:コード|キー)"
    r"|秘密鍵|(?:api|アクセス|シークレット|暗号化)キー|トークン|ピン(?:コード|番号)"
)
_SIGN = r"[:=]|is|was|ist|est|es|は|が|to|->|→|(?=[ ]?[「\"'“])"
GIVEN = re.compile(
    rf"{glance(_NAMES)}(?<![a-z])(?:{_NAMES})[\"']?\s{{0,2}}(?P<sign>{_SIGN})\s{{0,2}}"
    r"[「『\"'“]?(?P<value>[!-~]{3,})"
)
BARE_PIN = re.compile(
    r"(?=[pco暗セ])(?<![a-z])(?:pin|cvv2?|cvc2?|otp|暗証番号|セキュリティコード) ?"
    r"(?P<value>\d{3,8})(?!\d)"
)
TRAILING = ".,;:)]}>\"'”」』*"
WORD = re.compile(r"[A-Za-z][a-z]*(?:['’-][a-z]+)?|[A-Z]+")
NOTHING = re.compile(r"[*.x•\-_#]+|<.*|\{.*|\$\{?\w*\}?|%\w+%|https?:.*|required|forgotten|expired")


class Secrets:
    """Forms that only keys have, and values that are called a secret."""

    def find(self, text: Folded) -> Iterator[Span]:
        """Yield what is found."""
        folded = text.text
        for found in KEYS.finditer(folded):
            yield Span("SECRET", found.start(), found.end(), 0.99)
        if "PRIVATE KEY" in folded:
            for found in PRIVATE_KEY.finditer(folded):
                yield Span("SECRET", found.start(), found.end(), 0.99)
        if "://" in folded:
            for found in CONNECTION.finditer(text.low):
                yield Span("SECRET", found.start(), found.end(), 0.95)
        for found in BEARER.finditer(text.low):
            if any(sign.isdigit() for sign in found[1]):
                yield Span("SECRET", found.start(1), found.end(1), 0.95)
        yield from _given(text)


def _given(folded: Folded) -> Iterator[Span]:
    text = folded.text
    for found in GIVEN.finditer(folded.low):
        assigned = found["sign"] in (":", "=", "")
        start, end = found.span("value")
        value = text[start:end].rstrip(TRAILING if assigned else TRAILING + "!?")
        if len(value) < 3 or NOTHING.fullmatch(value.rstrip("!?").lower()):
            continue
        if not assigned and WORD.fullmatch(value.rstrip("!?")):
            continue
        if (
            assigned
            and WORD.fullmatch(value.rstrip("!?"))
            and not _ends_a_line(text, start + len(value))
        ):
            continue
        yield Span("SECRET", start, start + len(value), 0.85)
    for found in BARE_PIN.finditer(folded.low):
        yield Span("SECRET", found.start("value"), found.end("value"), 0.8)


def _ends_a_line(text: str, end: int) -> bool:
    """A word alone after ``password:`` is one; the first of a sentence is not."""
    return not text[end:].split("\n", 1)[0].strip(" .,;。、」\"')")
