"""files"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "files",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("owner_id", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("key", name=op.f("uq_files_key")),
    )
    op.create_table(
        "file_keys",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_keys")),
    )
    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.create_index("ix_files_owner", ["owner_id", "created_at"], unique=False)
        batch_op.create_index(
            "ix_files_unfinished",
            ["created_at"],
            unique=False,
            sqlite_where=sa.text("state <> 'ready'"),
            postgresql_where=sa.text("state <> 'ready'"),
        )


def downgrade() -> None:
    """Go one step back."""
    with op.batch_alter_table("files", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_files_unfinished",
            sqlite_where=sa.text("state <> 'ready'"),
            postgresql_where=sa.text("state <> 'ready'"),
        )
        batch_op.drop_index("ix_files_owner")

    op.drop_table("file_keys")
    op.drop_table("files")
