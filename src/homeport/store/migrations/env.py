"""Alembic's entry: runs the migrations on the database that the configuration names."""

from alembic import context
from sqlalchemy import create_engine

from homeport.store.schema import METADATA

engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "")
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=METADATA, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
