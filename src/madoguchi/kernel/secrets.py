"""Secrets that stand in ordinary text."""

import re

PASSWORD_IN_URL = re.compile(r"//[^/@\s]+@")


def without_passwords(text: str) -> str:
    """Return a text with stars in place of whoever signs in within an address."""
    return PASSWORD_IN_URL.sub("//**********@", text)
