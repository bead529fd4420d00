"""``homeport clock``, ``faults`` and ``requests``, with a server that runs."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.cli.calls import call
from tests.cli.conftest import PROGRAM, Done, Server, environment

Run = Callable[..., Done]
Start = Callable[..., Server]


@pytest.fixture
def server(start: Start, data: Path) -> Server:
    return start(data=data)


@pytest.fixture
def hook(invoke: Run, server: Server) -> str:
    """A webhook of the administrator, by HTTP."""
    code = invoke("webhook", "add", "1", "--scope", "crm,user", "--json").json["url"].split("/")[-2]
    return f"{server.ready['http']}/rest/1/{code}/"


# Clocks


def test_a_server_follows_a_clock_that_is_held_and_moved(invoke: Run, hook: str) -> None:
    assert invoke("clock", "freeze", "2030-01-31T09:00:00+01:00").out == (
        "The clock stands at 2030-01-31T08:00:00+00:00.\n"
    )
    assert call(hook + "server.time")[1]["result"].startswith("2030-01-31T")
    assert "08:00:01" in invoke("clock", "advance", "1").out
    assert "2030-07-30T08:00:01" in invoke("clock", "advance", "180d").out
    assert "T07:00:01" in invoke("clock", "advance", "--", "-1h").out
    assert call(hook + "server.time")[1]["time"]["date_start"].startswith("2030-07-30T")
    shown = invoke("clock", "show", "--json").json
    assert (shown["frozen"], shown["now"]) == (True, 1911625201.0)
    assert "runs at 2031-01-01T00:00:0" in invoke("clock", "set", "2031-01-01T00:00:00+00:00").out
    assert "s from this machine's" in invoke("clock", "show").out
    assert "from this machine's" not in invoke("clock", "real").out


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("freeze", "soon"), "no moment"),
        (("freeze", "2030-01-31T09:00:00"), "no time zone"),
        (("freeze", "-1"), "1970 to 3000"),
        (("freeze", "nan"), "1970 to 3000"),
        (("set", "1e300"), "1970 to 3000"),
        (("advance", "far"), "no span"),
        (("advance", "999999999999w"), "1970 to 3000"),
        (("advance", "nan"), "no span"),
    ],
)
def test_a_clock_that_cannot_be_is_refused(invoke: Run, arguments: tuple[str, ...], why: str) -> None:
    assert why in invoke("clock", arguments[0], "--", *arguments[1:]).one_line
    assert invoke("clock", "show", "--json").json == {"now": pytest.approx(_now(invoke), abs=60), "frozen": False,
                                                      "offset": 0}  # fmt: skip


def _now(invoke: Run) -> float:
    return float(invoke("clock", "show", "--json").json["now"])


# Faults


def test_a_fault_is_asked_for_listed_and_taken_back(invoke: Run, hook: str) -> None:
    added = invoke("faults", "add", "--error", "QUERY_LIMIT_EXCEEDED", "--method", "crm.deal.*", "--times", "1")
    assert "homeport faults remove 1" in added.out
    assert invoke("faults", "list", "--json").json == [
        {"id": 1, "rule": {"method": "crm.deal.*", "times": 1, "error": "QUERY_LIMIT_EXCEEDED"}}
    ]
    assert call(hook + "server.time")[0] == 200
    assert [call(hook + "crm.deal.get?id=1")[0] for _ in range(2)] == [503, 200]
    assert "error=QUERY_LIMIT_EXCEEDED" in invoke("faults", "list").out
    assert invoke("faults", "remove", "1").out == "Removed fault 1.\n"
    assert "There is no fault 1" in invoke("faults", "remove", "1").one_line
    invoke("faults", "add", "--status", "502", "--probability", "0.5", "--seed", "7")
    assert invoke("faults", "clear").out == "No faults are left.\n"
    assert invoke("faults", "list").out.startswith("No faults.")


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--method", "x"),
        ("--status", "200"),
        ("--probability", "2", "--drop"),
        ("--delay", "nan"),
        ("--times", "0"),
    ],
)
def test_a_fault_that_is_none_is_refused(invoke: Run, arguments: tuple[str, ...]) -> None:
    assert "homeport faults add --help" in invoke("faults", "add", *arguments).one_line
    assert invoke("faults", "list", "--json").json == []


# Requests


def test_requests_are_listed_and_exported_without_secrets(invoke: Run, hook: str) -> None:
    call(hook + "crm.deal.get?id=1")
    call(hook + "crm.deal.get?id=999999")
    (refused,) = invoke("requests", "list", "--error", "*", "--json").json
    assert (refused["method"], refused["status"], refused["params"]) == ("crm.deal.get", 400, {"id": "999999"})
    assert [each["status"] for each in invoke("requests", "list", "--json").json] == [200, 400]
    assert len(invoke("requests", "list", "--limit", "1", "--method", "crm.*", "--json").json) == 1
    assert invoke("requests", "list", "--status", "503").out == "No such requests.\n"
    assert "crm.deal.get" in invoke("requests", "list").out
    assert json.loads(invoke("requests", "har").out)["log"]["entries"][0]["response"]["status"] == 200
    assert '"$HOMEPORT_WEBHOOK"crm.deal.get' in invoke("requests", "curl").out
    call(hook + "crm.deal.list?filter[COL%1b%20OUR]=1")
    (told,) = invoke("requests", "list", "--limit", "1", "--json").json
    assert told["dropped"] == [{"part": "filter", "name": "COL\x1b OUR", "why": "unknown", "command": ""}]
    assert invoke("requests", "list", "--limit", "1").out.rstrip().endswith("ignored:COL??OUR")
    code = hook.split("/")[-2]
    for form in (("list", "--json"), ("list",), ("har",), ("curl",)):
        assert code not in invoke("requests", *form).out
    assert invoke("requests", "clear").code == 0
    assert invoke("requests", "list", "--json").json == []


@pytest.fixture
def following(data: Path, server: Server) -> Iterator[IO[str]]:
    """What ``homeport requests follow`` prints, once it follows."""
    with subprocess.Popen(
        [*PROGRAM, "requests", "follow", "--method", "crm.*", "--data", str(data)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment() | {"PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        assert process.stderr.readline() == "Following. Ctrl-C stops.\n"
        yield process.stdout
        process.terminate()


def test_requests_are_followed(following: IO[str], hook: str) -> None:
    call(hook + "server.time")
    call(hook + "crm.deal.get?id=1")
    assert "crm.deal.get" in following.readline()


@pytest.mark.parametrize(
    "command", [("clock", "show"), ("faults", "list"), ("requests", "list"), ("requests", "clear")]
)
def test_a_portal_that_is_not_there_is_told(invoke: Run, command: tuple[str, ...]) -> None:
    assert "There is no portal" in invoke(*command, "--portal", "gone.example.test").one_line
