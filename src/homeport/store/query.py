"""A SQL statement that is compiled once and then run as a string.

Measured: SQLAlchemy's compiler costs nothing when it runs once, and executing through SQLAlchemy costs 2 to 10 times
the whole request. So Core describes and builds statements, and the raw driver runs the text.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.engine import Dialect
from sqlalchemy.sql import visitors
from sqlalchemy.sql.expression import BindParameter, ClauseElement, ColumnElement, literal


class Query:
    """A statement with named parameters, compiled at its first use on a dialect.

    :param clause: a SQLAlchemy Core statement, or a function that builds it at the first use (for statements whose
        building is worth putting off until they are needed)
    """

    __slots__ = ("_again", "_clause", "_compiled", "long_until", "names")

    def __init__(self, clause: ClauseElement | Callable[[], ClauseElement]) -> None:
        self._clause: ClauseElement | Callable[[], ClauseElement] | None = clause
        self._again: Callable[[], Query] | None = None
        self._compiled: dict[str, tuple[str, Mapping[str, Any]]] = {}
        self.names: frozenset[str] = frozenset()
        """The parameters that the statement has, once it is compiled."""
        self.long_until: float | None = None
        """Until when it counts as one that reads for long, as far as that is known: see :meth:`Transaction.attempt`."""

    def rebuilt_by(self, again: "Callable[[], Query]") -> None:
        """Let go of the clause once it is compiled: it takes several times as much memory as the text.

        :param again: makes the same statement, should another dialect need it
        """
        self._again = again

    def on(self, dialect: Dialect) -> tuple[str, Mapping[str, Any]]:
        """The text for a dialect, and the values of the parameters that the clause itself carries."""
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = self._compile(dialect)
        return found

    def _compile(self, dialect: Dialect) -> tuple[str, Mapping[str, Any]]:
        clause = self._clause
        if clause is None:
            assert self._again is not None
            clause = self._again()._clause
        if not isinstance(clause, ClauseElement):
            assert clause is not None
            clause = clause()
        if self._again is not None:
            self._clause = None
        # To write out the members of IN, the compiler wants the values of all parameters; ours come with each run
        visitors.traverse(clause, {}, {"bindparam": _without_value})
        compiled = clause.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        self.names = frozenset(compiled.params)
        return str(compiled), {name: value for name, value in compiled.params.items() if value is not None}


def constant(value: int | str) -> ColumnElement[Any]:
    """A constant of ours, never a caller's value, as part of the text: a parameter would be bound anew on every run."""
    return literal(value, literal_execute=True)


def padded(count: int) -> int:
    """The power of two that holds a number of values, so that few shapes of statements serve lists of any length."""
    return 1 << (count - 1).bit_length()


def _without_value(parameter: BindParameter[Any]) -> None:
    parameter.required = False
