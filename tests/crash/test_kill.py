"""A server that is killed while clients write: nothing acknowledged is lost, and nothing is half there."""

import random
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from homeport.addresses import Addresses
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.testing.portal import LocalPortal
from tests.crash.victim import Caller, Victim
from tests.crash.writer import Writer
from tests.handler import Handler
from tests.property.profile import SCALE

CYCLES = 20 * SCALE
CLIENTS = 4
LONGEST_LIFE = 0.4
"""Seconds of writing before a kill, at most."""

HALVES = {
    "a binding without its activity": """
        SELECT ACTIVITY_ID FROM crm_activity_binding WHERE ACTIVITY_ID NOT IN (SELECT ID FROM crm_activity)""",
    "an activity without a binding": """
        SELECT ID FROM crm_activity WHERE ID NOT IN (SELECT ACTIVITY_ID FROM crm_activity_binding)""",
    "more than 100 bindings": """
        SELECT ACTIVITY_ID FROM crm_activity_binding GROUP BY ACTIVITY_ID HAVING count(*) > 100""",
    "an activity that is not bound to its owner": """
        SELECT ID FROM crm_activity AS a WHERE NOT EXISTS (
            SELECT 1 FROM crm_activity_binding AS b
            WHERE b.ACTIVITY_ID = a.ID AND b.OWNER_TYPE_ID = a.OWNER_TYPE_ID AND b.OWNER_ID = a.OWNER_ID)""",
    "a communication without its activity": """
        SELECT ACTIVITY_ID FROM crm_activity_communication WHERE ACTIVITY_ID NOT IN (SELECT ID FROM crm_activity)""",
}


@pytest.fixture
def victim(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Victim]:
    victim = Victim(tmp_path, "--workers", str(request.param))
    yield victim
    victim.kill()


def whole(victim: Victim) -> None:
    """The file is sound, and no record in it is a half."""
    path = DataFolder(victim.data).portal_file(DEFAULT)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        for what, query in HALVES.items():
            assert connection.execute(query).fetchall() == [], what


@pytest.mark.parametrize("victim", [1, 2], ids=["one worker", "two workers"], indirect=True)
def test_a_killed_server_keeps_what_it_acknowledged_and_tells_of_it(victim: Victim) -> None:
    lifetimes = random.Random(CYCLES)
    victim.start()
    with Handler() as handler:
        subscribe(victim, handler, "ONCRMCONTACTADD")
        writers = live_and_die(victim, lifetimes)
        contacts = {contact for writer in writers for contact in writer.contacts}
        told: set[int] = set()
        while told < contacts:
            told.add(int(handler.next()["data"]["FIELDS"]["ID"]))
    assert told == contacts, "an event without its change"
    assert "Traceback" not in victim.log


def subscribe(victim: Victim, handler: Handler, event: str) -> None:
    """Let an application be told of an event."""
    folder = DataFolder(victim.data)
    portal = LocalPortal(folder, Addresses.read(folder))
    try:
        portal.app(scope="crm").call("event.bind", event=event, handler=handler.url)
    finally:
        portal.close()


def live_and_die(victim: Victim, lifetimes: random.Random) -> list[Writer]:
    """Start and kill the server while clients write, and look each time at what is there; the clients."""
    call = Caller(victim)
    deals = [int(call("crm.deal.add", fields={"TITLE": f"Crash {number}"})["result"]) for number in range(110)]
    call.close()
    writers = [Writer(f"client {number}", deals, seed=number) for number in range(CLIENTS)]
    survived = 0
    for _ in range(CYCLES // 2):
        threads = [threading.Thread(target=writer.write, args=(victim,)) for writer in writers]
        for thread in threads:
            thread.start()
        threads[0].join(lifetimes.uniform(0.02, LONGEST_LIFE))
        victim.kill()
        for thread in threads:
            thread.join()
        whole(victim)
        victim.start()
        call = Caller(victim)
        for writer in writers:
            writer.check(call)
        call.close()
        survived = sum(writer.acknowledged for writer in writers)
    assert survived > CYCLES * CLIENTS, "too little was written for this to show anything"
    return writers
