"""How statements are written for PostgreSQL, so that they answer as they do on SQLite.

Whole numbers have 64 bits; texts are compared byte by byte, unless :mod:`homeport.store.texts` says how people read
them; NULL comes before everything; rows are numbered by :mod:`homeport.store.postgresql.numbering` and not by
sequences, which leave gaps.
"""

from typing import Any

from sqlalchemy import Column, Text
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.base import PGDDLCompiler, PGTypeCompiler
from sqlalchemy.dialects.postgresql.psycopg import PGCompiler_psycopg, PGDialect_psycopg
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.expression import ColumnElement, UnaryExpression

DRIVER = "homeport"
"""Names the dialect in a URL: ``postgresql+homeport://``."""


class _Statements(PGCompiler_psycopg):
    def visit_asc_op_unary_modifier(self, unary: UnaryExpression[Any], operator: Any, **kw: Any) -> str:
        return self.process(unary.element, **kw) + (" ASC NULLS FIRST" if _may_be_null(unary.element) else " ASC")

    def visit_desc_op_unary_modifier(self, unary: UnaryExpression[Any], operator: Any, **kw: Any) -> str:
        return self.process(unary.element, **kw) + (" DESC NULLS LAST" if _may_be_null(unary.element) else " DESC")


def _may_be_null(element: ColumnElement[Any]) -> bool:
    """Whether it has to be said where nothing comes: where it need not, an index gives the order."""
    return bool(getattr(element, "nullable", True))


class _Types(PGTypeCompiler):
    def visit_INTEGER(self, type_: Any, **kw: Any) -> str:  # noqa: N802  SQLAlchemy's name
        return "BIGINT"


class _Tables(PGDDLCompiler):
    def get_column_specification(self, column: Column[Any], **kwargs: Any) -> str:
        kind = self.dialect.type_compiler_instance.process(column.type, type_expression=column)
        parts = [self.preparer.format_column(column), kind]
        if isinstance(column.type, Text):
            parts.append('COLLATE "C"')
        default = self.get_column_default_string(column)
        if default is not None:
            parts.append(f"DEFAULT {default}")
        if not column.nullable:
            parts.append("NOT NULL")
        return " ".join(parts)


class HomeportDialect(PGDialect_psycopg):
    """PostgreSQL through psycopg."""

    supports_statement_cache = True
    statement_compiler = _Statements
    type_compiler_cls = _Types
    ddl_compiler = _Tables


registry.register(f"postgresql.{DRIVER}", __name__, HomeportDialect.__name__)
POSTGRESQL: Dialect = HomeportDialect(paramstyle="pyformat")  # type: ignore[no-untyped-call]
