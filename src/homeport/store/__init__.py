"""SQL engines and nothing else: transactions, statements compiled once, schema, migrations."""

from homeport.store.kept import statements
from homeport.store.lookup import Lookup
from homeport.store.query import Query, constant, padded
from homeport.store.sqlite import SqliteStore
from homeport.store.sqlite_dialect import BY_KEY
from homeport.store.store import BusyError, GoneError, MovedError, Store, UnreachableError, UnstorableError
from homeport.store.transaction import LongError, Row, Transaction

__all__ = [
    "BY_KEY",
    "BusyError",
    "GoneError",
    "LongError",
    "Lookup",
    "MovedError",
    "Query",
    "Row",
    "SqliteStore",
    "Store",
    "Transaction",
    "UnreachableError",
    "UnstorableError",
    "constant",
    "padded",
    "statements",
]
