"""Codes of languages: ISO 639-1, with `zh-hans` and `zh-hant` for the two ways to write Chinese."""

UNKNOWN = "und"
TRADITIONAL = {"hant", "tw", "hk", "mo"}


def tidy(tag: str) -> str:
    """Return the code we use for a tag of the web, such as ``zh-TW``, ``pt_BR`` or ``EN``."""
    first, *rest = tag.strip().casefold().replace("_", "-").split("-")
    if first != "zh":
        return first
    return "zh-hant" if TRADITIONAL.intersection(rest) else "zh-hans"


def family(language: str) -> str:
    """Return the language without the way it is written: what the index and its filters know.

    This is the one place where `zh-hans` and `zh-hant` become `zh`.
    """
    return language.partition("-")[0]
