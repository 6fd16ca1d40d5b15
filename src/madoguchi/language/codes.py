"""Codes of languages: ISO 639-1, with `zh-hans` and `zh-hant` for the two ways to write Chinese."""

UNKNOWN = "und"
CODES = (
    "am ar bg bn cs da de el en es fa fi fr gu he hi hu hy id it ja ka km kn ko lo ml mr ms my ne"
    " nl no pa pl pt ro ru si sr sv ta te th tl tr uk ur vi zh-hans zh-hant"
)
LANGUAGES = frozenset(CODES.split())
"""Every language that messages can be recognised in, and answers be pinned to."""
TRADITIONAL = {"hant", "tw", "hk", "mo"}


def tidy(tag: str) -> str:
    """Return the code we use for a tag of the web, such as ``zh-TW``, ``pt_BR`` or ``EN``."""
    first, *rest = tag.strip().casefold().replace("_", "-").split("-")
    if first != "zh":
        return first
    return "zh-hant" if TRADITIONAL.intersection(rest) else "zh-hans"


def is_known(tag: str) -> bool:
    """Tell whether a tag names a language that we know."""
    return tidy(tag) in LANGUAGES


def family(language: str) -> str:
    """Return the language without the way it is written: what the index and its filters know.

    This is the one place where `zh-hans` and `zh-hant` become `zh`.
    """
    return language.partition("-")[0]
