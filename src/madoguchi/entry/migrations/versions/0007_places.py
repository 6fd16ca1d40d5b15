"""places"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    with op.batch_alter_table("passages") as passages:
        passages.add_column(sa.Column("place", sa.Text(), nullable=True))


def downgrade() -> None:
    """Go one step back."""
    with op.batch_alter_table("passages") as passages:
        passages.drop_column("place")
