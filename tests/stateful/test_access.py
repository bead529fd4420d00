"""Lists, single reads, changes and bindings show each user exactly what the rules say, worked out record by record.

The rules are those of roles: a role gives each type and operation a level, for a category its own; over the roles of a
user the highest level counts. The model below applies them in Python, one record at a time, and knows no SQL.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from homeport.core import owner as types
from homeport.domain.crm import categories
from tests.conftest import Answer, Api, Folders, Wire, api_of
from tests.property.profile import SCALE
from tests.stateful.rules import LEVELS, OPERATIONS, SYMBOLS, Department, Record, Role, Rules
from tests.stateful.site import CLASSIC, DELIVERY, add_department, add_role, add_user, empty_portal, write

DEPARTMENTS = range(11, 17)
USERS = 7
ROLES = 5
RECORDS = 22
"""Of each type."""
ACTIVITIES = 24


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


@pytest.fixture(params=range(5 * SCALE))
def world(request: pytest.FixtureRequest, folders: Folders, tmp_path: Path) -> Iterator[World]:
    wire = Wire(empty_portal(folders, tmp_path / "data"))
    yield World(wire, Random(request.param))
    wire.close()
    folders.forget(wire.folder)


def test_every_user_sees_and_changes_exactly_what_the_rules_allow(world: World) -> None:
    pairs = 0
    for user in world.works_in:
        api = api_of(world.wire, user)
        for type_id in SYMBOLS:
            _compare_lists(world, api, user, type_id)
            for record in world.of_type(type_id):
                _compare_record(world, api, user, record)
                pairs += 1
        for activity, bound in world.activities.items():
            _compare_activity(world, api, user, activity, bound)
    assert pairs == len(world.works_in) * len(SYMBOLS) * RECORDS
    _compare_changes(world)


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


def _compare_record(world: World, api: Api, user: int, record: Record) -> None:
    answer = api.send("crm.item.get", entityTypeId=record.type_id, id=record.id)
    if world.may(user, "READ", record):
        assert answer.result["item"]["id"] == record.id
    else:
        assert answer.error[:2] == (400, "ACCESS_DENIED")


def _compare_activity(world: World, api: Api, user: int, activity: int, bound: list[Record]) -> None:
    visible = [record for record in bound if world.may(user, "READ", record)]
    answer = api.send("crm.activity.binding.list", activityId=activity)
    if visible:
        found = [(entry["entityTypeId"], entry["entityId"]) for entry in answer.result]
        assert found == [(record.type_id, record.id) for record in visible]
    else:
        assert answer.error[:2] == (400, "ACCESS_DENIED")
    assert (api.send("crm.activity.get", id=activity).status == 200) is bool(visible)


def _compare_changes(world: World) -> None:
    """A sample: each call writes. Deleted records are gone for those that follow."""
    gone: set[Record] = set()
    for user in world.works_in:
        api = api_of(world.wire, user)
        for record in world.random.sample(world.records, 30):
            if record in gone:
                continue
            changed = api.send(
                "crm.item.update", entityTypeId=record.type_id, id=record.id, fields={"title": "Changed"}
            )
            _agree(changed, world.may(user, "WRITE", record))
            if world.random.random() < 0.2:
                deleted = api.send("crm.item.delete", entityTypeId=record.type_id, id=record.id)
                _agree(deleted, world.may(user, "DELETE", record))
                gone |= {record} if deleted.status == 200 else set()
            copy = record._replace(owner=world.random.choice(list(world.works_in)))
            fields = {"title": "New", "assignedById": copy.owner, "opened": "Y" if copy.opened else "N"}
            if copy.category is not None:
                fields["categoryId"] = copy.category
            _agree(api.send("crm.item.add", entityTypeId=copy.type_id, fields=fields), world.may(user, "ADD", copy))


def _agree(answer: Answer, allowed: bool) -> None:
    assert (answer.status == 200) is allowed, answer.body
    if not allowed:
        assert answer.error[:2] == (400, "ACCESS_DENIED")
