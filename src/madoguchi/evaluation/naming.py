"""Which documents people mean: by id, address, title or the name of a file."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from madoguchi.evaluation.ports import FileNames
from madoguchi.kernel.ids import as_id
from madoguchi.knowledge.catalogue import Catalogue
from madoguchi.knowledge.schemas import Listed

SCHEME = re.compile(r"^https?://", re.I)
DEFAULT_PORT = re.compile(r":(?:80|443)$")
WAYS = ("id", "at", "title", "file")
"""Who names a document by its address does not mean another one by its title."""
Key = tuple[str, str]


class Names:
    """Finds the documents that names stand for."""

    def __init__(self, catalogue: Catalogue, files: FileNames) -> None:
        self._catalogue = catalogue
        self._files = files

    async def resolve(
        self, names: Iterable[str], collection: str | None, language: str | None
    ) -> dict[str, list[Listed]]:
        """Return the documents of each name; of one that means nothing, none."""
        asked = {name: dict(_keys_of_name(name)) for name in names}
        wanted = {key for keys in asked.values() for key in keys.items() if key[1]}
        found: dict[Key, list[Listed]] = defaultdict(list)
        if wanted:
            async for page in self._catalogue.pages(collection, language):
                uploads = [each.address for each in page if as_id(each.address)]
                called = await self._files.names(uploads)
                for document in page:
                    keys = set(_keys_of_document(document, called.get(document.address)))
                    for key in keys & wanted:
                        found[key].append(document)
        return {
            name: next((found[way, keys[way]] for way in WAYS if found.get((way, keys[way]))), [])
            for name, keys in asked.items()
        }


def place(address: str) -> str:
    """Return an address as all its spellings have in common."""
    plain = unicodedata.normalize("NFC", unquote(address.strip().partition("#")[0]))
    rest = SCHEME.sub("", plain)
    if rest != plain:
        host, slash, path = rest.partition("/")
        rest = _host(host) + slash + path
    return rest.rstrip("/")


def _host(host: str) -> str:
    host = DEFAULT_PORT.sub("", host.lower())
    try:
        return host if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return host


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _keys_of_name(name: str) -> Iterator[Key]:
    yield "id", as_id(name) or ""
    yield "at", place(name)
    yield "title", _plain(name)
    yield "file", _plain(name)


def _keys_of_document(document: Listed, file_name: str | None) -> Iterator[Key]:
    yield "id", document.id
    for address in (document.address, document.url):
        if address:
            yield "at", place(address)
            yield "file", _plain(place(address).rpartition("/")[2])
    yield "title", _plain(document.title)
    if file_name:
        yield "file", _plain(file_name)
