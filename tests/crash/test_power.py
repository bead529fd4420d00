"""A machine that loses power after any step of its disk: nothing acknowledged is lost, and nothing is half there."""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from homeport.portals.folder import DEFAULT, DataFolder
from homeport.store import SqliteStore
from tests.conftest import Api, Wire, api_of
from tests.crash.disasters import HALVES
from tests.crash.recorded_disk import Disk, Recorder, Step, recording, write_files
from tests.property.profile import SCALE

CALLS = 60 if SCALE == 1 else 200
EVERY = 10 if SCALE == 1 else 1
"""The power goes after each step of this many."""
JOURNAL_PAGES = 40
"""Pages of the journal after which it is moved into the database: often enough to be met within so few calls."""
CHANCES = (0.0, 0.5, 1.0)
"""How likely it is that a sector was written that nobody had asked to be safe: none, any, all of them."""
CONTACT, DEAL = 3, 2

State = list[Any]
_STATE = (
    'SELECT "ID", "OWNER_TYPE_ID", "OWNER_ID", "SUBJECT" FROM crm_activity ORDER BY 1',
    'SELECT "ACTIVITY_ID", "OWNER_TYPE_ID", "OWNER_ID" FROM crm_activity_binding ORDER BY 1, 2, 3',
    'SELECT "ID", "NAME" FROM crm_contact ORDER BY 1',
)


def state_of(connection: sqlite3.Connection) -> State:
    return [connection.execute(statement).fetchall() for statement in _STATE]


def calls(api: Api, chosen: random.Random, deals: list[int]) -> Iterator[Callable[[], Any]]:
    """Writes of every kind that bindings have, and records beside them."""
    made: list[int] = []
    bound: dict[int, list[int]] = {}

    def plan() -> None:
        deal = chosen.choice(deals)
        activity = api("crm.activity.todo.add", ownerTypeId=DEAL, ownerId=deal, deadline="2030-01-01T09:00:00+00:00")
        made.append(activity["id"])
        bound[activity["id"]] = [deal]

    def bind() -> None:
        activity = chosen.choice(made)
        deal = chosen.choice([each for each in deals if each not in bound[activity]])
        api("crm.activity.binding.add", activityId=activity, entityTypeId=DEAL, entityId=deal)
        bound[activity].append(deal)

    def unbind() -> None:
        activity = chosen.choice(made)
        if len(bound[activity]) > 1:
            deal = bound[activity].pop()
            api("crm.activity.binding.delete", activityId=activity, entityTypeId=DEAL, entityId=deal)

    def drop() -> None:
        activity = made.pop(chosen.randrange(len(made)))
        del bound[activity]
        api("crm.activity.delete", id=activity)

    def meet() -> None:
        commands = [f"crm.contact.add?fields[NAME]=Contact {number}" for number in range(3)]
        api("batch", cmd=commands)

    yield plan
    while True:
        yield chosen.choice([plan, plan, bind, bind, bind, unbind, meet, *([drop] if len(made) > 3 else [])])


class Trace:
    """What the disk was told while a portal was written to, and what the portal held after each answer."""

    def __init__(self, recorder: Recorder, states: list[State]) -> None:
        self.before = recorder.before
        self.steps = recorder.steps
        self.states = states


def traced(data: Path, *, durable: bool = True) -> Trace:
    """Write to a portal while its disk is looked at."""
    portals = data / "portals"
    states: list[State] = []
    with recording(portals) as recorder:
        wire = Wire(DataFolder(data))
        store = wire.portal.store
        assert isinstance(store, SqliteStore)
        store._writer.execute(f"PRAGMA wal_autocheckpoint={JOURNAL_PAGES}")
        store._long = JOURNAL_PAGES * 4096  # once it is cut off by force, too
        if not durable:
            store._writer.execute("PRAGMA synchronous=OFF")
        admin = api_of(wire, 1)
        deals = [admin("crm.deal.add", fields={"TITLE": f"Deal {number}"}) for number in range(12)]
        with closing(sqlite3.connect(portals / f"{DEFAULT}.db")) as looking:
            writes = calls(admin, random.Random(3), deals)
            recorder.steps.append(Step("told"))
            states.append(state_of(looking))
            for _ in range(CALLS):
                next(writes)()
                recorder.steps.append(Step("told"))
                states.append(state_of(looking))
        wire.close()
    return Trace(recorder, states)


def outcomes(trace: Trace, folder: Path) -> Iterator[tuple[int, State | str, list[State]]]:
    """For each step after which the power goes: its number, what is found, and what may be found."""
    disk, told = Disk(trace.before), 0
    for number, step in enumerate(trace.steps):
        disk.take(step)
        told += step.what == "told"
        if not told or number % EVERY:
            continue
        for chance in CHANCES:
            here = folder / "after"
            write_files(here, disk.lose_power(chance, random.Random(number)))
            yield number, found(here / f"{DEFAULT}.db"), trace.states[told - 1 : told + 1]
            shutil.rmtree(here)


def found(path: Path) -> State | str:
    """What a file holds that a machine finds when it has power again, or what is wrong with it."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            if (told := connection.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
                return str(told)
            for what, statement in HALVES.items():
                if connection.execute(statement).fetchall():
                    return what
            return state_of(connection)
        except sqlite3.DatabaseError as error:
            return str(error)


@pytest.fixture
def data(demo_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(demo_folder, tmp_path / "data"))


def test_what_was_acknowledged_is_there_whenever_the_power_goes(data: Path, tmp_path: Path) -> None:
    trace = traced(data)
    kinds = {(step.what, step.name.rpartition("-")[2]) for step in trace.steps}
    assert {(what, name) for what in ("write", "sync") for name in ("default.db", "wal")} <= kinds
    assert ("truncate", "wal") in kinds
    looked = 0
    for number, state, expected in outcomes(trace, tmp_path):
        assert state in expected, f"after step {number} of {len(trace.steps)}"
        looked += 1
    assert looked > CALLS, f"too little to show anything: {looked} of {len(trace.steps)}"


def test_a_store_that_does_not_wait_for_its_disk_is_found_out(data: Path, tmp_path: Path) -> None:
    """So the test above could fail."""
    trace = traced(data, durable=False)
    assert any(state not in expected for _, state, expected in outcomes(trace, tmp_path))
