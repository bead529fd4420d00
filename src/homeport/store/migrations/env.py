"""Alembic's entry: runs the migrations on the connection it is given, or the database that the configuration names."""

from alembic import context
from sqlalchemy import Connection, create_engine

from homeport.store.schema import METADATA
from homeport.store.searching import is_of_index


def run(connection: Connection) -> None:
    """Run them; within the connection's transaction when it has one."""
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        transactional_ddl=True,
        include_name=lambda name, kind, _: kind != "table" or not is_of_index(name or ""),
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "")
    with engine.connect() as connection:
        run(connection)
    engine.dispose()
