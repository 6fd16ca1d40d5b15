"""evaluation"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go one step forward."""
    op.create_table(
        "question_sets",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_sets")),
    )
    op.create_table(
        "evaluation_runs",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("set_id", sa.String(), nullable=False),
        sa.Column("open_for", sa.String(), nullable=True),
        sa.Column("job_id", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("wish", sa.JSON(), nullable=False),
        sa.Column("conditions", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("error", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("asked_by", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        _below("evaluation_runs", "set_id", "question_sets"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_runs")),
        sa.UniqueConstraint("open_for", name=op.f("uq_evaluation_runs_open_for")),
    )
    op.create_index("ix_evaluation_runs_set", "evaluation_runs", ["set_id", "created_at"])
    op.create_table(
        "evaluation_answers",
        sa.Column("run_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("expected", sa.JSON(), nullable=False),
        sa.Column("places", sa.JSON(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("contained", sa.Boolean(), nullable=True),
        sa.Column("declined", sa.Boolean(), nullable=True),
        sa.Column("model", sa.String(), nullable=True),
        _below("evaluation_answers", "run_id", "evaluation_runs"),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_evaluation_answers")),
    )
    ranked = ["run_id", "rank", "number"]
    op.create_index("ix_evaluation_answers_rank", "evaluation_answers", ranked)


def downgrade() -> None:
    """Go one step back."""
    for table in ("evaluation_answers", "evaluation_runs", "question_sets"):
        op.drop_table(table)


def _below(table: str, column: str, above: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{above}")
    return sa.ForeignKeyConstraint([column], [f"{above}.id"], name=name, ondelete="CASCADE")
