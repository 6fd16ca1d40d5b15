"""languages"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    with op.batch_alter_table("sessions") as sessions:
        sessions.add_column(sa.Column("pinned_language", sa.String(), nullable=True))
    with op.batch_alter_table("messages") as messages:
        messages.add_column(sa.Column("language", sa.String(), nullable=True))
        messages.add_column(sa.Column("confidence", sa.Double(), nullable=True))


def downgrade() -> None:
    """Go one step back."""
    with op.batch_alter_table("messages") as messages:
        messages.drop_column("confidence")
        messages.drop_column("language")
    with op.batch_alter_table("sessions") as sessions:
        sessions.drop_column("pinned_language")
