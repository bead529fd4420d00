"""Statements of a connection: run by the short way, kept prepared within bounds, and planned once."""

import re

import psycopg
import pytest
from sqlalchemy import bindparam, select, text

from homeport.core.rights import Grant, Level, Operation, Rights
from homeport.domain.crm import access
from homeport.domain.crm.activity.tables import BINDING
from homeport.domain.portal.tables import USER
from homeport.store import Query, Transaction
from homeport.store.postgresql import statements
from homeport.store.postgresql.statements import TIMES, numbered
from homeport.store.postgresql.transaction import PostgresTransaction
from tests.conftest import Api, Wire

NAME = Query(select(USER.c.NAME).where(USER.c.ID == bindparam("id")))


def prepared(tx: Transaction) -> list[str]:
    """What the transaction's connection has prepared."""
    return [row[0] for row in tx.all(Query(text("SELECT statement FROM pg_prepared_statements")))]


def others(number: int) -> Query:
    return Query(text(f"SELECT {number}"))


def test_what_runs_often_is_kept_prepared(wire: Wire) -> None:
    with wire.portal.store.snapshot() as tx:
        for _ in range(TIMES):
            assert tx.value(NAME, id=1) == "Ada"
        assert not prepared(tx)
        for _ in range(TIMES):
            assert tx.value(NAME, id=1) == "Ada"
        assert [re.sub(r"\s+", " ", each) for each in prepared(tx)] == [
            'SELECT portal_user."NAME" FROM portal_user WHERE portal_user."ID" = $1::BIGINT'
        ]
        assert tx.value(NAME, id=10**12) is None, "a number of another size is another type"


def test_so_much_and_no_more(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "PREPARED", 3)
    with wire.portal.store.snapshot() as tx:
        for number in range(10):
            for _ in range(TIMES + 1):
                assert tx.value(others(number)) == number
        assert len(prepared(tx)) <= 4
        assert tx.value(others(0)) == 0, "what was given up is prepared anew"


def test_they_outlast_errors(wire: Wire) -> None:
    with wire.portal.store.snapshot() as tx:
        for _ in range(TIMES + 1):
            tx.value(NAME, id=1)
        with pytest.raises(psycopg.errors.DivisionByZero), tx.savepoint():
            tx.value(Query(text("SELECT 1 / 0")))
        assert tx.value(NAME, id=1) == "Ada"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("SELECT 1", (b"SELECT 1", ())),
        ("%(b)s + %(a)s * %(b)s %% 2", (b"$1 + $2 * $1 % 2", ("b", "a"))),
        ("'%%(a)s'", (b"'%(a)s'", ())),
    ],
)
def test_parameters_are_numbered(given: str, expected: tuple[bytes, tuple[str, ...]]) -> None:
    assert numbered(given) == expected


def test_rights_are_looked_up_row_by_row(wire: Wire, admin: Api) -> None:
    """And not fetched beforehand, nor planned both ways, which took a third of the statement's time."""
    grants = {(type_id, Operation.READ): Grant(Level.OPEN) for type_id in (1, 2, 3, 4)}
    seen = access.bound(Rights(grants), Operation.READ, BINDING)
    query = Query(select(BINDING.c.OWNER_ID).where(BINDING.c.ACTIVITY_ID == bindparam("activity"), seen))
    with wire.portal.store.snapshot() as tx:
        assert isinstance(tx, PostgresTransaction)
        text, params = tx.statement(query, {"activity": 1, "actor": 3})
        plan = "\n".join(row[0] for row in tx.connection.execute(f"EXPLAIN {text}", params))
    assert "hashed" not in plan, plan
    assert plan.count("SubPlan") == 2 * 2 * len(grants), plan
