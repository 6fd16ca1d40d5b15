"""choices"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    with op.batch_alter_table("vault_values") as values:
        values.add_column(sa.Column("as_is", sa.Boolean(), nullable=True))
    op.create_table(
        "vault_choices",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("chooser_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("as_is", sa.Boolean(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vault_choices")),
    )
    op.create_index(op.f("ix_vault_choices_conversation_id"), "vault_choices", ["conversation_id"])


def downgrade() -> None:
    """Go one step back."""
    op.drop_index(op.f("ix_vault_choices_conversation_id"), table_name="vault_choices")
    op.drop_table("vault_choices")
    with op.batch_alter_table("vault_values") as values:
        values.drop_column("as_is")
