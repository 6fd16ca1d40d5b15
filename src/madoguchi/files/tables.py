"""Table of the files room: the truth about the bytes that lie in a store."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from madoguchi.kernel.db import Table

LINKS = "links"
UNFINISHED = text("state <> 'ready'")


class FileRow(Table):
    """One file: ``writing`` before its first byte, ``ready``, ``removing`` until its last is gone.

    No byte is ever stored that no row names.
    """

    __tablename__ = "files"
    __table_args__ = (
        Index("ix_files_owner", "owner_id", "created_at"),
        Index(
            "ix_files_unfinished",
            "created_at",
            sqlite_where=UNFINISHED,
            postgresql_where=UNFINISHED,
        ),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    owner_id: Mapped[str]
    purpose: Mapped[str]
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[str | None]
    key: Mapped[str] = mapped_column(unique=True)
    state: Mapped[str]
    created_at: Mapped[datetime]


class FileKeyRow(Table):
    """What the room signs with; there is one, for links."""

    __tablename__ = "file_keys"

    id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[bytes]
