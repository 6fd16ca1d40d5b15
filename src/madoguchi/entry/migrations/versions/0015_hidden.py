"""hidden"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    with op.batch_alter_table("source_items") as items:
        items.add_column(sa.Column("hidden", sa.JSON(), nullable=True))
    op.create_index("ix_vault_keys_owner_id", "vault_keys", ["owner_id"])


def downgrade() -> None:
    """Go one step back."""
    op.drop_index("ix_vault_keys_owner_id", "vault_keys")
    with op.batch_alter_table("source_items") as items:
        items.drop_column("hidden")
