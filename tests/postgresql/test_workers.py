"""Many workers on one database, in processes and on hosts: what one does, the others know."""

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from homeport.domain.portal.credentials.admin import admin_token
from homeport.domain.portal.people import roles
from homeport.domain.user import staff
from homeport.portals import lifecycle
from homeport.portals.folder import DataFolder
from homeport.store import Transaction
from tests.cli.conftest import Done, Server
from tests.cli.test_reload import await_log
from tests.cluster import Cluster, name_of
from tests.conftest import Api, Wire, api_of
from tests.postgresql.calls import call

SHOP = "shop.example.test"


def same(wire: Wire, api: Api) -> Api:
    """The same webhook at another worker."""
    return Api(wire, api.user_id, api.base.split("/")[3])


def test_a_revoked_webhook_is_refused_by_every_worker_at_once(admin: Api, another: Callable[[], Wire]) -> None:
    other = same(another(), admin)
    assert other("profile")
    admin.wire.portal.store.write_now(lambda tx: staff.dismiss(tx, 1))
    assert other.refused("profile") == (403, "INVALID_CREDENTIALS")


def test_a_role_that_is_given_is_seen_by_the_next_request_of_every_worker(
    wire: Wire, another: Callable[[], Wire]
) -> None:
    stranger = api_of(wire, 6)
    other = same(another(), stranger)
    assert other.refused("crm.lead.list") == (400, "")

    def promote(tx: Transaction) -> None:
        for role in roles.listed(tx):
            roles.assign(tx, role["ID"], "U6")

    wire.portal.store.write_now(promote)
    assert other("crm.lead.list", select=["ID"])


def test_the_clock_and_settings_are_those_of_all_workers(wire: Wire, another: Callable[[], Wire], admin: Api) -> None:
    other = same(another(), admin)
    assert other("profile")
    wire.freeze(2_000_000_000.0)
    assert other.send("profile").json["time"]["start"] == 2_000_000_000.0
    wire.set(switched_off=True)
    assert other.refused("profile") == (500, "PORTAL_DELETED")


def test_portals_that_another_host_adds_and_renames_are_found(
    wire: Wire, database: str, demo_folder: Path, tmp_path: Path
) -> None:
    host = DataFolder(tmp_path / "host", database)
    (host.path / "secret.key").write_bytes((demo_folder / "secret.key").read_bytes())
    assert wire.send("/rest/profile", host=SHOP).status == 401
    lifecycle.create(host, SHOP, "demo")
    wire.portals.RECHECK_SECONDS = 0.0  # it has no common folder to say so at once
    assert wire.folder.names() == ["default", SHOP]
    lifecycle.rename(host, SHOP, "store.example.test")
    assert wire.send("/rest/profile", host=SHOP).status == 302
    host.close()


def test_only_one_of_several_hosts_delivers(wire: Wire, another: Callable[[], Wire]) -> None:
    first, second = wire.folder.stores.delivery_lock(), another().folder.stores.delivery_lock()
    assert first.take()
    assert first.take()
    assert not second.take()
    first.release()
    assert second.take()
    second.release()


def test_a_server_with_two_workers_serves_from_a_database(
    start: Callable[..., Server],
    homeport: Callable[..., Done],
    cluster: Cluster,
    tmp_path: Path,
) -> None:
    url = cluster.create()
    server = start("--demo", "--workers", "2", "--database", url)
    hook = server.ready["webhooks"][0]["url"].partition("/rest/")[2]
    base = f"{server.ready['http']}/rest/{hook}"
    status, answer = call(base, "crm.deal.add", fields={"TITLE": "Rope"})
    assert status == 200
    found = [call(base, "crm.deal.get", id=answer["result"])[0] for _ in range(10)]
    assert found == [200] * 10
    assert homeport("user", "dismiss", "1", "--database", url).code == 0
    assert {call(base, "profile")[0] for _ in range(10)} == {403}
    assert server.stop(signal.SIGTERM) == 0
    assert "Traceback" not in server.errors.read_text()
    assert not (tmp_path / "data" / "portals" / "default.db").exists()


def test_workers_are_replaced_as_long_as_the_database_can_be_reached(
    start: Callable[..., Server], cluster: Cluster, database: str, beside: Path
) -> None:
    server = start("--workers", "2", "--database", database, data=beside)
    base = f"{server.ready['http']}/rest/"
    server.process.send_signal(signal.SIGHUP)
    await_log(server, "all workers are replaced")
    assert {call(base, "profile")[0] for _ in range(10)} == {401}
    cluster.execute(f"ALTER DATABASE {name_of(database)} WITH ALLOW_CONNECTIONS false")
    server.process.send_signal(signal.SIGHUP)
    await_log(server, "nothing is reloaded: The database")
    found = {call(base, "profile")[0] for _ in range(10)}
    assert 401 in found, "those that have connections go on"
    assert found <= {401, 500}, "what needs one more is told that there is none"
    assert server.stop(signal.SIGTERM) == 0


def test_a_start_without_the_database_says_why_in_one_line(homeport: Callable[..., Done], cluster: Cluster) -> None:
    started = homeport("serve", "--port", "0", "--https-port", "0", "--database", "postgresql://me:pw@127.0.0.1:1/shop")
    assert "Correct --database, or start the database." in started.one_line
    assert "pw" not in started.one_line
    unknown = homeport("serve", "--port", "0", "--https-port", "0", "--database", cluster.url("nowhere"))
    assert 'database "nowhere" does not exist' in unknown.one_line


@pytest.fixture
def guarded(cluster: Cluster) -> str:
    """The URL of a database whose user has another password."""
    cluster.execute(
        "DROP ROLE IF EXISTS clerk; CREATE ROLE clerk LOGIN PASSWORD 'right'; GRANT ALL ON DATABASE postgres TO clerk"
    )
    rules = cluster.folder / "data" / "pg_hba.conf"
    rules.write_text("local all clerk scram-sha-256\n" + rules.read_text())
    cluster.execute("SELECT pg_reload_conf()")
    return cluster.url().replace("homeport@", "clerk:wrong@")


def test_a_wrong_password_is_told_in_one_line(homeport: Callable[..., Done], guarded: str) -> None:
    refused = homeport("serve", "--port", "0", "--https-port", "0", "--database", guarded)
    assert 'password authentication failed for user "clerk"' in refused.one_line
    assert "wrong" not in refused.one_line


def test_a_load_balancer_is_told_when_the_database_is_away(own_cluster: Cluster, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data", own_cluster.create())
    lifecycle.ensure_default(folder, demo=False)
    wire = Wire(folder)
    headers = {"authorization": f"Bearer {admin_token(folder.key())}"}
    try:
        assert wire.send("/_homeport/ready", verb="GET", headers=headers).json["portals"] == ["default"]
        own_cluster.stop()
        answer = wire.send("/_homeport/ready", verb="GET", headers=headers)
        assert (answer.status, answer.json["error"]) == (503, "not_ready")
        assert wire.send("/_homeport/health", verb="GET").status == 200
        own_cluster.start()
        assert wire.send("/_homeport/ready", verb="GET", headers=headers).status == 200
    finally:
        wire.close()
