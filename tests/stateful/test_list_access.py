"""Lists and flows allow each user what the rules say, worked out one by one."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Folders, Wire
from tests.stateful.site import add_department, add_user, empty_portal

DEPARTMENTS = range(11, 16)
USERS, LISTS, FLOWS = 6, 14, 12
READS, ADDS, EDITS, MANAGES = "RESTUWX", "ETUWX", "UWX", "X"


class Flow(NamedTuple):
    """A flow, who made and administers it, whom its lists name, and who is in its group."""

    id: int
    creator: int
    owner: int
    kind: str
    team: list[list[str]]
    adding: list[list[str]]
    members: set[int]


class World:
    """A portal put together at random."""

    def __init__(self, wire: Wire, random: Random) -> None:
        self.admin = app_of(wire, 1, "lists,task,sonet,sonet_group")
        self.works_in: dict[int, tuple[int, ...]] = {}
        self.departments: dict[int, tuple[int | None, int | None]] = {}
        for number in range(USERS):
            works_in = tuple(random.sample(DEPARTMENTS, random.choice((0, 1, 1, 2))))
            self.works_in[add_user(wire, f"user{number}", works_in)] = works_in
        self.people = list(self.works_in)
        for number in DEPARTMENTS:
            above = random.choice([None, *self.departments])
            self.departments[number] = above, random.choice([None, *self.people])
            add_department(wire, number, *self.departments[number])
        self.lists = dict(self._list(random, number) for number in range(LISTS))
        self.flows = [self._flow(random, number) for number in range(FLOWS)]

    def _list(self, random: Random, number: int) -> tuple[int, dict[str, str]]:
        codes = [
            *(f"U{user}" for user in self.people),
            *(f"{kind}{each}" for kind in ("D", "DR") for each in DEPARTMENTS),
        ]
        rights = {code: random.choice("DRESTUWX") for code in random.sample([*codes, "*"], 3)}
        fields = {"NAME": "A list"}
        named = {"IBLOCK_TYPE_ID": "lists", "IBLOCK_CODE": f"list{number}", "FIELDS": fields, "RIGHTS": rights}
        return int(self.admin("lists.add", **named)), rights

    def _flow(self, random: Random, number: int) -> Flow:
        kind = random.choice(("manually", "queue", "himself"))
        creator, owner = random.choice(self.people), random.choice(self.people)
        named = [["user", str(random.choice(self.people))]]
        if kind != "manually":
            named.append(["department", f"{random.choice(DEPARTMENTS)}{random.choice(('', ':F'))}"])
        adding = random.choice([[["meta-user", "all-users"]], [["user", str(random.choice(self.people))]]])
        made = self.admin.as_user(creator)(
            "tasks.flow.Flow.create",
            flowData={
                "name": f"Flow {number}",
                "ownerId": owner,
                "plannedCompletionTime": 60,
                "distributionType": kind,
                "responsibleList": named,
                "taskCreators": adding,
            },
        )
        group = self.admin("sonet_group.user.get", ID=made["groupId"])
        return Flow(made["id"], creator, owner, kind, named, adding, {int(each["USER_ID"]) for each in group})

    def belongs(self, user: int, department: int, *, below: bool) -> bool:
        """Whether a user works in or heads a department, or one below it."""
        own = [*self.works_in[user], *(one for one, (_, head) in self.departments.items() if head == user)]
        for each in own:
            current: int | None = each
            while current is not None:
                if current == department:
                    return True
                current = self.departments[current][0] if below else None
        return False

    def is_code(self, user: int, code: str) -> bool:
        if code == "*":
            return True
        kind = code.rstrip("0123456789")
        number = int(code.removeprefix(kind))
        return number == user if kind == "U" else self.belongs(user, number, below=kind == "DR")

    def may(self, user: int, number: int, levels: str) -> bool:
        return any(level in levels and self.is_code(user, code) for code, level in self.lists[number].items())

    def names(self, user: int, parts: list[list[str]]) -> bool:
        for kind, target in parts:
            if kind == "meta-user" or (kind == "user" and target == str(user)):
                return True
            if kind == "department":
                number, alone = target.removesuffix(":F"), target.endswith(":F")
                if self.belongs(user, int(number), below=not alone):
                    return True
        return False

    def changes(self, user: int, flow: Flow) -> bool:
        return user in (flow.creator, flow.owner)

    def adds(self, user: int, flow: Flow) -> bool:
        return self.changes(user, flow) or self.names(user, flow.adding)

    def sees(self, user: int, flow: Flow) -> bool:
        in_group = flow.kind == "manually" and user in flow.members
        return self.adds(user, flow) or self.names(user, flow.team) or in_group


@pytest.fixture
def world(request: pytest.FixtureRequest, folders: Folders, tmp_path: Path) -> Iterator[World]:
    wire = Wire(empty_portal(folders, tmp_path / "data"))
    yield World(wire, Random(request.param))
    wire.close()
    folders.forget(wire.folder)


def test_lists_allow_what_the_rules_say(world: World) -> None:
    for user in world.people:
        caller: AppApi = world.admin.as_user(user)
        order = {"IBLOCK_ORDER": {"ID": "asc"}}
        seen = [number for number in world.lists if world.may(user, number, READS)]
        assert [int(each["ID"]) for each in caller("lists.get", IBLOCK_TYPE_ID="lists", **order)] == seen
        for number in world.lists:
            of: dict[str, Any] = {"IBLOCK_TYPE_ID": "lists", "IBLOCK_ID": number}
            named = {"ELEMENT_CODE": f"of{user}", "FIELDS": {"NAME": "A"}}
            calls = {
                READS: ("lists.element.get", {}),
                ADDS: ("lists.element.add", named),
                EDITS: ("lists.section.update", {"SECTION_ID": 999, "FIELDS": {"NAME": "A"}}),
                MANAGES: ("lists.update", {"FIELDS": {"NAME": "Changed"}}),
            }
            for levels, (name, given) in calls.items():
                answer = caller.send(name, **of, **given)
                is_denied = answer.json.get("error") == "ACCESS_DENIED"
                assert is_denied != world.may(user, number, levels), (user, number, name, answer.body)


def test_flows_allow_what_the_rules_say(world: World) -> None:
    for user in world.people:
        caller = world.admin.as_user(user)
        for flow in world.flows:
            found = caller.send("tasks.flow.Flow.get", flowId=flow.id)
            assert (found.status == 200) == world.sees(user, flow), (user, flow)
            answer = caller.send("tasks.task.add", fields={"TITLE": "A task", "FLOW_ID": flow.id})
            assert (answer.status == 200) == world.adds(user, flow), (user, flow, answer.body)
            switched = [caller.send("tasks.flow.Flow.activate", flowId=flow.id).status == 200 for _ in range(2)]
            assert switched == [world.changes(user, flow)] * 2
