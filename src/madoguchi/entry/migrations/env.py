"""Alembic's entrance: runs on the connection that it is handed."""

from alembic import context

import madoguchi.accounts.tables
import madoguchi.chat.tables
import madoguchi.files.tables
import madoguchi.jobs.tables
import madoguchi.knowledge.tables
import madoguchi.learning.tables
from madoguchi.kernel.db import Table

ROOMS = (
    madoguchi.accounts.tables,
    madoguchi.chat.tables,
    madoguchi.files.tables,
    madoguchi.jobs.tables,
    madoguchi.knowledge.tables,
    madoguchi.learning.tables,
)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Table.metadata,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
