"""guard decisions"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "own_rules",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_own_rules")),
        sa.UniqueConstraint("name", name=op.f("uq_own_rules_name")),
    )
    op.create_table(
        "site_contacts",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("same", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_contacts")),
        sa.UniqueConstraint("kind", "same", name=op.f("uq_site_contacts_kind_same")),
    )
    op.create_table(
        "guard_strictness",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("scope", "name", name=op.f("pk_guard_strictness")),
    )
    op.create_table(
        "guard_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guard_version")),
    )
    op.create_table(
        "hidden_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "kind", name=op.f("pk_hidden_counts")),
    )
    with op.batch_alter_table("vault_looks") as looks:
        looks.add_column(sa.Column("looker_name", sa.String(), nullable=True))
    op.create_index(op.f("ix_vault_looks_looked_at"), "vault_looks", ["looked_at"])


def downgrade() -> None:
    """Go one step back."""
    op.drop_index(op.f("ix_vault_looks_looked_at"), "vault_looks")
    with op.batch_alter_table("vault_looks") as looks:
        looks.drop_column("looker_name")
    for table in (
        "hidden_counts",
        "guard_version",
        "guard_strictness",
        "site_contacts",
        "own_rules",
    ):
        op.drop_table(table)
