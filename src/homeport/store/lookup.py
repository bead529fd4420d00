"""Whether a row of a key is there: asked of one row at a time, by an index."""

from typing import Any

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import Exists


class Lookup(Exists):
    """As EXISTS, of a row of which there is one at most.

    PostgreSQL plans EXISTS twice, to look a row up and to fetch all that might be asked for beforehand, and prepares
    both on each run of a statement. Of a value it does only the first.

    :param where: what the row has; compares all of its key
    """

    inherit_cache = True

    def __init__(self, *where: ColumnElement[bool]) -> None:
        super().__init__(select(true()).where(*where).scalar_subquery())


@compiles(Lookup, "postgresql")
def _as_value(element: Lookup, compiler: SQLCompiler, **kw: Any) -> str:
    return f"coalesce({compiler.process(element.element, **kw)}, false)"
