"""search"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("roles", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "index_owner",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("index_id", sa.String(), nullable=False),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("rebuild_wanted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rebuild_done", sa.Integer(), nullable=False),
        sa.Column("rebuild_total", sa.Integer(), nullable=False),
        sa.Column("rebuilt_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_owner")),
    )


def downgrade() -> None:
    """Go one step back."""
    op.drop_table("index_owner")
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.drop_column("roles")
