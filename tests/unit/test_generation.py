"""What is kept of a portal as long as its generation stays."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from homeport.core.clock import Clock
from homeport.domain.portal import generation, info
from homeport.store import SqliteStore, Transaction
from homeport.store.schema import migrate


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    migrate(tmp_path / "portal.db")
    store = SqliteStore(tmp_path / "portal.db")
    store.write_now(lambda tx: info.create(tx, Clock()))
    yield store
    store.close()


def test_a_write_asks_for_the_generation_once(store: SqliteStore) -> None:
    def statements(tx: Transaction) -> int:
        for _ in range(3):
            generation.kept(tx, "something", lambda tx: "loaded")
        return tx.statements

    assert store.write_now(statements) == 1


def test_a_write_sees_what_it_changes_itself_and_what_it_undoes(store: SqliteStore) -> None:
    def job(tx: Transaction) -> None:
        begun = generation.current(tx)
        with pytest.raises(LookupError), tx.savepoint():
            generation.changed(tx)
            assert generation.current(tx) == begun + 1
            assert generation.kept(tx, "something", lambda tx: "new") == "new"
            raise LookupError
        assert generation.current(tx) == begun
        assert generation.kept(tx, "something", lambda tx: "old") == "old"

    store.write_now(job)


def test_what_was_undone_is_not_kept_for_others(store: SqliteStore) -> None:
    def job(tx: Transaction) -> None:
        with pytest.raises(LookupError), tx.savepoint():
            generation.changed(tx)
            generation.kept(tx, "something", lambda tx: "undone")
            raise LookupError

    store.write_now(job)
    assert store.write_now(lambda tx: generation.kept(tx, "something", lambda tx: "as it is")) == "as it is"
