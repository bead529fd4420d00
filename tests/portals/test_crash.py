"""A process that dies while it resets a portal, and answers that are given meanwhile."""

import json
import random
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from homeport.portals import lifecycle, saved
from homeport.portals.folder import DEFAULT, DataFolder
from tests.cli.conftest import Server, start  # noqa: F401  the fixture

pytestmark = pytest.mark.usefixtures("in_files")

RESET_FOR_EVER = """
import itertools, sys
from pathlib import Path
from homeport.portals import lifecycle
from homeport.portals.folder import DEFAULT, DataFolder
folder = DataFolder(Path(sys.argv[1]))
for baseline in itertools.cycle(("empty", "demo")):
    lifecycle.reset(folder, DEFAULT, baseline)
    print(baseline, flush=True)
"""


def test_a_reset_that_is_killed_leaves_the_old_portal_or_the_new(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    lifecycle.ensure_default(folder, demo=True)
    path = folder.portal_file(DEFAULT)
    with closing(sqlite3.connect(path)) as connection:
        of_demo = counts(connection)
    for number in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", RESET_FOR_EVER, str(folder.path)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        process.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            process.wait(random.Random(number).random() / 20)
        process.kill()
        process.wait()
        process.stdout.close()
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert counts(connection) in ((1, 0), of_demo)
            assert connection.execute("SELECT BASELINE FROM portal").fetchone() in (("empty",), ("demo",))
    assert lifecycle.reset(folder, DEFAULT, "demo") == "demo"


def counts(connection: sqlite3.Connection) -> tuple[int, int]:
    users, deals = (
        connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("portal_user", "crm_deal")
    )
    return users, deals


def test_every_answer_during_resets_is_of_the_old_contents_or_of_the_new(start: Callable[..., Server]) -> None:  # noqa: F811
    server = start("--demo", "--workers", "2")
    folder = DataFolder(Path(server.ready["ca"]).parents[1])
    hook = server.ready["webhooks"][0]["url"].partition("/rest/")[2]
    url = f"{server.ready['http']}/rest/{hook}batch"
    cmd = {"deal": "crm.deal.get?id=1", "contact": "crm.contact.get?id=1"}
    add = {"title": "crm.deal.update?id=1&fields[TITLE]=New", "name": "crm.contact.update?id=1&fields[NAME]=New"}

    def ask(commands: dict[str, str]) -> dict[str, dict[str, str]]:
        request = Request(url, json.dumps({"cmd": commands}).encode(), {"Content-Type": "application/json"})
        with urlopen(request, timeout=30) as answer:
            result: dict[str, dict[str, str]] = json.load(answer)["result"]["result"]
            return result

    def names() -> tuple[str, str]:
        found = ask(cmd)
        return found["deal"]["TITLE"], found["contact"]["NAME"]

    old = names()
    ask(add)
    new = names()
    saved.save_baseline(folder, "changed", DEFAULT)
    over = threading.Event()

    def exchange() -> None:
        for _ in range(15):
            lifecycle.reset(folder, DEFAULT, "demo")
            lifecycle.reset(folder, DEFAULT, "changed")
        over.set()

    resets = threading.Thread(target=exchange)
    resets.start()
    seen = set()
    while not over.is_set():
        seen.add(names())
    resets.join()
    assert seen <= {old, new}
    assert names() == new
