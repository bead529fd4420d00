"""SQL engines and nothing else: transactions, statements compiled once, schema, migrations."""

from homeport.store.query import Query, constant, padded
from homeport.store.sqlite import SqliteStore
from homeport.store.transaction import Row, Transaction, ended_late

__all__ = ["Query", "Row", "SqliteStore", "Transaction", "constant", "ended_late", "padded"]
