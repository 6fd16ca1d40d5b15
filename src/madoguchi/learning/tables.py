"""Tables of the learning room."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, Text, false, literal_column, text
from sqlalchemy.orm import Mapped, mapped_column

from madoguchi.kernel.db import Table

ZERO = text("0")
WAITING = text("state = 'waiting'")
TAKEN = text("state = 'taken'")


class PageRow(Table):
    """One address of one source: how it was found, what became of it, and when it is next.

    The ledger is the frontier: what is ``waiting`` will be visited, what is ``taken`` is in some
    crawler's hands, the rest is ``visited``. ``kept`` says that its contents belong to the source;
    ``change`` what the run ``run_id`` did to them.
    """

    __tablename__ = "crawl_pages"
    __table_args__ = (
        Index(
            "ix_crawl_pages_waiting",
            "source_id",
            "depth",
            "next_at",
            sqlite_where=WAITING,
            postgresql_where=WAITING,
        ),
        Index("ix_crawl_pages_taken", "source_id", sqlite_where=TAKEN, postgresql_where=TAKEN),
        Index("ix_crawl_pages_run", "source_id", "run_id", "change"),
    )

    source_id: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(Text, primary_key=True)
    found_on: Mapped[str | None] = mapped_column(Text)
    found_by: Mapped[str]
    depth: Mapped[int]
    hops: Mapped[int] = mapped_column(server_default=ZERO)
    run_id: Mapped[str]
    state: Mapped[str]
    holder: Mapped[str | None]
    kept: Mapped[bool] = mapped_column(server_default=false())
    change: Mapped[str | None]
    decision: Mapped[str | None]
    facts: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    status: Mapped[int | None]
    content_type: Mapped[str | None]
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None]
    body_hash: Mapped[str | None]
    body_size: Mapped[int | None]
    target: Mapped[str | None] = mapped_column(Text)
    site_changed_at: Mapped[datetime | None]
    found_at: Mapped[datetime]
    visited_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(server_default=ZERO)


# Written out, so that a database sees that the index over just these rows will do.
IS_WAITING = PageRow.state == literal_column("'waiting'")
IS_TAKEN = PageRow.state == literal_column("'taken'")


class SourceRow(Table):
    """Something that is learned, and how."""

    __tablename__ = "sources"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    starts: Mapped[list[str]] = mapped_column(JSON)
    options: Mapped[dict[str, Any]] = mapped_column(JSON)
    headers: Mapped[bytes | None]
    collection: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(JSON)
    schedule_id: Mapped[str | None]
    made_by: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class LearningRunRow(Table):
    """One run over a source. ``open_for`` is the source while it is not over: there is one."""

    __tablename__ = "learning_runs"
    __table_args__ = (Index("ix_learning_runs_source", "source_id", "created_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    source_id: Mapped[str] = mapped_column(ForeignKey("sources.id", ondelete="CASCADE"))
    open_for: Mapped[str | None] = mapped_column(unique=True)
    job_id: Mapped[str | None]
    state: Mapped[str]
    wish: Mapped[str | None]
    step: Mapped[str]
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    reports: Mapped[dict[str, Any]] = mapped_column(JSON, server_default=text("'{}'"))
    error: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    asked_by: Mapped[str | None]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class ItemRow(Table):
    """One document of a source, from its bytes to what was learned of it.

    ``state`` goes fetched → converted → learned; or refused, empty, duplicate: with a reason.
    ``hidden`` tells what was taken out of it, by kind; nothing where it was left as it is.
    """

    __tablename__ = "source_items"
    __table_args__ = (Index("ix_source_items_state", "source_id", "state", "address"),)

    source_id: Mapped[str] = mapped_column(
        ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True
    )
    address: Mapped[str] = mapped_column(Text, primary_key=True)
    run_id: Mapped[str]
    state: Mapped[str]
    name: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    body_hash: Mapped[str]
    content_type: Mapped[str | None]
    text_hash: Mapped[str | None]
    title: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None]
    kind: Mapped[str | None]
    passages: Mapped[int] = mapped_column(server_default=ZERO)
    notices: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    hidden: Mapped[dict[str, int] | None] = mapped_column(JSON(none_as_null=True))
    updated_at: Mapped[datetime]


class TextRow(Table):
    """What a document was converted to, packed: what happens after that can be done again.

    ``digests`` are those of its blocks, ``repeated`` of them what other documents say as well, and
    ``left_out`` what is left to those. ``facts`` and ``signature`` find its
    twins; ``twin`` is the one that is found instead.
    """

    __tablename__ = "source_texts"
    __table_args__ = (Index("ix_source_texts_facts", "source_id", "facts"),)

    source_id: Mapped[str] = mapped_column(
        ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True
    )
    address: Mapped[str] = mapped_column(Text, primary_key=True)
    document: Mapped[bytes] = mapped_column(LargeBinary)
    digests: Mapped[bytes] = mapped_column(LargeBinary)
    repeated: Mapped[bytes | None] = mapped_column(LargeBinary)
    left_out: Mapped[bytes | None] = mapped_column(LargeBinary)
    facts: Mapped[str | None]
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    twin: Mapped[str | None] = mapped_column(Text)


class ModuleRow(Table):
    """How far a module is with a source: which edition of it has seen every document."""

    __tablename__ = "source_modules"

    source_id: Mapped[str] = mapped_column(
        ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True
    )
    module: Mapped[str] = mapped_column(primary_key=True)
    edition: Mapped[str | None]


class NoteRow(Table):
    """What a module notes about a document."""

    __tablename__ = "module_notes"

    source_id: Mapped[str] = mapped_column(
        ForeignKey("sources.id", ondelete="CASCADE"), primary_key=True
    )
    module: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(Text, primary_key=True)
    data: Mapped[dict[str, Any]] = mapped_column(JSON)
