"""Limits of several hosts: each has its data folder and its memory, and all count together."""

import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError

import pytest

from homeport.core.errors import CallError
from homeport.domain.portal.calls.faults import Rule, add
from homeport.domain.portal.limits.rates import GUESSES
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.portals.lifecycle import change_settings
from homeport.store import Store
from homeport.store.postgresql.tallies import SKEW_SECONDS
from homeport.store.tallies import Portion
from tests.cli.conftest import Server
from tests.conftest import Api, Wire
from tests.postgresql.calls import call
from tests.postgresql.test_workers import same

T = 1_800_000_000.0
BUCKET, LEAK = 20, 2


@pytest.fixture
def operator(beside: Path, database: str) -> Iterator[DataFolder]:
    """What changes the portal's settings from beside the hosts."""
    folder = DataFolder(beside, database)
    yield folder
    folder.close()


@pytest.fixture
def hosts(start: Callable[..., Server], beside: Path, database: str, tmp_path: Path) -> list[Server]:
    """Two servers with nothing in common but the secret and the database."""
    folders = [Path(shutil.copytree(beside, tmp_path / name)) for name in ("first", "second")]
    return [start("--demo", "--database", database, data=folder) for folder in folders]


def bases(hosts: list[Server]) -> list[str]:
    """The addresses of one webhook at each host."""
    return [f"{host.ready['http']}/rest/{host.ready['webhooks'][0]['url'].partition('/rest/')[2]}" for host in hosts]


def status(base: str) -> int:
    """How a call ends; 0 when its host has died."""
    try:
        return call(base, "server.time")[0]
    except (URLError, ConnectionError, HTTPException):
        return 0


def together(targets: list[str], count: int) -> Counter[int]:
    """How many calls ended how, that are made at once to several hosts in turn."""
    with ThreadPoolExecutor(8) as threads:
        return Counter(threads.map(lambda number: status(targets[number % len(targets)]), range(count)))


def test_the_bucket_is_one_over_all_hosts_and_a_host_that_dies_leaves_it_right(
    hosts: list[Server], operator: DataFolder
) -> None:
    change_settings(operator, DEFAULT, {"rate_limit": {"bucket": BUCKET, "leak": LEAK}, "clock": {"frozen_at": T}})
    both = bases(hosts)
    assert together(both, 60) == {200: BUCKET, 503: 60 - BUCKET}
    change_settings(operator, DEFAULT, {"clock": {"frozen_at": T + 1}})
    assert together(both, 8) == {200: LEAK, 503: 8 - LEAK}  # and not as many at each
    dying = threading.Thread(target=together, args=[both[:1], 200])
    dying.start()
    assert together(both[1:], 8) == {503: 8}
    hosts[0].process.kill()
    dying.join()
    change_settings(operator, DEFAULT, {"clock": {"frozen_at": T + 1 + BUCKET / LEAK}})
    assert together(both[1:], 30) == {200: BUCKET, 503: 30 - BUCKET}


def test_operating_time_is_that_of_all_hosts(wire: Wire, admin: Api, another: Callable[[], Wire]) -> None:
    other = same(another(), admin)
    wire.freeze(T)
    wire.set(operating_limit=1000.0, operating_threshold=0.0)
    first = admin.send("server.time").json["time"]["operating"]
    second = other.send("server.time").json["time"]["operating"]
    third = admin.send("crm.deal.add", fields={"TITLE": "Rope"}).json["time"]
    assert 0 < first < second
    assert 0 < third["operating"] == pytest.approx(third["processing"])
    wire.set(operating_limit=second)
    assert admin("server.time")  # what crosses the limit is completed
    assert other.refused("server.time") == (429, "OPERATION_TIME_LIMIT")
    assert other("crm.deal.get", id=1)
    wire.set(operating_limit=1000.0, operating_threshold=1e6)
    for either in (admin, other):  # a call that counts nothing is told what others counted, by whichever host
        time = either.send("server.time").json["time"]
        assert time["operating"] > second
        assert time["operating_reset_at"] == T + 600
    wire.freeze(T + 600)
    time = other.send("server.time").json["time"]
    assert (time["operating"], time["operating_reset_at"]) == (0, T + 1200)


def test_what_a_host_counted_while_no_limit_held_counts_when_one_does(wire: Wire, admin: Api) -> None:
    wire.freeze(T)
    wire.set(operating_threshold=0.0)
    before = admin.send("server.time").json["time"]["operating"]
    wire.set(operating_limit=1000.0)
    time = admin.send("server.time").json["time"]
    assert 0 < before < time["operating"] == pytest.approx(before + time["processing"])
    assert time["operating_reset_at"] == T + 600
    wire.set(operating_threshold=1e6)  # a call that counts nothing is told the same
    assert admin.send("server.time").json["time"]["operating"] == pytest.approx(time["operating"])


def test_wrong_codes_are_counted_over_all_hosts(wire: Wire, admin: Api, another: Callable[[], Wire]) -> None:
    wires = [wire, another()]
    wire.freeze(T)
    guesses = [wires[number % 2].send("/rest/1/wrong/server.time").status for number in range(GUESSES.bucket + 10)]
    assert guesses == [401] * GUESSES.bucket + [503] * 10
    assert same(another(), admin).refused("server.time") == (503, "QUERY_LIMIT_EXCEEDED")
    wire.freeze(T + 1)
    assert admin("server.time")


def test_wrong_passwords_are_counted_over_all_hosts(wire: Wire, another: Callable[[], Wire]) -> None:
    wires = [wire, another()]
    assert {each.send("/rest/server.time").status for each in wires} == {401}  # now they are open
    limits, now = [each.portal.limits for each in wires], T
    for number in range(20):
        limits[number % 2].admit_password("192.0.2.1", "anna@example.test", "", now)
    for each in limits:
        with pytest.raises(CallError, match="QUERY_LIMIT_EXCEEDED"):
            each.admit_password("192.0.2.1", "boris@example.test", "", now)
    limits[0].forgive_password("192.0.2.1", "anna@example.test", "", now)
    limits[1].admit_password("192.0.2.1", "x\0" + "y" * 5000, "", now)


def test_a_fault_fires_as_often_as_it_says_on_all_hosts_together(
    wire: Wire, admin: Api, another: Callable[[], Wire]
) -> None:
    apis = [admin, same(another(), admin)]
    wire.portal.store.write_now(lambda tx: add(tx, Rule(method="server.time", skip=1, times=3, status=502)))
    found = [apis[number % 2].send("server.time").status for number in range(8)]
    assert found == [200, 502, 502, 502, 200, 200, 200, 200]


def test_clocks_that_differ_a_little_let_nothing_more_leak(wire: Wire) -> None:
    def pour(now: float) -> float | None:
        tallies = wire.portal.store.tallies
        assert tallies is not None
        return tallies.pour(Portion("rate", "one", 1.0, 1e9, 1.0), now)

    moments = [T + tenth / 10 - late for tenth in range(30) for late in (0.0, 0.5)]
    levels = [pour(now) for now in moments]
    assert levels[-1] == len(moments) - 2
    assert pour(T - SKEW_SECONDS - 5) == levels[-1] + 1  # a clock set back begins to count anew
    assert pour(T - SKEW_SECONDS - 4) == levels[-1] + 1


def test_portals_of_an_earlier_version_get_what_they_need_to_count(wire: Wire, another: Callable[[], Wire]) -> None:
    store: Store = wire.portal.store
    database = wire.folder.stores._database  # type: ignore[attr-defined]
    with database.connection() as connection:
        connection.execute("DROP TABLE portal_1.homeport_bucket, portal_1.homeport_basket, portal_1.homeport_written")
    assert another().portal.store.tallies is not None
    assert store.tallies is not None
    assert store.tallies.filled("guesses") == set()
