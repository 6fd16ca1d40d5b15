"""How many tokens a text is about, by script; no tokeniser is downloaded for it."""

import re

WIDE = re.compile(r"[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
WIDE_TOKENS, NARROW_TOKENS = 0.9, 0.27


def count(text: str) -> int:
    """Return about how many tokens ``text`` is."""
    wide = len(WIDE.findall(text))
    return int(wide * WIDE_TOKENS + (len(text) - wide) * NARROW_TOKENS) + 1
