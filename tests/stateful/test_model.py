"""Any sequence of calls on records, activities, bindings, roles and users: SQLite, PostgreSQL and a model of a few
dicts agree on every answer.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, run_state_machine_as_test

from homeport.domain.portal.people import roles
from homeport.domain.user import staff
from homeport.portals.folder import DataFolder
from homeport.portals.lifecycle import ensure_default
from tests.both import Both
from tests.cluster import Cluster
from tests.conftest import Answer, Wire
from tests.property.profile import SCALE, examples
from tests.stateful import site
from tests.stateful.model import BINDING_CODES, LIMIT, OK, Activity, Key, Model
from tests.stateful.rules import ADMIN, OPERATIONS, SYMBOLS, Department, Record, Role
from tests.stateful.site import CLASSIC, DELIVERY, code
from tests.stateful.steps import CHOICES, STAFF, STEPS, TYPES, step

GHOSTS: list[Key] = [(1, 999_999), (2, 0), (DELIVERY, 10**9), (131, 1), (6, 1), (0, 0), (3, -1), (2**62, 5)]
"""Records that do not exist, of types that do and do not."""
NO_ACTIVITY = 999_999
MISSING = 11
"""Numbers with this rest by 16 mean what is not there."""
DEADLINE = "2030-01-01T10:00:00+00:00"
E_MAIL = 4


class Place:
    """The portals of all runs. Each run has people, records and activities of its own; contacts are shared."""

    def __init__(self, both: Both) -> None:
        self.both = both
        both.send(ADMIN, "crm.type.add", fields={"title": "Delivery", "entityTypeId": DELIVERY})
        cmd = [f"crm.contact.add?fields[NAME]=Filler&fields[OPENED]=Y&n={number}" for number in range(50)]
        added = [contact for _ in range(LIMIT // 50) for contact in both.send(ADMIN, "batch", cmd=cmd).result["result"]]
        self.fillers: list[Key] = [(3, contact) for contact in added]
        self.runs = 0
        self.seen: set[tuple[str, str]] = set()
        """Which answers each method has given."""

    def met(self) -> set[str]:
        """The answers to calls on bindings."""
        return {found for method, found in self.seen if method.startswith("crm.activity.binding.")}


class Portal(RuleBasedStateMachine):
    """A run: what people do, and what operators do to them."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.both = place.both
        self.model = Model()
        self.model.records = {key: Record(*key, ADMIN, True, None) for key in place.fillers}
        self.own: list[Key] = []
        self.staff: list[int] = []
        self.branches: list[int] = []
        self.codes: list[int] = []

    @initialize()
    def people(self) -> None:
        self.place.runs += 1
        for number in range(STAFF):
            self._hire(number)
        for number in range(2):
            branch, parent = self.place.runs * 2 + number + 10, self.branches[0] if number else None
            head = self.staff[0] if number else None
            self.both.each(site.add_department, branch, parent, head)
            self.model.departments[branch] = Department(parent, head)
            self.branches.append(branch)
        for number, level in enumerate(("F", "D", "A")):
            named = f"run{self.place.runs}role{number}"
            rules = {SYMBOLS[type_id]: dict.fromkeys(OPERATIONS, level) for type_id in TYPES}
            member = f"U{self.staff[number]}"
            role = self.both.each(site.add_role, named, rules, member)
            self.model.roles[role] = Role(rules, frozenset({member}))
            self.codes.append(role)
        for type_id in TYPES:
            self.add_record(STAFF, type_id, 1, opened=False)
        self.plan(STAFF, 0)

    # Records

    @step
    def add_record(self, who: int, type_id: int, employee: int, opened: bool) -> None:
        user, assigned = self._user(who), self.staff[employee]
        record = Record(type_id, 0, assigned, opened, None)
        allowed = self.model.may(user, "ADD", record)
        fields = {"title": "A title", "name": "Ann", "assignedById": assigned, "opened": "Y" if opened else "N"}
        answer = self._agree(
            user, OK if allowed else "ACCESS_DENIED", "crm.item.add", entityTypeId=type_id, fields=fields
        )
        if code(answer) == OK:
            key = (type_id, answer.result["item"]["id"])
            self.model.records[key] = record._replace(id=key[1])
            self.own.append(key)

    @step
    def hand_over(self, who: int, record: int, employee: int, opened: bool) -> None:
        user, key, assigned = self._user(who), self._own(record), self.staff[employee]
        fields = {"assignedById": assigned, "opened": "Y" if opened else "N"}
        expected = self.model.of_record(user, "WRITE", key)
        answer = self._agree(user, expected, "crm.item.update", entityTypeId=key[0], id=key[1], fields=fields)
        if code(answer) == OK:
            self.model.records[key] = Record(*key, assigned, opened, None)

    @step
    def delete_record(self, who: int, record: int) -> None:
        user, key = self._user(who), self._own(record)
        expected = self.model.of_record(user, "DELETE", key)
        if code(self._agree(user, expected, "crm.item.delete", entityTypeId=key[0], id=key[1])) == OK:
            self.model.forget(key)
            self._compare_activities(ADMIN)

    # Activities

    @step
    def plan(self, who: int, record: int) -> None:
        user, key = self._user(who), self._record(record)
        todo = {"ownerTypeId": key[0], "ownerId": key[1], "deadline": DEADLINE, "title": "Call back"}
        answer = self._agree(user, self.model.of_plan(user, key), "crm.activity.todo.add", **todo)
        if code(answer) == OK:
            self.model.activities[answer.result["id"]] = Activity([key], "Call back")

    @step
    def write_to(self, who: int, record: int, other: int) -> None:
        user = self._user(who)
        found = [self._record(number) for number in (record, other)]
        bound = list(dict.fromkeys(GHOSTS[0] if key in GHOSTS else key for key in found))  # 0 means no record here
        fields = {
            "TYPE_ID": E_MAIL,
            "SUBJECT": "A letter",
            "RESPONSIBLE_ID": ADMIN,
            "OWNER_TYPE_ID": bound[0][0],
            "OWNER_ID": bound[0][1],
            "COMMUNICATIONS": [
                {"VALUE": "ann@example.test", "ENTITY_TYPE_ID": type_id, "ENTITY_ID": record}
                for type_id, record in bound
            ],
        }
        answer = self._agree(user, self.model.of_new_activity(user, bound), "crm.activity.add", fields=fields)
        if code(answer) == OK:
            self.model.activities[answer.result] = Activity(bound, "A letter")

    @step
    def rename(self, who: int, activity: int, subject: str) -> None:
        user, found = self._user(who), self._activity(activity)
        fields = {"SUBJECT": subject}
        expected = self.model.of_activity(user, found)
        if code(self._agree(user, expected, "crm.activity.update", id=found, fields=fields)) == OK:
            self.model.activities[found].subject = subject

    @step
    def drop(self, who: int, activity: int) -> None:
        user, found = self._user(who), self._activity(activity if len(self.model.activities) > 3 else MISSING)
        if code(self._agree(user, self.model.of_activity(user, found), "crm.activity.delete", id=found)) == OK:
            del self.model.activities[found]

    # Bindings

    @step
    def bind(self, who: int, activity: int, record: int) -> None:
        user, found, key = self._user(who), self._activity(activity), self._record(record)
        expected = self.model.of_adding(user, found, key)
        if code(self._agree(user, expected, "crm.activity.binding.add", **_binding(found, key))) == OK:
            self.model.activities[found].bound.append(key)

    @step
    def unbind(self, who: int, activity: int, record: int, bound: bool) -> None:
        user, found = self._user(who), self._activity(activity)
        key = self._bound(found, record) if bound else self._record(record)
        expected = self.model.of_removing(user, found, key)
        if code(self._agree(user, expected, "crm.activity.binding.delete", **_binding(found, key))) == OK:
            self.model.remove(found, key)
            self._compare_activities(ADMIN)

    @step
    def move(self, who: int, activity: int, record: int, other: int, same_type: bool) -> None:
        user, found = self._user(who), self._activity(activity)
        key, target = self._bound(found, record), self._record(other)
        if same_type:
            alike = [each for each in (*self.own, *self.place.fillers[:3]) if each[0] == key[0]]
            target = alike[other % len(alike)] if alike else target
        params = {
            "activityId": found,
            "sourceEntityTypeId": key[0],
            "sourceEntityId": key[1],
            "targetEntityTypeId": target[0],
            "targetEntityId": target[1],
        }
        expected = self.model.of_moving(user, found, key, target)
        if code(self._agree(user, expected, "crm.activity.binding.move", **params)) == OK:
            self.model.move(found, key, target)
            self._compare_activities(ADMIN)

    @step
    def fill_and_add_one(self, activity: int, size: int, record: int) -> None:
        found = self.model.activities.get(self._activity(activity))
        if found is None:
            return
        missing = [key for key in self.place.fillers if key not in found.bound][: max(size - len(found.bound), 0)]
        for first in range(0, len(missing), 50):
            commands = [
                {"method": "crm.activity.binding.add", "params": _binding(self._activity(activity), key)}
                for key in missing[first : first + 50]
            ]
            assert not self.both.send(ADMIN, "batch", cmd=commands).result["result_error"]
        found.bound += missing
        self.bind(STAFF, activity, record)

    # People

    @step
    def change_rights(self, role: int, type_id: int, operation: str, level: str) -> None:
        number = self.codes[role]
        rules, members = self.model.roles[number]
        symbol = SYMBOLS[type_id]
        new = {**rules, symbol: {**rules[symbol], operation: level}}
        self.both.each(site.write, lambda tx: roles.set_rules(tx, number, new))
        self.model.roles[number] = Role(new, members)

    @step
    def give_or_take_a_role(self, role: int, kind: str, employee: int) -> None:
        number = self.codes[role]
        rules, members = self.model.roles[number]
        ids = {"U": self.staff[employee], "AU": ""}.get(kind, self.branches[employee % 2])
        member = f"{kind}{ids}"
        change = roles.withdraw if member in members else roles.assign
        self.both.each(site.write, lambda tx: change(tx, number, member))
        self.model.roles[number] = Role(rules, members ^ {member})

    @step
    def transfer(self, employee: int, branch: int) -> None:
        user = self.staff[employee]
        works_in = self.model.works_in[user] ^ {self.branches[branch]}
        self.both.each(site.set_departments, user, works_in)
        self.model.works_in[user] = works_in

    @precondition(lambda self: len(self.model.dismissed) < 2)
    @step
    def dismiss(self, employee: int, replaced: bool) -> None:
        user = self.staff[employee]
        assert self.both.each(site.write, lambda tx: staff.dismiss(tx, user))
        self.model.dismissed.add(user)
        if replaced and len(self.model.dismissed) == 1:  # the other one goes on trying
            self._hire(employee)

    def _hire(self, number: int) -> None:
        name = f"run{self.place.runs}user{number}n{len(self.model.works_in)}"
        user = self.both.each(site.add_user, name)
        self.model.works_in[user] = frozenset()
        self.staff[number:] = [user, *self.staff[number + 1 :]]
        self.both.meet(user)

    # What everyone sees

    @step
    def everyone_looks(self, type_id: int, activity: int) -> None:
        self._compare_records(type_id)
        self._compare_activities(ADMIN, *self.staff)
        self._compare_bindings(self._activity(activity))

    def teardown(self) -> None:
        self._compare_activities(ADMIN)
        self.both.each(site.dissolve, self.branches, self.codes)

    def _compare_records(self, type_id: int) -> None:
        """The last fifty of this run's records of a type, as far as each user may read them."""
        for user in (ADMIN, *self.staff):
            expected = self.model.records_of(user, type_id)
            if type_id in CLASSIC:
                denied = "Access denied." if expected is None else OK
                method, params = f"{CLASSIC[type_id]}.list", {"select": ["ID"], "order": {"ID": "DESC"}}
                answer = self._agree(user, denied, method, **params)
                found = answer.result if code(answer) == OK else []
            else:
                params = {"entityTypeId": type_id, "select": ["id"], "order": {"id": "DESC"}}
                answer = self._agree(user, OK, "crm.item.list", **params)
                found = answer.result["items"] if code(answer) == OK else []
            if code(answer) == OK:
                oldest = min(key[1] for key in self.own if key[0] == type_id)  # those of earlier runs are older
                ids = [int(each.get("ID", each.get("id"))) for each in found]
                wanted = [key[1] for key in reversed(expected or []) if key[1] >= oldest]
                assert [each for each in ids if each >= oldest] == wanted[:50]

    def _compare_activities(self, *callers: int) -> None:
        """Every activity of this run with its bindings, as far as each of the callers may read them."""
        select = ["ID", "SUBJECT", "OWNER_TYPE_ID", "OWNER_ID", "BINDINGS"]
        for user in callers:
            conditions = {"@ID": list(self.model.activities)}
            answer = self._agree(user, OK, "crm.activity.list", select=select, order={"ID": "ASC"}, filter=conditions)
            if code(answer) != OK or not self.model.activities:
                continue
            expected = [
                {
                    "ID": str(number),
                    "SUBJECT": activity.subject,
                    "OWNER_TYPE_ID": str(owner[0]),
                    "OWNER_ID": str(owner[1]),
                    "BINDINGS": [{"OWNER_TYPE_ID": str(key[0]), "OWNER_ID": str(key[1])} for key in seen],
                }
                for number, activity in sorted(self.model.activities.items())
                if (seen := self.model.visible(user, number))
                for owner in (activity.owner if activity.owner in seen else seen[0],)
            ]
            assert answer.result == expected[:50]
            assert answer.json["total"] == len(expected)

    def _compare_bindings(self, found: int) -> None:
        """All bindings of an activity, as far as each user may read the bound records."""
        for user in (ADMIN, *self.staff):
            start: int | None = 0
            seen: list[Key] = []
            while start is not None:
                params = {"activityId": found, "start": start}
                answer = self._agree(user, self.model.of_bindings(user, found), "crm.activity.binding.list", **params)
                start = answer.json.get("next")
                if code(answer) == OK:
                    seen += [(each["entityTypeId"], each["entityId"]) for each in answer.result]
            if code(answer) == OK:
                assert seen == self.model.visible(user, found)

    # Between the model and the portals

    def _agree(self, user: int, expected: str, method: str, /, **params: object) -> Answer:
        """The answer of both portals to a call, which the model expects too."""
        if user in self.model.dismissed:
            expected = "INVALID_CREDENTIALS"
        answer = self.both.send(user, method, **params)
        self.place.seen.add((method, code(answer)))
        assert code(answer) == expected, (method, params, answer.body)
        return answer

    def _user(self, who: int) -> int:
        return self.staff[who] if who < STAFF else ADMIN

    def _activity(self, number: int) -> int:
        known = list(self.model.activities)[-6:]  # few, so that much happens to each
        return known[number % len(known)] if known and number % 16 != MISSING else NO_ACTIVITY

    def _own(self, number: int) -> Key:
        return self.own[-8:][number % len(self.own[-8:])] if number % 16 != MISSING else GHOSTS[2]

    def _record(self, number: int) -> Key:
        known = (self.own[-8:] + self.place.fillers[:3]) if number % 6 != 5 else GHOSTS
        return known[number % len(known)]

    def _bound(self, activity: int, number: int) -> Key:
        found = self.model.activities.get(activity)
        bound = (found.bound if found else self.own)[:5]
        return bound[number % len(bound)]


def _binding(activity: int, key: Key) -> dict[str, int]:
    return dict(zip(("activityId", "entityTypeId", "entityId"), (activity, *key), strict=True))


@pytest.fixture
def place(cluster: Cluster, tmp_path: Path) -> Iterator[Place]:
    wires = []
    for name, database in (("file", None), ("database", cluster.create())):
        folder = DataFolder(tmp_path / name, database)
        ensure_default(folder, demo=False)
        wires.append(Wire(folder))
    yield Place(Both(*wires))
    for wire in wires:
        wire.close()


def test_both_stores_and_the_model_agree_on_any_sequence_of_calls(place: Place) -> None:
    run_state_machine_as_test(lambda: Portal(place), settings=examples(20, stateful_step_count=40))


@pytest.mark.parametrize("seed", range(SCALE))
def test_both_stores_and_the_model_agree_on_a_long_walk_that_meets_every_refusal(place: Place, seed: int) -> None:
    chance, portal = Random(seed), Portal(place)
    portal.people()
    walked = 0
    while walked < 500 or not place.met() >= BINDING_CODES:
        name = chance.choice([each for each in STEPS if each != "dismiss" or len(portal.model.dismissed) < 2])
        getattr(portal, name)(**{each: chance.choice(CHOICES[each]) for each in STEPS[name]})
        walked += 1
        assert walked < 5000, place.met()
    portal.teardown()
    assert place.met() == BINDING_CODES
