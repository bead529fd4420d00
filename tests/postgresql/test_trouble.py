"""What goes wrong with a database: a documented error or a wait, and nothing that hangs."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import text

from homeport.core.errors import CallError
from homeport.domain.portal.people import users
from homeport.domain.user import staff
from homeport.portals import lifecycle
from homeport.portals.errors import PortalsError
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.portals.lifecycle import ensure_default
from homeport.rpc.dispatch import Stopwatch
from homeport.store import BusyError, GoneError, Query, Transaction, UnreachableError
from homeport.store.lanes import BEGUN
from homeport.store.postgresql import database as connections
from homeport.store.postgresql.database import TURNS
from homeport.store.schema import NewerSchemaError
from tests.cluster import Cluster, name_of
from tests.conftest import Api, Wire, api_of

SHOP = "shop.example.test"
_SLOW = Query(text("SELECT pg_sleep(60)"))
_DEADLOCK = Query(text("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40P01'; END $$"))
DOCUMENTED = {(500, "INTERNAL_SERVER_ERROR"), (503, "QUERY_LIMIT_EXCEEDED"), (500, "ERROR_UNEXPECTED_ANSWER")}


def test_requests_while_the_server_is_away_are_refused_and_those_after_it_answered(
    own_cluster: Cluster, tmp_path: Path
) -> None:
    folder = DataFolder(tmp_path / "data", own_cluster.create())
    ensure_default(folder, demo=False)
    wire = Wire(folder)
    try:
        admin = api_of(wire, 1)
        title = {"TITLE": "Rope"}
        kept = admin("crm.deal.add", fields=title)
        own_cluster.stop()
        begun = time.monotonic()
        paths = [
            {"path": admin.base + method, "body": b"{}"} for method in ("profile", "crm.deal.list", "crm.deal.add")
        ]
        for answer in wire.send_together(paths * 5):
            assert answer.error[:2] in DOCUMENTED
        assert time.monotonic() - begun < 6 * connections.WAIT_SECONDS
        own_cluster.start()
        assert admin("crm.deal.get", id=kept)["TITLE"] == "Rope"
        assert admin("crm.deal.add", fields=title) == kept + 1
    finally:
        wire.close()


def test_connections_that_broke_while_nobody_used_them_are_changed_for_others(
    wire: Wire, admin: Api, cluster: Cluster
) -> None:
    assert admin("profile")
    name = name_of(wire.folder.database or "")
    end = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    assert cluster.execute(end)
    assert admin("profile")
    assert cluster.execute(end)
    wire.folder.changes.count()  # which portals there are is asked again then
    assert admin("profile")
    assert cluster.execute(end)
    assert admin("crm.deal.update", id=1, fields={"TITLE": "Rope"})


def slowly(watch: Stopwatch, tx: Transaction) -> None:
    watch.over(tx, lambda: tx.all(_SLOW))


def test_a_read_that_takes_too_long_is_ended_by_the_database(wire: Wire) -> None:
    watch = Stopwatch(wire.portal.clock, 0.2)
    with wire.portal.store.snapshot() as tx, pytest.raises(CallError, match="ERROR_UNEXPECTED_ANSWER"), tx.savepoint():
        slowly(watch, tx)
    assert watch.elapsed() < 30


def test_a_write_that_takes_too_long_is_undone_and_the_others_of_its_group_are_not(wire: Wire) -> None:
    store = wire.portal.store
    watch = Stopwatch(wire.portal.clock, 1.0)
    go_on, runs = threading.Event(), threading.Event()

    def first(tx: Transaction) -> None:
        runs.set()
        go_on.wait()

    def late(tx: Transaction) -> None:
        staff.dismiss(tx, 5)
        slowly(watch, tx)

    with ThreadPoolExecutor(3) as threads:
        waiting = threads.submit(store.write_now, first)
        runs.wait()
        ended, quick = (
            threads.submit(store.write_now, late),
            threads.submit(store.write_now, lambda tx: staff.dismiss(tx, 6)),
        )
        go_on.set()
        waiting.result()
        with pytest.raises(CallError, match="ERROR_UNEXPECTED_ANSWER"):
            ended.result()
        quick.result()
    with store.snapshot() as tx:
        assert users.is_active(tx, 5)
        assert not users.is_active(tx, 6)


LONG = "".join(map(chr, range(0x4E00, 0x9000)))
"""Longer than what an entry of an index may have, also when it is compressed."""


@pytest.mark.parametrize("method", ["crm.deal.add", "crm.company.add", "crm.deal.update"])
def test_a_title_that_no_index_can_hold_is_refused_and_changes_nothing(admin: Api, method: str) -> None:
    before = admin("crm.deal.get", id=1)
    refused = admin.send(method, id=1, fields={"TITLE": LONG})
    assert refused.error[:2] == (400, "INVALID_REQUEST")
    assert "too long" in refused.body.decode()
    assert admin("crm.deal.get", id=1) == before


def test_a_code_that_no_index_can_hold_is_refused_and_makes_no_bot(wire: Wire) -> None:
    api = api_of(wire, 1, "imbot")
    bot = {"EVENT_HANDLER": "http://127.0.0.1:9/bot", "PROPERTIES": {"NAME": "Echo"}}
    for given in ({"CODE": LONG, "CLIENT_ID": "shop"}, {"CODE": "echo", "CLIENT_ID": LONG}):
        assert api.send("imbot.register", **bot, **given).error[:2] == (400, "INVALID_REQUEST")
    assert api("imbot.bot.list") == {}


@pytest.mark.parametrize(
    ("occupy", "method", "params"),
    [
        (lambda database, job: [database._executor("turn", TURNS).submit(job) for _ in range(TURNS)], "profile", {}),
        (
            lambda database, job: [database.lanes().submit(n, lambda _: job()) for n in range(BEGUN)],
            "batch",
            {"cmd": {"deals": "crm.deal.list"}},
        ),
    ],
)
def test_when_every_thread_is_in_use_a_call_waits_and_is_then_refused(
    wire: Wire,
    admin: Api,
    monkeypatch: pytest.MonkeyPatch,
    occupy: Callable[[Any, Callable[[], object]], object],
    method: str,
    params: dict[str, Any],
) -> None:
    database = wire.folder.stores._database  # type: ignore[attr-defined]
    go_on = threading.Event()
    occupy(database, go_on.wait)
    try:
        with monkeypatch.context() as patched:
            patched.setattr(connections, "WAIT_SECONDS", 0.3)
            assert admin.refused(method, **params) == (503, "QUERY_LIMIT_EXCEEDED")
    finally:
        go_on.set()
    assert admin(method, **params)


def test_when_every_connection_is_in_use_a_write_waits_and_is_then_refused(
    wire: Wire, admin: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = {"TITLE": "Rope"}
    kept = admin("crm.deal.add", fields=title)
    database = wire.folder.stores._database  # type: ignore[attr-defined]
    with ExitStack() as all_of_them, monkeypatch.context() as patched:
        patched.setattr(connections, "WAIT_SECONDS", 0.3)
        with suppress(BusyError):
            while True:
                all_of_them.enter_context(database.connection())
        assert admin.refused("crm.deal.add", fields=title) == (503, "QUERY_LIMIT_EXCEEDED")
    assert admin("crm.deal.add", fields=title) == kept + 1


def test_a_write_waits_for_that_of_another_process_only_so_long(
    wire: Wire, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "LOCK_SECONDS", 0.2)
    with psycopg.connect(database) as other:
        other.execute("LOCK portal_1.portal IN EXCLUSIVE MODE")
        with pytest.raises(BusyError):
            wire.portal.store.write_now(lambda tx: staff.dismiss(tx, 6))


def test_a_write_that_the_database_ends_for_a_deadlock_is_run_again(wire: Wire) -> None:
    runs: list[int] = []

    def job(tx: Transaction) -> None:
        runs.append(len(runs))
        staff.dismiss(tx, 7 - len(runs))
        if len(runs) == 1:
            tx.all(_DEADLOCK)

    wire.portal.store.write_now(job)
    assert runs == [0, 1]
    with wire.portal.store.snapshot() as tx:
        assert users.is_active(tx, 6)
        assert not users.is_active(tx, 5)


def test_a_failed_read_of_a_batch_does_not_end_the_commands_after_it(wire: Wire) -> None:
    wrong = Query(text("SELECT 1 / 0"))
    right = Query(text("SELECT 1"))
    with wire.portal.store.snapshot() as tx:
        with pytest.raises(errors.DivisionByZero), tx.savepoint():
            tx.all(wrong)
        assert tx.value(right) == 1


def test_a_portal_that_is_removed_while_it_is_open_is_gone(wire: Wire, another: Callable[[], Wire]) -> None:
    lifecycle.create(wire.folder, SHOP)
    store = wire.portals.get(SHOP).store
    lifecycle.remove(another().folder, SHOP)
    with pytest.raises(GoneError):
        store.write_now(lambda tx: staff.dismiss(tx, 1))
    with pytest.raises(GoneError), store.snapshot() as tx:
        users.is_active(tx, 1)
    assert wire.send("/rest/profile", host=SHOP).error[:2] == (500, "PORTAL_DELETED")


def test_a_portal_that_was_renamed_while_it_is_open_is_still_the_same(wire: Wire) -> None:
    lifecycle.create(wire.folder, SHOP)
    store = wire.portals.get(SHOP).store
    lifecycle.rename(wire.folder, SHOP, "store.example.test")
    store.write_now(lambda tx: staff.dismiss(tx, 1))
    with wire.folder.stores.reading("store.example.test") as tx:
        assert not users.is_active(tx, 1)


def test_a_later_schema_is_refused(wire: Wire, cluster: Cluster) -> None:
    name = name_of(wire.folder.database or "")
    cluster.execute("UPDATE portal_1.alembic_version SET version_num = '9999'", name)
    with pytest.raises(NewerSchemaError, match="9999"):
        wire.folder.stores.migrate(DEFAULT)


def test_two_that_migrate_at_once_do_it_once(cluster: Cluster, tmp_path: Path) -> None:
    url = cluster.create()
    start = threading.Barrier(3)
    failures: list[BaseException] = []

    def serve(number: int) -> None:
        folder = DataFolder(tmp_path / "data", url)
        try:
            start.wait()
            folder.stores  # noqa: B018  makes the registry
            lifecycle.create(folder, f"shop{number}.example.test")
        except BaseException as error:
            failures.append(error)
        finally:
            folder.close()

    DataFolder(tmp_path / "data").key()
    threads = [threading.Thread(target=serve, args=[number]) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    folder = DataFolder(tmp_path / "data", url)
    assert len(folder.names()) == 3
    folder.close()
    cluster.drop(url)


def test_a_server_with_another_secret_is_refused(database: str, tmp_path: Path) -> None:
    with pytest.raises(PortalsError, match=r"secret\.key"):
        DataFolder(tmp_path / "other", database).names()


def test_a_database_that_does_not_answer_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError) as told:
        DataFolder(tmp_path / "data", "postgresql://me:secret@127.0.0.1:1/shop").names()
    assert "shop at 127.0.0.1:1" in str(told.value)
    assert "secret" not in str(told.value)
    assert "\n" not in str(told.value)
