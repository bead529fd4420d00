"""Lists, single reads, changes and bindings allow each user exactly what the rules say, worked out record by record."""

from collections import ChainMap
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from homeport.core import owner as types
from homeport.domain.crm.stages import categories
from homeport.rpc.batch import by_key
from tests.conftest import Api, Folders, Wire, api_of
from tests.stateful.model import OK
from tests.stateful.rules import LEVELS, OPERATIONS, SYMBOLS, Department, Record, Role, Rules
from tests.stateful.site import CLASSIC, DELIVERY, add_department, add_role, add_user, code, empty_portal, write

DEPARTMENTS = range(11, 17)
USERS = 7
ROLES = 5
RECORDS = 22
"""Of each type."""
ACTIVITIES = 24
BATCH = 50


class World(Rules):
    """A portal put together at random, and the rules of access for it."""

    def __init__(self, wire: Wire, random: Random) -> None:
        super().__init__()
        self.wire = wire
        self.random = random
        self.admin = api_of(wire, 1)
        self.records: list[Record] = []
        self.activities: dict[int, list[Record]] = {}
        self._add_people()
        self._add_records()
        self._add_activities()

    def _add_people(self) -> None:
        for number in range(USERS):
            works_in = tuple(self.random.sample(DEPARTMENTS, self.random.choice((0, 1, 1, 1, 2))))
            self.works_in[add_user(self.wire, f"user{number}", works_in)] = frozenset(works_in)
        for number in DEPARTMENTS:
            parent = self.random.choice([None, *self.departments, *self.departments])
            head = self.random.choice([None, *self.works_in])
            self.departments[number] = Department(parent, head)
            add_department(self.wire, number, parent, head)

    def _add_records(self) -> None:
        self.admin("crm.type.add", fields={"title": "Delivery", "entityTypeId": DELIVERY, "isCategoriesEnabled": "Y"})
        piped: dict[int, list[int | None]] = {}
        for type_id in (types.DEAL, types.SMART_INVOICE, DELIVERY):
            default = write(self.wire, lambda tx, type_id=type_id: categories.default_of(tx, type_id))  # type: ignore[misc]
            more = [
                write(self.wire, lambda tx, type_id=type_id, n=n: categories.add(tx, type_id, f"Pipeline {n}"))  # type: ignore[misc]
                for n in range(2)
            ]
            piped[type_id] = [default, *more]
        for type_id in SYMBOLS:
            for _ in range(RECORDS):
                self.records.append(self._add_record(type_id, self.random.choice(piped.get(type_id, [None]))))
        for number in range(ROLES):
            self._add_role(number, piped)

    def _add_record(self, type_id: int, category: int | None) -> Record:
        owner, opened = self.random.choice(list(self.works_in)), self.random.random() < 0.4
        fields: dict[str, Any] = {"title": "A title", "assignedById": owner, "opened": "Y" if opened else "N"}
        if category is not None:
            fields["categoryId"] = category
        item = self.admin("crm.item.add", entityTypeId=type_id, fields=fields)["item"]
        assert (item["assignedById"], item["opened"]) == (owner, fields["opened"])
        return Record(type_id, item["id"], owner, opened, item["categoryId"] if category is not None else None)

    def _add_role(self, number: int, piped: dict[int, list[int | None]]) -> None:
        names = list(SYMBOLS.values())
        names += [f"{SYMBOLS[type_id]}_C{category}" for type_id, found in piped.items() for category in found]
        chosen = {"*", *self.random.sample(names, self.random.randint(2, len(names)))}
        if self.random.random() < 0.6:
            chosen.discard("*")
        rules = {
            name: {operation: self.random.choice(LEVELS) for operation in OPERATIONS if self.random.random() < 0.8}
            for name in sorted(chosen)
        }
        everyone = [f"U{user}" for user in self.works_in] + [
            f"{kind}{department}" for kind in ("D", "DR") for department in self.departments
        ]
        members = tuple(self.random.sample([*everyone, "AU"], self.random.randint(1, 3)))
        role = add_role(self.wire, f"role{number}", rules, *members)
        self.roles[role] = Role(rules, frozenset(members))

    def _add_activities(self) -> None:
        for _ in range(ACTIVITIES):
            bound = self.random.sample(self.records, self.random.randint(1, 6))
            first = bound[0]
            activity = self.admin(
                "crm.activity.todo.add",
                ownerTypeId=first.type_id,
                ownerId=first.id,
                deadline="2030-01-01T10:00:00+00:00",
            )["id"]
            for record in bound[1:]:
                given = {"activityId": activity, "entityTypeId": record.type_id, "entityId": record.id}
                assert self.admin("crm.activity.binding.add", **given)
            self.activities[activity] = bound

    def of_type(self, type_id: int) -> list[Record]:
        return [record for record in self.records if record.type_id == type_id]


@pytest.fixture
def world(request: pytest.FixtureRequest, folders: Folders, tmp_path: Path) -> Iterator[World]:
    wire = Wire(empty_portal(folders, tmp_path / "data"))
    yield World(wire, Random(request.param))
    wire.close()
    folders.forget(wire.folder)


def test_every_user_may_do_exactly_what_the_rules_allow(world: World) -> None:
    apis = {user: api_of(world.wire, user) for user in world.works_in}
    for user, api in apis.items():
        for type_id in SYMBOLS:
            _compare_lists(world, api, user, type_id)
    cases = sum(_compare_operations(world, api, user) for user, api in apis.items())
    assert cases == len(apis) * len(SYMBOLS) * RECORDS * len(OPERATIONS)
    for user, api in apis.items():
        _compare_activities(world, api, user)


def _compare_lists(world: World, api: Api, user: int, type_id: int) -> None:
    expected = [record.id for record in world.of_type(type_id) if world.may(user, "READ", record)]
    answer = api.send("crm.item.list", entityTypeId=type_id, select=["id"], order={"id": "ASC"})
    assert [item["id"] for item in answer.result["items"]] == expected
    assert answer.json["total"] == len(expected)
    backwards = api.send("crm.item.list", entityTypeId=type_id, order={"id": "DESC"}, start=5)
    assert [item["id"] for item in backwards.result["items"]] == expected[::-1][5:]
    assert backwards.json["total"] == len(expected)
    if type_id in CLASSIC:
        classic = api.send(f"{CLASSIC[type_id]}.list", select=["ID"], order={"ID": "ASC"})
        if classic.status == 200:
            assert [int(item["ID"]) for item in classic.result] == expected
            assert classic.json["total"] == len(expected)
        else:
            assert not expected
            assert classic.error == (400, "", "Access denied.")


def _compare_operations(world: World, api: Api, user: int) -> int:
    """Let a user do everything to every record, one record at a time; how many cases that are.

    What may be deleted is a copy of the record, so that those who come later find all that there was.
    """
    copies = iter(_added(world.admin, [record for record in world.records if world.may(user, "DELETE", record)]))
    calls = []
    for record in world.records:
        of = {"entityTypeId": record.type_id, "id": record.id}
        doomed = next(copies) if world.may(user, "DELETE", record) else record.id
        calls += [
            ("READ", record, _command("crm.item.get", of)),
            ("WRITE", record, _command("crm.item.update", of, fields={"title": f"Changed by {user}"})),
            ("ADD", record, _addition(record)),
            ("DELETE", record, _command("crm.item.delete", of, id=doomed)),
        ]
    for (operation, record, _), outcome in zip(calls, _asked(api, [call for _, _, call in calls]), strict=True):
        expected = OK if world.may(user, operation, record) else "ACCESS_DENIED"
        assert outcome == expected, (user, operation, record)
    return len(calls)


def _added(api: Api, records: list[Record]) -> list[int]:
    """The ids of new records that are like others."""
    ids = []
    for commands in _portions([_addition(record) for record in records]):
        ids += [found["item"]["id"] for found in api("batch", cmd=commands)["result"]]
    return ids


def _asked(api: Api, commands: list[dict[str, Any]]) -> list[str]:
    """What came of commands: the codes of their refusals, or ``ok``."""
    outcomes = []
    for portion in _portions(commands):
        errors = by_key(api("batch", cmd=dict(enumerate(portion)))["result_error"])
        outcomes += [errors[str(number)]["error"] if str(number) in errors else OK for number in range(len(portion))]
    return outcomes


def _portions(commands: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    yield from (commands[first : first + BATCH] for first in range(0, len(commands), BATCH))


def _command(method: str, *params: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"method": method, "params": dict(ChainMap(more, *params))}


def _addition(record: Record) -> dict[str, Any]:
    fields: dict[str, Any] = {"title": "New", "assignedById": record.owner, "opened": "Y" if record.opened else "N"}
    if record.category is not None:
        fields["categoryId"] = record.category
    return _command("crm.item.add", entityTypeId=record.type_id, fields=fields)


def _compare_activities(world: World, api: Api, user: int) -> None:
    """What a user sees of activities, and which ones the user may bind to which records."""
    for activity, bound in world.activities.items():
        visible = [record for record in bound if world.may(user, "READ", record)]
        answer = api.send("crm.activity.binding.list", activityId=activity)
        if visible:
            found = [(entry["entityTypeId"], entry["entityId"]) for entry in answer.result]
            assert found == [(record.type_id, record.id) for record in visible]
        else:
            assert answer.error[:2] == (400, "ACCESS_DENIED")
        assert (api.send("crm.activity.get", id=activity).status == 200) is bool(visible)
        record = world.random.choice([other for other in world.records if other not in bound])
        may = any(world.may(user, "WRITE", other) for other in bound) and world.may(user, "WRITE", record)
        given = {"activityId": activity, "entityTypeId": record.type_id, "entityId": record.id}
        assert code(api.send("crm.activity.binding.add", **given)) == (OK if may else "ACCESS_DENIED")
        if may:
            bound.append(record)
