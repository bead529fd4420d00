"""What Prometheus collects."""

import asyncio
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from urllib.parse import urlsplit

from prometheus_client.parser import text_string_to_metric_families

from homeport.control import ROOT
from homeport.store import Transaction
from homeport.store.meters import MAX_SERIES, OTHERS, Board, Meters, Tally
from tests.cli.conftest import Server, start  # noqa: F401  the fixture
from tests.conftest import Api, Wire
from tests.control.conftest import Plane

Samples = dict[tuple[str, ...], float]


def samples(text: str) -> Samples:
    """Every sample by its name and the values of its labels, in the order of their names."""
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def collected(plane: Plane) -> Samples:
    answer = plane.send("GET", "/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    return samples(answer.body.decode())


def test_requests_are_counted_by_method_and_outcome(plane: Plane, wire: Wire, seller: Api) -> None:
    begun = time.perf_counter()
    assert seller("crm.activity.binding.list", activityId=1)
    assert seller("CRM.Activity.Binding.List", activityId=1)
    assert seller.refused("crm.activity.binding.list", activityId=10**9) == (400, "NOT_FOUND")
    assert seller.refused("no.such.method")[0] == 404
    assert wire.send("/rest/api/rest.scope.list").status == 401
    found = collected(plane)
    method = "crm.activity.binding.list"
    assert found["homeport_requests_total", method, "ok"] == 2
    assert found["homeport_requests_total", method, "NOT_FOUND"] == 1
    assert found["homeport_requests_total", "", "ERROR_METHOD_NOT_FOUND"] == 1
    assert found["homeport_requests_total", "", "NO_AUTH_FOUND"] == 1
    assert (
        found["homeport_request_seconds_count", method] == found["homeport_request_seconds_bucket", "+Inf", method] == 3
    )
    assert 0 < found["homeport_request_seconds_sum", method] < time.perf_counter() - begun


def test_the_methods_of_batch_and_of_the_authorization_server_count_once(plane: Plane, seller: Api, wire: Wire) -> None:
    seller("batch", cmd={"a": "profile", "b": "profile"})
    wire.send("/oauth/token/", verb="GET", query="grant_type=refresh_token&client_id=x&client_secret=x&refresh_token=x")
    found = collected(plane)
    assert found["homeport_requests_total", "batch", "ok"] == 1
    assert found["homeport_requests_total", "oauth/token", "wrong_client"] == 1
    assert ("homeport_requests_total", "profile", "ok") not in found


def test_what_limits_refuse_is_told_apart(plane: Plane, seller: Api, wire: Wire) -> None:
    wire.set(plan="professional")
    wire.freeze(1_780_000_000.0)
    statuses = [seller.send("profile").status for _ in range(53)]
    assert statuses.count(503) == 3
    assert collected(plane)["homeport_limit_refusals_total", "QUERY_LIMIT_EXCEEDED"] == 3


def test_writes_are_counted_with_how_long_they_took_to_become_durable(plane: Plane, seller: Api) -> None:
    before = collected(plane)
    for number in range(3):
        seller("crm.deal.add", fields={"TITLE": f"Metric {number}"})
    found = collected(plane)
    assert found["homeport_writes_total",] - before["homeport_writes_total",] == 3
    assert found["homeport_commit_seconds_count",] - before["homeport_commit_seconds_count",] == 3
    assert found["homeport_commit_seconds_sum",] > before["homeport_commit_seconds_sum",]
    assert found["homeport_writer_queue",] == 0


def test_what_is_in_use_of_threads_is_told(plane: Plane, wire: Wire) -> None:
    begun, over = threading.Semaphore(0), threading.Event()

    def read(_: Transaction) -> None:
        begun.release()
        over.wait(30)

    def pool() -> list[float]:
        found = collected(plane)
        return [found["homeport_pool", "reader", state] for state in ("used", "free", "waiting")]

    async def look() -> list[float]:
        reads = [asyncio.ensure_future(wire.portal.store.read_aside(read)) for _ in range(5)]
        for _ in range(2):
            assert await asyncio.to_thread(begun.acquire, timeout=30)
        found = await asyncio.to_thread(pool)
        over.set()
        await asyncio.gather(*reads)
        return found

    found = asyncio.run(look())
    used, free, waiting = pool()
    assert (used, waiting) == (0, 0)
    assert found == [2, free - 2, 3]


def test_the_worker_tells_its_memory_and_files(plane: Plane) -> None:
    found = collected(plane)
    assert found["homeport_workers",] == 1
    assert found["homeport_memory_bytes",] > 10_000_000
    assert found["homeport_open_files",] > 3


def test_the_numbers_of_all_workers_are_added_up_and_those_of_one_that_died_are_kept() -> None:
    board = Board(2)
    first, second = Meters(board, 0), Meters(board, 1)
    first.own.count("profile", "ok", 0.002)
    second.own.count("profile", "ok", 0.2)
    second.own.count("profile", "NOT_FOUND", 90)
    second.show()
    assert sum(first.all().requests["profile"]["ok"].counts) == 2
    board.retire(1)
    assert first.all().workers == 1
    again = Meters(board, 1)
    again.own.count("profile", "ok", 0.2)
    again.show()
    total = first.all()
    assert (total.workers, total.requests["profile"]["ok"].seconds) == (2, 0.402)
    assert total.requests["profile"]["NOT_FOUND"].counts[-1] == 1
    again.waiting = lambda: 5
    again.show()
    assert first.all().queued == 5
    board.retire(1)
    assert first.all().queued == 0, "what a dead worker was about to do is not waited for"
    assert first.all().requests["profile"]["ok"].seconds == 0.402


def test_names_that_callers_make_up_do_not_fill_the_memory() -> None:
    tally = Tally()
    for number in range(MAX_SERIES + 100):
        tally.count("profile", f"MADE_UP_{number}", 0.001)
    assert sum(map(len, tally.requests.values())) == MAX_SERIES + 1
    assert sum(tally.requests[OTHERS[0]][OTHERS[1]].counts) == 100


def test_any_worker_tells_of_all(start: Callable[..., Server]) -> None:  # noqa: F811
    server = start("--demo", "--workers", "2")
    address, hook = urlsplit(server.ready["http"]).netloc, urlsplit(server.ready["webhooks"][0]["url"]).path
    for _ in range(8):  # a connection each: the kernel spreads them
        connection = HTTPConnection(address, timeout=30)
        connection.request("GET", f"{hook}profile")
        assert connection.getresponse().status == 200
        connection.close()
    admin = {"Authorization": f"Bearer {server.ready['admin_token']}"}
    found: Samples = {}
    wanted = {("homeport_requests_total", "profile", "ok"): 8, ("homeport_workers",): 2}
    deadline = time.monotonic() + 30
    while not wanted.items() <= found.items():  # within SHOW_SECONDS of the last, and of the second worker's start
        assert time.monotonic() < deadline, found
        connection = HTTPConnection(address, timeout=30)
        connection.request("GET", f"{ROOT}/metrics", headers=admin)
        found = samples(connection.getresponse().read().decode())
        connection.close()
