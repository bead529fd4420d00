"""Any sequence of calls on bindings: the answer and the error code are those of a small model in Python."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from homeport.domain.portal import roles, users
from tests.conftest import Answer, Api, Folders, Wire, api_of
from tests.property.profile import examples
from tests.stateful.site import CLASSIC, DELIVERY, add_role, add_user, empty_portal, write

Record = tuple[int, int]

SYMBOLS = {1: "LEAD", 2: "DEAL", 3: "CONTACT", 4: "COMPANY", DELIVERY: f"DYNAMIC_{DELIVERY}"}
GHOSTS: list[Record] = [(1, 999_999), (2, 0), (DELIVERY, 10**9), (131, 1), (6, 1), (0, 0), (3, -1), (2**62, 5)]
"""Records that do not exist, of types that do and do not."""
NO_ACTIVITY = 999_999
LIMIT = 100

TYPES = st.sampled_from(sorted(SYMBOLS))
INDEX = st.integers(0, 40)
WHO = st.integers(0, 3)
OK = "ok"


class Crowd:
    """The portal of all runs. Each run has users, records and activities of its own; contacts to fill up are shared."""

    def __init__(self, wire: Wire) -> None:
        self.wire = wire
        self.admin = api_of(wire, 1)
        self.admin("crm.type.add", fields={"title": "Delivery", "entityTypeId": DELIVERY})
        self.contacts = [(3, self.admin("crm.contact.add", fields={"NAME": "Filler"})) for _ in range(LIMIT)]
        self.runs = 0


class User:
    """A user as the model knows it."""

    def __init__(self, user_id: int, api: Api, role: int) -> None:
        self.user_id = user_id
        self.api = api
        self.role = role
        self.active = True
        self.levels: dict[tuple[int, str], str] = {}


class Bindings(RuleBasedStateMachine):
    """The model: who owns each record, what each activity is bound to, and what each user may."""

    def __init__(self, crowd: Crowd) -> None:
        super().__init__()
        self.crowd = crowd
        self.admin = crowd.admin
        self.records: dict[Record, int] = dict.fromkeys(crowd.contacts, 1)
        self.opened: set[Record] = set(crowd.contacts)
        self.own: list[Record] = []
        self.activities: dict[int, list[Record]] = {}
        self.users: list[User] = []

    @initialize()
    def people(self) -> None:
        self.crowd.runs += 1
        wire = self.crowd.wire
        for number in range(3):
            name = f"run{self.crowd.runs}user{number}"
            user_id = add_user(wire, name)
            user = User(user_id, api_of(wire, user_id), add_role(wire, name, {}, f"U{user_id}"))
            self.users.append(user)
            for type_id in SYMBOLS:
                for operation in ("READ", "WRITE", "DELETE"):
                    user.levels[type_id, operation] = ("X", "A", "O")[number]
            self._write_rules(user)
        for type_id in SYMBOLS:
            self._add_record(type_id, self.users[1].user_id, opened=False)
        self._add_activity(self.own[0])

    # What the model says

    def may(self, user: User | None, operation: str, record: Record) -> bool:
        if record not in self.records:
            return False
        if user is None:
            return True
        level = user.levels.get((record[0], operation), "")
        own = self.records[record] == user.user_id
        return level == "X" or (level in ("A", "O") and own) or (level == "O" and record in self.opened)

    def may_change(self, user: User | None, activity: int) -> bool:
        return any(self.may(user, "WRITE", record) for record in self.activities[activity])

    def expect_change(self, user: User | None, activity: int, record: Record) -> str:
        if user is not None and not user.active:
            return "INVALID_CREDENTIALS"
        if activity not in self.activities:
            return "NOT_FOUND"
        if record not in self.records:
            return "OWNER_NOT_FOUND"
        if not (self.may_change(user, activity) and self.may(user, "WRITE", record)):
            return "ACCESS_DENIED"
        return OK

    def expect_move(self, user: User | None, activity: int, source: Record, target: Record) -> str:
        if user is not None and not user.active:
            return "INVALID_CREDENTIALS"
        if activity not in self.activities:
            return "NOT_FOUND"
        if source not in self.records or target not in self.records:
            return "OWNER_NOT_FOUND"
        if source[0] != target[0]:
            return "SOURCE_AND_TARGET_ENTITY_TYPES_ARE_NOT_EQUAL_ERROR"
        if source == target:
            return "SOURCE_AND_TARGET_ENTITY_ID_ARE_EQUAL_ERROR"
        for record in (source, target):
            if not (self.may_change(user, activity) and self.may(user, "WRITE", record)):
                return "ACCESS_DENIED"
        if target in self.activities[activity]:
            return "ACTIVITY_IS_ALREADY_BOUND"
        return OK if source in self.activities[activity] else "BINDING_NOT_FOUND"

    # What people do

    @rule(who=WHO, activity=INDEX, record=INDEX)
    def add(self, who: int, activity: int, record: int) -> None:
        user, activity_id, found = self._user(who), self._activity(activity), self._record(record)
        expected = self.expect_change(user, activity_id, found)
        if expected is OK and found in self.activities[activity_id]:
            expected = "ACTIVITY_IS_ALREADY_BOUND"
        elif expected is OK and len(self.activities[activity_id]) >= LIMIT:
            expected = "BINDING_LIMIT_EXCEEDED"
        answer = self._send(user, "add", activityId=activity_id, entityTypeId=found[0], entityId=found[1])
        assert code(answer) == expected
        if expected is OK:
            self.activities[activity_id].append(found)
        self._compare(activity_id)

    @rule(who=WHO, activity=INDEX, record=INDEX, bound=st.booleans())
    def delete(self, who: int, activity: int, record: int, bound: bool) -> None:
        user, activity_id = self._user(who), self._activity(activity)
        found = self._bound(activity_id, record) if bound else self._record(record)
        expected = self.expect_change(user, activity_id, found)
        if expected is OK and found not in self.activities[activity_id]:
            expected = "BINDING_NOT_FOUND"
        elif expected is OK and len(self.activities[activity_id]) == 1:
            expected = "LAST_BINDING_CANNOT_BE_DELETED"
        answer = self._send(user, "delete", activityId=activity_id, entityTypeId=found[0], entityId=found[1])
        assert code(answer) == expected
        if expected is OK:
            self.activities[activity_id].remove(found)
        self._compare(activity_id)

    @rule(who=WHO, activity=INDEX, source=INDEX, onto=INDEX, same_type=st.booleans())
    def move(self, who: int, activity: int, source: int, onto: int, same_type: bool) -> None:
        user, activity_id = self._user(who), self._activity(activity)
        found, other = self._bound(activity_id, source), self._record(onto)
        if same_type:
            alike = [record for record in (*self.own, *self.crowd.contacts[:3]) if record[0] == found[0]]
            other = alike[onto % len(alike)] if alike else other
        expected = self.expect_move(user, activity_id, found, other)
        answer = self._send(
            user,
            "move",
            activityId=activity_id,
            sourceEntityTypeId=found[0],
            sourceEntityId=found[1],
            targetEntityTypeId=other[0],
            targetEntityId=other[1],
        )
        assert code(answer) == expected
        if expected is OK:
            bindings = self.activities[activity_id]
            bindings[bindings.index(found)] = other
        self._compare(activity_id)

    @rule(who=WHO, activity=INDEX)
    def list_(self, who: int, activity: int) -> None:
        user, activity_id = self._user(who), self._activity(activity)
        visible = [found for found in self.activities.get(activity_id, []) if self.may(user, "READ", found)]
        answer = self._send(user, "list", activityId=activity_id)
        if user is not None and not user.active:
            assert code(answer) == "INVALID_CREDENTIALS"
        elif not visible:
            assert code(answer) == ("ACCESS_DENIED" if activity_id in self.activities else "NOT_FOUND")
        else:
            assert whole(self._api(user), activity_id) == visible

    @rule(who=WHO, record=INDEX)
    def delete_record(self, who: int, record: int) -> None:
        user = self._user(who)
        found = self.own[record % len(self.own)] if self.own else GHOSTS[0]
        answer = self._api(user).send("crm.item.delete", entityTypeId=found[0], id=found[1])
        if user is not None and not user.active:
            assert code(answer) == "INVALID_CREDENTIALS"
        elif found not in self.records:
            assert code(answer) == "NOT_FOUND"
        elif not self.may(user, "DELETE", found):
            assert code(answer) == "ACCESS_DENIED"
        else:
            assert code(answer) is OK
            self._forget(found)

    @rule(type_id=TYPES, owner=INDEX, opened=st.booleans())
    def add_record(self, type_id: int, owner: int, opened: bool) -> None:
        self._add_record(type_id, self.users[owner % 3].user_id, opened=opened)

    @rule(record=INDEX)
    def add_activity(self, record: int) -> None:
        existing = [found for found in self.own if found in self.records]
        if existing:
            self._add_activity(existing[record % len(existing)])

    @rule(record=INDEX, owner=INDEX, opened=st.booleans())
    def hand_over(self, record: int, owner: int, opened: bool) -> None:
        existing = [found for found in self.own if found in self.records]
        if existing:
            found, user_id = existing[record % len(existing)], self.users[owner % 3].user_id
            fields = {"assignedById": user_id, "opened": "Y" if opened else "N"}
            self.admin("crm.item.update", entityTypeId=found[0], id=found[1], fields=fields)
            self._own(found, user_id, opened)

    @rule(who=st.integers(0, 2), type_id=TYPES, operation=st.sampled_from(("READ", "WRITE", "DELETE")),
          level=st.sampled_from(("", "A", "O", "X")))  # fmt: skip
    def change_rights(self, who: int, type_id: int, operation: str, level: str) -> None:
        self.users[who].levels[type_id, operation] = level
        self._write_rules(self.users[who])

    @precondition(lambda self: sum(user.active for user in self.users) > 1)
    @rule(who=st.integers(0, 2))
    def dismiss(self, who: int) -> None:
        user = self.users[who]
        assert write(self.crowd.wire, lambda tx: users.dismiss(tx, user.user_id))
        user.active = False

    @rule(activity=INDEX, size=st.integers(96, LIMIT))
    def fill(self, activity: int, size: int) -> None:
        activity_id = self._activity(activity)
        bindings = self.activities.get(activity_id)
        if bindings is None:
            return
        missing = [found for found in self.crowd.contacts if found not in bindings][: max(size - len(bindings), 0)]
        for first in range(0, len(missing), 50):
            commands = [
                {"method": "crm.activity.binding.add", "params": dict(zip(_NAMES, (activity_id, *found), strict=True))}
                for found in missing[first : first + 50]
            ]
            assert not self.admin("batch", cmd=commands)["result_error"]
        bindings += missing
        self._compare(activity_id)

    def teardown(self) -> None:
        for activity_id in (*self.activities, NO_ACTIVITY):
            self._compare(activity_id)

    # Between the model and the portal

    def _user(self, who: int) -> User | None:
        return self.users[who] if who < len(self.users) else None

    def _api(self, user: User | None) -> Api:
        return self.admin if user is None else user.api

    def _activity(self, number: int) -> int:
        known = list(self.activities)
        return known[number % len(known)] if known and number < 38 else NO_ACTIVITY

    def _record(self, number: int) -> Record:
        known = (self.own[-20:] + self.crowd.contacts[:3]) if number < 34 else GHOSTS
        return known[number % len(known)]

    def _bound(self, activity_id: int, number: int) -> Record:
        bindings = self.activities.get(activity_id) or self.own or GHOSTS
        return bindings[number % len(bindings)]

    def _send(self, user: User | None, verb: str, **params: Any) -> Answer:
        return self._api(user).send(f"crm.activity.binding.{verb}", **params)

    def _write_rules(self, user: User) -> None:
        rules: dict[str, dict[str, str]] = {symbol: {} for symbol in SYMBOLS.values()}
        for (type_id, operation), level in user.levels.items():
            rules[SYMBOLS[type_id]][operation] = level
        write(self.crowd.wire, lambda tx: roles.set_rules(tx, user.role, rules))

    def _add_record(self, type_id: int, owner: int, *, opened: bool) -> None:
        fields = {"TITLE": "A title", "NAME": "Ann", "ASSIGNED_BY_ID": owner, "OPENED": "Y" if opened else "N"}
        if type_id in CLASSIC:
            found = (type_id, self.admin(f"{CLASSIC[type_id]}.add", fields=fields))
        else:
            found = (type_id, self.admin("crm.item.add", entityTypeId=type_id, fields=fields)["item"]["id"])
        self.own.append(found)
        self._own(found, owner, opened)

    def _own(self, record: Record, owner: int, opened: bool) -> None:
        self.records[record] = owner
        (self.opened.add if opened else self.opened.discard)(record)

    def _add_activity(self, record: Record) -> None:
        activity_id = self.admin(
            "crm.activity.todo.add", ownerTypeId=record[0], ownerId=record[1], deadline="2030-01-01T10:00:00+00:00"
        )["id"]
        self.activities[activity_id] = [record]

    def _forget(self, record: Record) -> None:
        del self.records[record]
        for activity_id, bindings in list(self.activities.items()):
            if record in bindings:
                bindings.remove(record)
                if not bindings:
                    del self.activities[activity_id]
                self._compare(activity_id)

    def _compare(self, activity_id: int) -> None:
        """The administrator sees all that the model holds, and the activity belongs to one of its records."""
        bindings = self.activities.get(activity_id)
        if bindings is None:
            assert code(self._send(None, "list", activityId=activity_id)) == "NOT_FOUND"
            return
        assert whole(self.admin, activity_id) == bindings
        activity = self.admin("crm.activity.get", id=activity_id)
        assert (int(activity["OWNER_TYPE_ID"]), int(activity["OWNER_ID"])) in bindings


_NAMES = ("activityId", "entityTypeId", "entityId")


def code(answer: Answer) -> str:
    """The error code of an answer; ``ok`` for a success."""
    return OK if answer.status == 200 else answer.error[1]


def whole(api: Api, activity_id: int) -> list[Record]:
    """All pages of a list of bindings."""
    found: list[Record] = []
    start: int | None = 0
    while start is not None:
        answer = api.send("crm.activity.binding.list", activityId=activity_id, start=start)
        found += [(entry["entityTypeId"], entry["entityId"]) for entry in answer.result]
        start = answer.json.get("next")
    return found


@pytest.fixture
def crowd(folders: Folders, tmp_path: Path) -> Iterator[Crowd]:
    wire = Wire(empty_portal(folders, tmp_path / "data"))
    yield Crowd(wire)
    wire.close()
    folders.forget(wire.folder)


def test_any_sequence_of_calls_answers_as_the_model_does(crowd: Crowd) -> None:
    run_state_machine_as_test(lambda: Bindings(crowd), settings=examples(100, stateful_step_count=50))
