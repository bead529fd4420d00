"""Replicas answer reads while they have everything, and nobody notices when they do not."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from psycopg.errors import DivisionByZero
from sqlalchemy import text

from homeport.domain.portal.people import roles, users
from homeport.domain.user import staff
from homeport.portals import lifecycle
from homeport.portals.folder import DataFolder
from homeport.portals.lifecycle import ensure_default
from homeport.store import Query, Transaction
from homeport.store.postgresql import replicas as replicas_module
from tests.cli.conftest import Done, Server
from tests.cli.test_reload import await_log
from tests.cluster import Cluster, name_of
from tests.conftest import Api, Wire, api_of
from tests.postgresql.calls import call
from tests.postgresql.replica import Replica

LOOK_SECONDS = 30
_DEALS = "FROM crm_deal"


@pytest.fixture(scope="module")
def primary() -> Iterator[Cluster]:
    """A server that has a replica."""
    cluster = Cluster()
    yield cluster
    cluster.close()


@pytest.fixture(scope="module")
def url(primary: Cluster, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a database with the demo portal."""
    url = primary.create()
    folder = DataFolder(tmp_path_factory.mktemp("replicated") / "data", url)
    folder.key()
    ensure_default(folder, demo=True)
    folder.close()
    return url


@pytest.fixture(scope="module")
def following(primary: Cluster, url: str) -> Iterator[Replica]:
    """The replica of these tests."""
    replica = Replica(primary)
    yield replica
    replica.close()


@pytest.fixture
def replica(following: Replica, monkeypatch: pytest.MonkeyPatch) -> Iterator[Replica]:
    """The replica, mended after the test. A machine that is busy with much else does not make it one that hangs."""
    monkeypatch.setattr(replicas_module, "ANSWER_SECONDS", 30.0)
    yield following
    following.mend()


@pytest.fixture
def wire(url: str, replica: Replica, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wire]:
    """A worker that may ask the replica."""
    path = next(tmp_path_factory.getbasetemp().glob("replicated*")) / "data"
    wire = Wire(DataFolder(path, url, [replica.url(name_of(url))]))
    yield wire
    wire.close()


def until_asked(replica: Replica, read: Callable[[], object], of: str = _DEALS) -> None:
    """Read until the replica answers: it is connected to in the background, and has to catch up first."""
    before, deadline = replica.reads(of), time.monotonic() + LOOK_SECONDS
    while replica.reads(of) == before:
        assert time.monotonic() < deadline, "the replica is not asked"
        read()


def test_reads_go_to_the_replica_and_writes_do_not(wire: Wire, admin: Api, replica: Replica) -> None:
    until_asked(replica, lambda: admin("crm.deal.get", id=1))
    until_asked(replica, lambda: admin("batch", cmd=["crm.deal.get?id=1"]))
    replica.follow()
    before = replica.reads(_DEALS)
    for _ in range(10):
        admin("crm.deal.get", id=1)
    assert replica.reads(_DEALS) >= before + 10
    admin("crm.deal.update", id=1, fields={"TITLE": "Rope"})
    assert replica.reads("UPDATE") == 0


def test_whoever_writes_reads_it_at_once_through_any_worker(wire: Wire, admin: Api, replica: Replica, url: str) -> None:
    other = Wire(DataFolder(wire.folder.path, url, [replica.url(name_of(url))]))
    try:
        api = Api(other, admin.user_id, admin.base.split("/")[3])
        until_asked(replica, lambda: api("crm.deal.get", id=1))
        for number in range(30):
            admin("crm.deal.update", id=1, fields={"TITLE": f"Rope {number}"})
            assert api("crm.deal.get", id=1)["TITLE"] == f"Rope {number}"
            assert api("batch", cmd=["crm.deal.get?id=1"])["result"][0]["TITLE"] == f"Rope {number}"
    finally:
        other.close()


def test_a_replica_that_lags_is_not_asked_and_neither_writes_nor_rights_are_missed(
    wire: Wire, admin: Api, replica: Replica
) -> None:
    stranger = api_of(wire, 6)
    until_asked(replica, lambda: admin("crm.deal.get", id=1))
    replica.pause()
    new = admin("crm.deal.add", fields={"TITLE": "Late"})
    before = replica.reads(_DEALS)
    assert admin("crm.deal.get", id=new)["TITLE"] == "Late"
    assert admin("crm.deal.list", filter={"ID": new})
    assert replica.reads(_DEALS) == before

    def promote(tx: Transaction) -> None:
        for role in roles.listed(tx):
            roles.assign(tx, role["ID"], "U6")

    wire.portal.store.write_now(promote)
    assert stranger("crm.deal.get", id=new)["TITLE"] == "Late"
    wire.portal.store.write_now(lambda tx: staff.dismiss(tx, 6))
    assert stranger.refused("crm.deal.get", id=new) == (403, "INVALID_CREDENTIALS")
    replica.resume()
    until_asked(replica, lambda: admin("crm.deal.get", id=new))


def test_no_request_fails_when_the_replica_dies_and_it_is_asked_again_when_it_is_back(
    wire: Wire, admin: Api, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicas_module, "AWAY_SECONDS", 0.05)
    until_asked(replica, lambda: admin("crm.deal.get", id=1))
    dying = threading.Thread(target=replica.stop)
    dying.start()
    reads = [{"path": f"{admin.base}crm.deal.get", "body": b'{"id":1}'}] * 16
    while dying.is_alive():
        assert {answer.status for answer in wire.send_together(reads)} == {200}
    dying.join()
    assert {answer.status for answer in wire.send_together(reads)} == {200}
    assert admin("batch", cmd=["crm.deal.get?id=1"])["result"]
    replica.start()
    until_asked(replica, lambda: admin("crm.deal.get", id=1))


def test_a_read_whose_replica_dies_midway_goes_on_at_the_primary(wire: Wire, admin: Api, replica: Replica) -> None:
    until_asked(replica, lambda: admin("crm.deal.get", id=1))

    def read() -> bool:
        tx = wire.portal.store.reading()
        assert users.is_active(tx, 1)
        replica.stop()
        return users.is_active(tx, 2)

    before = replica.reads("portal_user")
    assert wire._runner.run(wire.portal.store.turn(read))
    assert replica.reads("portal_user") > before


def test_a_step_that_goes_on_at_the_primary_and_fails_there_is_undone_alone(
    wire: Wire, admin: Api, replica: Replica
) -> None:
    until_asked(replica, lambda: admin("crm.deal.get", id=1))

    def read() -> bool:
        tx = wire.portal.store.reading()
        assert users.is_active(tx, 1)
        with pytest.raises(DivisionByZero), tx.savepoint():
            replica.stop()
            users.is_active(tx, 2)
            tx.value(Query(text("SELECT 1 / 0")))
        return users.is_active(tx, 3)

    assert wire._runner.run(wire.portal.store.turn(read))


def test_a_replica_that_hangs_is_left_out(
    wire: Wire, admin: Api, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replicas_module, "ANSWER_SECONDS", 0.2)
    until_asked(replica, lambda: admin("crm.deal.get", id=1))
    serving = replica.execute("SELECT pid FROM pg_stat_activity WHERE application_name = 'homeport'")
    for (pid,) in serving:
        os.kill(pid, signal.SIGSTOP)
    try:
        assert admin("crm.deal.get", id=1)
        assert admin("batch", cmd=["crm.deal.get?id=1"])["result"]
    finally:
        for (pid,) in serving:
            os.kill(pid, signal.SIGCONT)


def test_a_portal_that_the_replica_does_not_have_yet_is_read_from_the_primary(wire: Wire, replica: Replica) -> None:
    replica.pause()
    lifecycle.create(wire.folder, "shop.example.test", "demo")
    assert wire.send("/rest/profile", host="shop.example.test").status == 401
    replica.resume()
    lifecycle.remove(wire.folder, "shop.example.test")


def test_a_server_is_told_its_replicas_and_serves_without_them_too(
    start: Callable[..., Server], homeport: Callable[..., Done], primary: Cluster, replica: Replica, tmp_path: Path
) -> None:
    database = primary.create()
    server = start("--demo", "--database", database, "--replica", replica.url(name_of(database)), "--replica",
                   "postgresql://me:secret@127.0.0.1:1/nowhere")  # fmt: skip
    hook = server.ready["webhooks"][0]["url"].partition("/rest/")[2]
    base = f"{server.ready['http']}/rest/{hook}"
    until_asked(replica, lambda: call(base, "crm.deal.get", id=1))
    replica.stop()
    assert {call(base, "crm.deal.get", id=1)[0] for _ in range(5)} == {200}
    await_log(server, "nowhere at 127.0.0.1:1")
    said = server.errors.read_text()
    assert "secret" not in said
    assert "Traceback" not in said
    refused = homeport("serve", "--replica", "postgresql://db.example.test/homeport")
    assert "--database" in refused.one_line
