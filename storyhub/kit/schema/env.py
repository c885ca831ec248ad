"""Alembic's entry: runs the migrations on the connection it is given. `target_metadata` serves `storyhub` autogeneration and tests only."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=True,
    compare_type=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
