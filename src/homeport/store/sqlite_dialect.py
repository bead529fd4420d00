"""How statements are written for SQLite."""

from typing import Any

from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.engine import Dialect

BY_KEY = "NOT INDEXED"
"""A hint: rows are looked up by their key, or all are read. By what SQLite guesses of an index it would rather read
whatever that finds."""


class _Statements(SQLiteCompiler):
    def get_from_hint_text(self, table: Any, text: str | None) -> str | None:
        return text


class _SqliteDialect(dialect):  # type: ignore[misc, valid-type]  # SQLAlchemy gives it as a value
    supports_statement_cache = True
    statement_compiler = _Statements


SQLITE: Dialect = _SqliteDialect(paramstyle="named")
