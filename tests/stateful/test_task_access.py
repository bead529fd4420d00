"""Lists, single reads, changes and actions of tasks allow each user what the rules say, worked out one by one."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest
from sqlalchemy import select

from homeport.domain.portal.people.departments import HEADS
from homeport.domain.portal.tables import COLLEAGUE
from homeport.store import Query, Transaction, constant
from tests.apps import AppApi, app_of
from tests.conftest import Folders, Wire
from tests.stateful.site import add_department, add_user, empty_portal

DEPARTMENTS = range(11, 17)
USERS = 7
TASKS = 30


class Task(NamedTuple):
    """A task, who has which part in it, and its group; 0 for none."""

    id: int
    creator: int
    responsible: int
    accomplices: list[int]
    auditors: list[int]
    group: int
    deadline: str


class World:
    """A portal put together at random, and who heads whom in it."""

    def __init__(self, wire: Wire, random: Random) -> None:
        self.admin = app_of(wire, 1, "task,sonet")
        self.works_in: dict[int, tuple[int, ...]] = {}
        self.departments: dict[int, tuple[int | None, int | None]] = {}
        for number in range(USERS):
            works_in = tuple(random.sample(DEPARTMENTS, random.choice((0, 1, 1, 2))))
            self.works_in[add_user(wire, f"user{number}", works_in)] = works_in
        people = list(self.works_in)
        for number in DEPARTMENTS:
            above = random.choice([None, *self.departments])
            self.departments[number] = above, random.choice([None, *people])
            add_department(wire, number, *self.departments[number])
        self.roles: dict[int, dict[int, str]] = {0: {}}
        for role in ("E", "K"):
            chosen = random.sample(people, 2)
            group = self.admin("sonet_group.create", NAME="A group")
            self.admin("sonet_group.user.add", GROUP_ID=group, USER_ID=chosen)
            self.admin("sonet_group.user.update", GROUP_ID=group, USER_ID=chosen, ROLE=role)
            self.roles[group] = dict.fromkeys(chosen, role)
        self.tasks = [self._add(random, people) for _ in range(TASKS)]

    def _add(self, random: Random, people: list[int]) -> Task:
        group = random.choice([0, *self.roles])
        creator, responsible = random.choice(people), random.choice(people)
        accomplices, auditors = (random.sample(people, random.choice((0, 0, 1, 2))) for _ in range(2))
        deadline = random.choice(["", *(f"2031-01-{day:02}T10:00:00+00:00" for day in range(1, 9))])
        fields = {
            "TITLE": "A task",
            "DEADLINE": deadline,
            "CREATED_BY": creator,
            "RESPONSIBLE_ID": responsible,
            "ACCOMPLICES": accomplices,
            "AUDITORS": auditors,
            "GROUP_ID": group,
        }
        number = int(self.admin("tasks.task.add", fields=fields)["task"]["id"])
        return Task(number, creator, responsible, accomplices, auditors, group, deadline)

    def stands_for(self, user: int, person: int) -> bool:
        """Whether a user is a person, or heads a department that the person works in, heads, or is below."""
        if user == person:
            return True
        of_person = [*self.works_in[person], *(one for one, (_, head) in self.departments.items() if head == person)]
        for department in of_person:
            current: int | None = department
            while current is not None:
                above, head = self.departments[current]
                if head == user:
                    return True
                current = above
        return False

    def sees(self, user: int, task: Task) -> bool:
        people = [task.creator, task.responsible, *task.accomplices, *task.auditors]
        return user in self.roles[task.group] or any(self.stands_for(user, person) for person in people)

    def edits(self, user: int, task: Task) -> bool:
        return self.roles[task.group].get(user) == "E" or self.stands_for(user, task.creator)


@pytest.fixture
def world(request: pytest.FixtureRequest, folders: Folders, tmp_path: Path) -> Iterator[World]:
    wire = Wire(empty_portal(folders, tmp_path / "data"))
    yield World(wire, Random(request.param))
    wire.close()
    folders.forget(wire.folder)


def test_every_method_allows_what_the_rules_say(world: World) -> None:
    for user in world.works_in:
        caller: AppApi = world.admin.as_user(user)
        seen = [task.id for task in world.tasks if world.sees(user, task)]
        answer = caller.send("tasks.task.list", select=["ID"], order={"ID": "asc"}).json
        assert [int(each["id"]) for each in answer["result"]["tasks"]] == seen
        assert answer["total"] == len(seen)
        for person in world.works_in:
            asked = {"filter": {"ACCOMPLICE": person}, "order": {"DEADLINE": "desc"}, "select": ["ID"]}
            answer = caller.send("tasks.task.list", **asked).json
            helped = [each for each in world.tasks if each.id in seen and person in each.accomplices]
            wanted = sorted(sorted(helped, key=lambda each: each.id), key=lambda each: each.deadline, reverse=True)
            assert [int(each["id"]) for each in answer["result"]["tasks"]] == [each.id for each in wanted]
            assert answer["total"] == len(helped)
        for task in world.tasks:
            found = caller("tasks.task.get", taskId=task.id)
            assert bool(found) == (task.id in seen)
            edits = world.edits(user, task)
            if found:
                assert found["task"]["action"]["edit"] == found["task"]["action"]["remove"] == edits
            answer = caller.send("tasks.task.update", taskId=task.id, fields={"TITLE": "Changed"})
            assert (answer.status == 200) == edits, answer.body
    listed = world.admin("tasks.task.list", select=["ID"])["tasks"]
    assert len(listed) == len(world.tasks)


def test_only_who_edits_a_task_deletes_it(world: World) -> None:
    for user in world.works_in:
        caller = world.admin.as_user(user)
        for task in world.tasks:
            if not world.edits(user, task):
                assert caller.refused("tasks.task.delete", taskId=task.id) == (400, "1048582")
    for task in world.tasks:
        editor = next(user for user in world.works_in if world.edits(user, task))
        assert world.admin.as_user(editor)("tasks.task.delete", taskId=task.id) == {"task": True}
    assert world.admin("tasks.task.list") == {"tasks": []}


def test_a_portal_from_before_tasks_learns_who_heads_whom(world: World) -> None:
    headed = import_module("homeport.store.migrations.versions.0030_tasks").headed()
    known = select(COLLEAGUE.c.USER_ID, COLLEAGUE.c.REACH, COLLEAGUE.c.COLLEAGUE_ID)

    def both(tx: Transaction) -> tuple[list[object], list[object]]:
        found = tx.all(Query(known.where(COLLEAGUE.c.REACH == constant(HEADS))))
        return sorted(found), sorted(tx.all(Query(headed)))

    kept, made = world.admin.wire.portal.store.write_now(both)
    assert kept == made
