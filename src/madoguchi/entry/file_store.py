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
    return Files(db, store_of(settings, home, "files"), Links(db))


def store_of(settings: Settings, home: Home, name: str) -> Store:
    """Return where bytes of one kind are kept: a folder, or a part of the bucket."""
    url = settings.files.url
    if url is None:
        return LocalStore(home.folder / name)
    adapter = import_module("madoguchi.files.adapters.s3")
    address = url.get_secret_value()
    store: Store = adapter.S3Store(address if name == "files" else adapter.within(address, name))
    return store
