"""Japanese written in Latin letters: what can be read aloud as kana, and ends as Japanese does."""

import regex

SYLLABLE = (
    r"(?:(?:[kgszjtdcnhbpmrf]y|sh|ch|j|ts|[kgsztdnhbpmyrwf])?[aiueoāīūēō]"
    r"|n(?![aiueoy])|(?:k(?=k)|s(?=s)|t(?=[tc])|p(?=p))|m(?=[bp]))"
)
READABLE = regex.compile(rf"{SYLLABLE}+")
ENDING = regex.compile(
    r"\w*(?:masu|masen|mashita|mashou|masuka|masenka|deshita|deshou|desuka|shitai|itai|nakatta|kudasai|gozaimasu"
    r"|shite|sareta|dekinai|rareru|katta|tteru)"
)
WEIGHT = 0.5
MOST = 0.75


def looks_so(words: list[str]) -> bool:
    """Tell whether the words end as Japanese verbs do and nearly all can be read as kana."""
    readable = sum(READABLE.fullmatch(word) is not None for word in words)
    return readable >= MOST * len(words) and any(ENDING.fullmatch(word) for word in words)
