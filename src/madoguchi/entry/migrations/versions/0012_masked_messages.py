"""masked messages"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    with op.batch_alter_table("messages") as messages:
        messages.add_column(
            sa.Column("masked", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    """Go one step back."""
    with op.batch_alter_table("messages") as messages:
        messages.drop_column("masked")
