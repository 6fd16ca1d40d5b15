"""vault"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "vault_masters",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("known_since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_masters")),
    )
    op.create_table(
        "vault_keys",
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("master_id", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["master_id"], ["vault_masters.id"], name=op.f("fk_vault_keys_master_id")
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_vault_keys")),
        sa.UniqueConstraint("key_id", name=op.f("uq_vault_keys_key_id")),
    )
    op.create_index(op.f("ix_vault_keys_master_id"), "vault_keys", ["master_id"])
    op.create_table(
        "vault_values",
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["vault_keys.conversation_id"],
            name=op.f("fk_vault_values_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "kind", "number", name=op.f("pk_vault_values")),
        sa.UniqueConstraint(
            "conversation_id",
            "kind",
            "mark",
            name=op.f("uq_vault_values_conversation_id_kind_mark"),
        ),
    )
    op.create_table(
        "vault_looks",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("looker_id", sa.String(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_looks")),
    )
    op.create_index(op.f("ix_vault_looks_conversation_id"), "vault_looks", ["conversation_id"])
    op.create_table(
        "vault_erasures",
        sa.Column("key_id", sa.String(), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_vault_erasures")),
    )


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("vault_erasures")
    op.drop_index(op.f("ix_vault_looks_conversation_id"), table_name="vault_looks")
    op.drop_table("vault_looks")
    op.drop_table("vault_values")
    op.drop_index(op.f("ix_vault_keys_master_id"), table_name="vault_keys")
    op.drop_table("vault_keys")
    op.drop_table("vault_masters")
