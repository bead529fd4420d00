"""What a server with a database tells of itself."""

import json
import signal
import time
from collections.abc import Callable

from tests.cli.conftest import Server
from tests.cluster import Cluster
from tests.conftest import Api, Wire
from tests.control.conftest import Plane
from tests.control.test_metrics import collected
from tests.postgresql.calls import call


def test_slow_statements_are_told_with_their_plans_and_no_value(start: Callable[..., Server], cluster: Cluster) -> None:
    server = start("--demo", "--slow-query", "0", "--log-format", "json", "--database", cluster.create())
    base = f"{server.ready['http']}/rest/{server.ready['webhooks'][0]['url'].partition('/rest/')[2]}"
    assert call(base, "crm.deal.list", filter={"TITLE": "a-value"}, order={"ID": "ASC"})[0] == 200
    assert call(base, "crm.deal.add", fields={"TITLE": "another-value"})[0] == 200
    assert server.stop(signal.SIGTERM) == 0
    written = server.errors.read_text()
    told = [line for line in map(json.loads, written.splitlines()) if "request" in line]

    def plan(method: str, begins: str) -> list[str]:
        """The plan of the first statement of a method that begins so."""
        found = (line["statement"] for line in told if line["request"]["method"] == method)
        return list(next(each["plan"] for each in found if begins in each["sql"]))

    listed = plan("crm.deal.list", 'SELECT crm_deal."ID"')
    assert listed[0].startswith("Limit (")
    assert " on crm_deal filtered (" in listed[-1]
    assert plan("crm.deal.add", "INSERT INTO crm_deal ")[0].startswith("ModifyTable on crm_deal ")
    assert "a-value" not in written
    assert "another-value" not in written


def test_commits_connections_and_threads_are_told(wire: Wire, admin: Api) -> None:
    plane = Plane(wire)
    before, begun = collected(plane), time.perf_counter()
    for number in range(3):
        admin("crm.deal.add", fields={"TITLE": f"Metric {number}"})
    deadline = time.monotonic() + 30
    with wire.portal.store.snapshot():
        # the thread of the last turn may not have let go yet
        while (found := collected(plane))["homeport_pool", "turn", "used"] and time.monotonic() < deadline:
            pass
    assert found["homeport_writes_total",] - before["homeport_writes_total",] == 3
    assert found["homeport_commit_seconds_count",] - before["homeport_commit_seconds_count",] == 3
    assert 0 < found["homeport_commit_seconds_sum",] - before["homeport_commit_seconds_sum",]
    assert found["homeport_commit_seconds_sum",] - before["homeport_commit_seconds_sum",] < time.perf_counter() - begun
    pools = {key[1:]: count for key, count in found.items() if key[0] == "homeport_pool"}
    assert [pools["connections", state] for state in ("used", "free", "waiting")] == [1, 7, 0]
    assert [pools["turn", state] for state in ("used", "free", "waiting")] == [0, 8, 0]
    assert pools["writer", "used"] + pools["writer", "free"] == 4  # the last write may not have let go yet
