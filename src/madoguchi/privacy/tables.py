"""Tables of the privacy room: what people said cannot be read with the database alone."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from madoguchi.kernel.db import Table


class VaultMasterRow(Table):
    """A key of this installation, by its id, for as long as keys of conversations lie under it."""

    __tablename__ = "vault_masters"

    id: Mapped[str] = mapped_column(primary_key=True)
    known_since: Mapped[datetime]


class VaultKeyRow(Table):
    """One half of a conversation's key, wrapped; the other half never lies in the database."""

    __tablename__ = "vault_keys"

    conversation_id: Mapped[str] = mapped_column(primary_key=True)
    owner_id: Mapped[str] = mapped_column(index=True)
    key_id: Mapped[str] = mapped_column(unique=True)
    wrapped: Mapped[bytes]
    master_id: Mapped[str] = mapped_column(ForeignKey("vault_masters.id"), index=True)
    made_at: Mapped[datetime]


class VaultValueRow(Table):
    """What one placeholder of a conversation stands for, sealed, and a mark to find it again by."""

    __tablename__ = "vault_values"
    __table_args__ = (UniqueConstraint("conversation_id", "kind", "mark"),)

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("vault_keys.conversation_id", ondelete="CASCADE"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[bytes]
    sealed: Mapped[bytes]
    as_is: Mapped[bool | None]
    """What the owner has decided: send it as it is, or hide it again; nothing by itself."""


class VaultLookRow(Table):
    """Somebody else than the owner saw the values of a conversation; this stays when they go."""

    __tablename__ = "vault_looks"

    id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(index=True)
    looker_id: Mapped[str]
    looker_name: Mapped[str | None]
    looked_at: Mapped[datetime] = mapped_column(index=True)


class VaultChoiceRow(Table):
    """Somebody decided how a value of a conversation is sent; this stays when the value goes."""

    __tablename__ = "vault_choices"

    id: Mapped[str] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(index=True)
    chooser_id: Mapped[str]
    kind: Mapped[str]
    as_is: Mapped[bool]
    chosen_at: Mapped[datetime]


class VaultErasureRow(Table):
    """A key whose conversation is gone, and whose other half is still to be destroyed."""

    __tablename__ = "vault_erasures"

    key_id: Mapped[str] = mapped_column(primary_key=True)
    wished_at: Mapped[datetime]


class OwnRuleRow(Table):
    """What an organisation looks for itself: words, or a pattern."""

    __tablename__ = "own_rules"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    words: Mapped[list[str]] = mapped_column(JSON)
    pattern: Mapped[str | None] = mapped_column(Text)
    active: Mapped[bool]
    changed_at: Mapped[datetime]


class SiteContactRow(Table):
    """A contact of the site itself, which everybody may see once an administrator says so."""

    __tablename__ = "site_contacts"
    __table_args__ = (UniqueConstraint("kind", "same"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    same: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    state: Mapped[str]
    pages: Mapped[int]
    title: Mapped[str | None] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None]


class StrictnessRow(Table):
    """How strictly one channel or one collection is searched for personal data."""

    __tablename__ = "guard_strictness"

    scope: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[str]


class GuardVersionRow(Table):
    """One row, another version with every decision: by it each process sees that it is behind."""

    __tablename__ = "guard_version"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[str]


class HiddenCountRow(Table):
    """How many values of a kind were newly hidden on a day; never which."""

    __tablename__ = "hidden_counts"

    day: Mapped[date] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]
