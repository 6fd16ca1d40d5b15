"""Tables of the knowledge room: the truth; the index is made from them."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from madoguchi.kernel.db import Table


class DocumentRow(Table):
    """One document as it was last read."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("source", "address"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    collection: Mapped[str]
    source: Mapped[str]
    address: Mapped[str]
    title: Mapped[str]
    url: Mapped[str | None]
    language: Mapped[str]
    markdown: Mapped[str] = mapped_column(Text)
    fingerprint: Mapped[str]
    updated_at: Mapped[datetime]
    roles: Mapped[list[str]] = mapped_column(JSON)


class PassageRow(Table):
    """One piece of a document that can be found and cited."""

    __tablename__ = "passages"

    id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    heading_path: Mapped[list[str]] = mapped_column(JSON)
    page: Mapped[int | None]
    place: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    end: Mapped[int]


class ForgottenRow(Table):
    """A document that was here once: what quotes it can still say until when."""

    __tablename__ = "forgotten_documents"

    id: Mapped[str] = mapped_column(primary_key=True)
    tenant: Mapped[str]
    source: Mapped[str]
    address: Mapped[str] = mapped_column(Text)
    roles: Mapped[list[str]] = mapped_column(JSON)
    forgotten_at: Mapped[datetime]


class PairRow(Table):
    """A question, and the answer that a passage gives to it."""

    __tablename__ = "pairs"

    id: Mapped[str] = mapped_column(primary_key=True)
    document_id: Mapped[str] = mapped_column(
        ForeignKey("documents.id", ondelete="CASCADE"), index=True
    )
    passage_id: Mapped[str] = mapped_column(
        ForeignKey("passages.id", ondelete="CASCADE"), index=True
    )
    made_by: Mapped[str]
    number: Mapped[int]
    question: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)


class TermRow(Table):
    """A term that some document explains; all of them are words of the analyser."""

    __tablename__ = "terms"
    __table_args__ = (Index("ix_terms_source", "source", "address"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str]
    address: Mapped[str] = mapped_column(Text)
    made_by: Mapped[str]
    term: Mapped[str] = mapped_column(Text)
    meaning: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class SwitchedOffRow(Table):
    """A pair or a term that somebody does not want; it stays so when it is found again."""

    __tablename__ = "switched_off"

    source: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)


class IndexTaskRow(Table):
    """A document that the index has yet to hear of; written with the change that caused it."""

    __tablename__ = "index_tasks"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    document_id: Mapped[str]


class VectorRow(Table):
    """What an embedding model made of a passage; found again by the digest of the same text."""

    __tablename__ = "passage_vectors"
    __table_args__ = (Index("ix_passage_vectors_digest", "digest", "model"),)

    passage_id: Mapped[str] = mapped_column(primary_key=True)
    model: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    vector: Mapped[bytes]


class IndexOwnerRow(Table):
    """The one row that says which process feeds the index, and whether it is to be made anew."""

    __tablename__ = "index_owner"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    index_id: Mapped[str]
    holder: Mapped[str]
    lease_until: Mapped[datetime]
    changes: Mapped[int]
    rebuild_wanted_at: Mapped[datetime | None]
    rebuild_done: Mapped[int]
    rebuild_total: Mapped[int]
    rebuilt_at: Mapped[datetime | None]
