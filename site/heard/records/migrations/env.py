"""Alembic's way in. It runs only from `records/database/revisions.py`, which gives a connection."""

from alembic import context

from heard.records.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot change a column in place; Alembic then copies the table.
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
