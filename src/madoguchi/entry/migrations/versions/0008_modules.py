"""modules"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    empty = sa.text("'{}'")
    with op.batch_alter_table("learning_runs") as runs:
        runs.add_column(sa.Column("reports", sa.JSON(), server_default=empty, nullable=False))
    op.create_table(
        "source_texts",
        _source(),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("digests", sa.LargeBinary(), nullable=False),
        sa.Column("repeated", sa.LargeBinary(), nullable=True),
        sa.Column("left_out", sa.LargeBinary(), nullable=True),
        sa.Column("facts", sa.String(), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("twin", sa.Text(), nullable=True),
        _of_source("source_texts"),
        sa.PrimaryKeyConstraint("source_id", "address", name=op.f("pk_source_texts")),
    )
    op.create_index("ix_source_texts_facts", "source_texts", ["source_id", "facts"])
    op.create_table(
        "source_modules",
        _source(),
        sa.Column("module", sa.String(), nullable=False),
        sa.Column("edition", sa.String(), nullable=True),
        _of_source("source_modules"),
        sa.PrimaryKeyConstraint("source_id", "module", name=op.f("pk_source_modules")),
    )
    op.create_table(
        "module_notes",
        _source(),
        sa.Column("module", sa.String(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        _of_source("module_notes"),
        sa.PrimaryKeyConstraint("source_id", "module", "address", name=op.f("pk_module_notes")),
    )
    op.create_table(
        "pairs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("passage_id", sa.String(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{one}_id"],
                [f"{one}s.id"],
                name=op.f(f"fk_pairs_{one}_id_{one}s"),
                ondelete="CASCADE",
            )
            for one in ("document", "passage")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairs")),
    )
    op.create_index(op.f("ix_pairs_document_id"), "pairs", ["document_id"])
    op.create_index(op.f("ix_pairs_passage_id"), "pairs", ["passage_id"])
    op.create_table(
        "terms",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms")),
    )
    op.create_index("ix_terms_source", "terms", ["source", "address"])


def downgrade() -> None:
    """Go one step back."""
    for table in ("terms", "pairs", "module_notes", "source_modules", "source_texts"):
        op.drop_table(table)
    with op.batch_alter_table("learning_runs") as runs:
        runs.drop_column("reports")


def _source() -> sa.Column[str]:
    return sa.Column("source_id", sa.String(), nullable=False)


def _of_source(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_source_id_sources")
    return sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=name, ondelete="CASCADE")
