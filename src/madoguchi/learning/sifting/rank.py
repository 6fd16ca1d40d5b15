"""Of several addresses of the same thing, the better one."""

from urllib.parse import urlsplit


def rank(address: str) -> tuple[bool, int, int, str]:
    """Return what orders addresses: without a query first, then near the root, then short."""
    parts = urlsplit(address)
    return bool(parts.query), parts.path.rstrip("/").count("/"), len(address), address
