"""A disk that may only be read: a clear error, reads go on, and nothing is lost.

Root may write what nobody may, unless that right is given up: then it stands with files as everybody does.
"""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from homeport.portals import lifecycle
from homeport.portals.folder import DataFolder
from tests.clients.live import environment
from tests.crash.test_kill import whole
from tests.crash.victim import Caller, Victim

AS_EVERYBODY = ("setpriv", "--bounding-set=-dac_override") if os.geteuid() == 0 else ()
SHOP = "shop.example.test"
READS = (
    ("crm.deal.get", {"id": 1}),
    ("crm.deal.list", {}),
    ("crm.activity.list", {}),
    ("crm.activity.binding.list", {"activityId": 1}),
    ("user.get", {}),
)


@pytest.fixture
def victim(tmp_path: Path) -> Iterator[Victim]:
    victim = Victim(tmp_path)
    victim.before = AS_EVERYBODY
    victim.start()
    yield victim
    victim.kill()


@contextmanager
def read_only(*files: Path) -> Iterator[None]:
    """Let files and folders only be read."""
    modes = {file: stat.S_IMODE(file.stat().st_mode) for file in files}
    for file, mode in modes.items():
        file.chmod(mode & ~0o222)
    yield
    for file, mode in modes.items():
        file.chmod(mode)


def add(call: Caller, name: str) -> int | str:
    """A new contact's id, or the code of the refusal."""
    answer = call("crm.contact.add", fields={"NAME": name})
    return answer["error"] if "error" in answer else int(answer["result"])


def check_reads(call: Caller) -> None:
    for method, params in READS:
        assert call(method, **params)["result"], method


def check_kept(victim: Victim, contact: int) -> None:
    """What was acknowledged before is there, and the server goes on with it."""
    with closing(Caller(victim)) as call:
        assert call("crm.contact.get", id=contact)["result"]["NAME"] == "Kept"
        assert add(call, "Next") == contact + 1
    victim.kill()
    whole(victim)


def test_a_disk_that_takes_no_more_while_the_server_runs_is_told_and_reads_go_on(victim: Victim) -> None:
    with closing(Caller(victim)) as call:
        contact = add(call, "Kept")
        assert isinstance(contact, int)
        victim.limit(1)
        for _ in range(3):
            assert add(call, "Lost") == "INTERNAL_SERVER_ERROR"
            check_reads(call)
        victim.limit(Victim.most_bytes)
    check_kept(victim, contact)
    assert "Traceback" not in victim.log


def test_a_database_that_may_only_be_read_is_served_for_reading(victim: Victim) -> None:
    with closing(Caller(victim)) as call:
        contact = add(call, "Kept")
        assert isinstance(contact, int)
    victim.kill()  # so that the journal has what the file has not
    with read_only(*(victim.data / "portals").glob("default.db*")):
        victim.start()
        with closing(Caller(victim)) as call:
            assert add(call, "Lost") == "INTERNAL_SERVER_ERROR"
            check_reads(call)
            assert call("crm.contact.get", id=contact)["result"]["NAME"] == "Kept"
        victim.kill()
    assert "default.db cannot be written: it may only be read" in victim.log
    assert "Traceback" not in victim.log
    victim.start()
    check_kept(victim, contact)


def run(victim: Victim, *arguments: str) -> str:
    """The one line by which a command is refused."""
    command = [*AS_EVERYBODY, sys.executable, "-m", "homeport", *arguments, "--data", str(victim.data)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment(), check=False)
    assert done.returncode == 1, done
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def test_a_start_in_a_folder_that_may_only_be_read_says_so_in_one_line(victim: Victim) -> None:
    victim.kill()
    everything = [victim.data, *victim.data.rglob("*")]
    serve = ("serve", "--port", "0", "--https-port", "0")
    with read_only(*everything):
        for command in (serve, ("webhook", "add", "1", "--scope", "crm")):
            refused = run(victim, *command)
            assert str(victim.data) in refused
            assert "cannot be written. Give yourself the right to, or use another --data." in refused
    with read_only(*(victim.data / "portals").glob("default.db*")):
        refused = run(victim, "webhook", "add", "1", "--scope", "crm")
        assert "default.db cannot be written: it may only be read. Mend that, or use another --data." in refused
    victim.start()
    whole(victim)


def test_a_portal_that_cannot_be_opened_is_told_and_the_others_are_served(victim: Victim) -> None:
    lifecycle.create(DataFolder(victim.data), SHOP, "demo")
    with closing(Caller(victim)) as call:
        contact = add(call, "Kept")
        assert isinstance(contact, int)
        with read_only(victim.data, *victim.data.rglob("*")):
            status, answer = at_shop(victim)
            assert (status, answer["error"]) == (500, "INTERNAL_SERVER_ERROR")
            check_reads(call)
        assert at_shop(victim)[0] == 200
    check_kept(victim, contact)
    assert "Traceback" not in victim.log


def at_shop(victim: Victim) -> tuple[int, dict[str, Any]]:
    """Status and answer of a call to the other portal."""
    connection = HTTPConnection(victim.address, timeout=60)
    with closing(connection):
        connection.request("GET", victim.hook + "profile", headers={"Host": SHOP})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
