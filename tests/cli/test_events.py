"""``homeport outgoing``, ``events`` and ``listen``: what is told, seen and sent again from the command line."""

import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from homeport.testing.receiver import Receiver
from tests.cli.conftest import PROGRAM, Done, Server, environment

Run = Callable[..., Done]
Start = Callable[..., Server]


def test_an_address_is_told_and_what_it_answered_is_seen(invoke: Run, start: Start) -> None:
    start()
    with Receiver() as receiver:
        receiver.answers(500, b"broken")
        added = invoke("outgoing", "add", receiver.url, "onCrmDealUpdate", "--title", "Stock")
        token = invoke("outgoing", "token", "1").out.strip()
        assert token in added.out
        trigger = next(line.split() for line in added.out.splitlines() if "events trigger" in line)
        assert "1 handler is told" in invoke(*trigger[1:]).out
        assert receiver.next().token == token
        receiver.answers(200)
        (listed,) = wait_for(invoke, "failed")
        assert (listed["event"], listed["record"], listed["triggered"]) == ("ONCRMDEALUPDATE", "1", True)
        assert "broken" in invoke("events", "show", str(listed["id"])).out
        assert token not in invoke("events", "show", str(listed["id"]), "--json").out
        assert "events show" in invoke("events", "resend", str(listed["id"])).out
        assert receiver.next().event == "ONCRMDEALUPDATE"
    assert "Stock" in invoke("outgoing", "list").out
    assert invoke("outgoing", "remove", "1").out == "Removed outgoing webhook 1.\n"
    assert invoke("events", "handlers", "--json").json == []


def wait_for(invoke: Run, state: str) -> list[dict[str, object]]:
    for _ in range(500):
        found: list[dict[str, object]] = invoke("events", "list", "--state", state, "--json").json
        if found:
            return found
        threading.Event().wait(0.02)
    raise AssertionError(f"no call is {state}: {invoke('events', 'list').out}")


def test_a_handler_is_paused_troubled_and_resumed(invoke: Run) -> None:
    invoke("outgoing", "add", "http://localhost:1/", "ONCRMDEALUPDATE")
    paused = invoke("events", "pause", "1")
    resume = paused.out.splitlines()[-1].split()
    assert invoke("events", "trouble", "1", "--drop", "0.5", "--seed", "7").code == 0
    invoke("events", "trigger", "ONCRMDEALUPDATE", "--record", "5")
    (held,) = invoke("events", "list", "--json").json
    assert held["state"] == "held"
    (handler,) = invoke("events", "handlers", "--json").json
    assert (handler["PAUSED"], handler["TROUBLE"]) == ("Y", '{"drop":0.5,"seed":7}')
    assert invoke(*resume[1:]).out == "Resumed handler 1.\n"
    (waiting,) = invoke("events", "list", "--json").json
    assert waiting["state"] == "waiting"
    assert invoke("events", "clear").out == "Cleared.\n"
    assert len(invoke("events", "list", "--json").json) == 1, "what waits is still sent"
    assert "ONCRMDEALUPDATE" in invoke("events", "codes").out


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("outgoing", "add", "ftp://x/", "all"), "must begin with https:// or http://"),
        (("outgoing", "add", "http://localhost/", "ONNOTHING"), "homeport events codes"),
        (("outgoing", "token", "9"), "homeport outgoing list"),
        (("outgoing", "remove", "9"), "homeport outgoing list"),
        (("events", "show", "9"), "homeport events list"),
        (("events", "resend", "9"), "homeport events list"),
        (("events", "pause", "9"), "homeport events handlers"),
        (("events", "trouble", "9"), "homeport events handlers"),
        (("events", "trouble", "9", "--drop", "2"), "drop"),
        (("events", "trigger", "ONNOTHING", "--record", "1"), "homeport events codes"),
        (("listen", "--forward-to", "nowhere"), "must begin with https:// or http://"),
    ],
)
def test_what_cannot_be_is_refused_in_a_line_that_says_what_to_do(
    invoke: Run, command: tuple[str, ...], said: str
) -> None:
    assert said in invoke(*command).one_line


def test_nobody_is_told_of_what_nobody_wants_to_know(invoke: Run) -> None:
    printed = invoke("events", "trigger", "ONCRMLEADADD", "--record", "5").out
    assert "Nobody wants to know" in printed
    assert "homeport outgoing add" in printed


def test_listening_forwards_until_it_is_stopped(invoke: Run, start: Start, data: Path) -> None:
    start()
    command = [*PROGRAM, "listen", "--events", "ONCRMDEALUPDATE", "--data", str(data), "--forward-to"]
    quick = environment() | {"PYTHONUNBUFFERED": "1"}
    with (
        Receiver() as receiver,
        subprocess.Popen([*command, receiver.url], stdout=subprocess.PIPE, text=True, env=quick) as process,
    ):
        assert process.stdout is not None
        try:
            assert "Forwarding 1 event to" in process.stdout.readline()
            token = process.stdout.readline().strip()
            assert "Ctrl-C" in process.stdout.readline()
            invoke("events", "trigger", "ONCRMDEALUPDATE", "--record", "5")
            assert receiver.next().token == token
            assert "ONCRMDEALUPDATE  5  200 (" in process.stdout.readline()
        finally:
            process.terminate()
    assert invoke("outgoing", "list", "--json").json == []
