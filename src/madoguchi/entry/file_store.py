"""The store that the settings name. The one of a bucket is large: it is loaded only where used."""

from importlib import import_module

from madoguchi.entry.home import Home
from madoguchi.entry.settings import Settings
from madoguchi.files.adapters.local import LocalStore
from madoguchi.files.links import Links
from madoguchi.files.ports import Store
from madoguchi.files.service import Files
from madoguchi.kernel.db import Database


def file_room(settings: Settings, home: Home, db: Database) -> Files:
    """Put the files room together."""
    return Files(db, _store(settings, home), Links(db))


def _store(settings: Settings, home: Home) -> Store:
    url = settings.files.url
    if url is None:
        return LocalStore(home.folder / "files")
    store: Store = import_module("madoguchi.files.adapters.s3").S3Store(url.get_secret_value())
    return store
