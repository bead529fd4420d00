"""PostgreSQL as the store: a schema per portal in one database."""
