"""Tables of the privacy room: nothing in them can be read with the database alone."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
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
    owner_id: Mapped[str]
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
    looked_at: Mapped[datetime]


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
