"""Lists, single reads and changes of groups allow each user what the rules say, worked out one by one."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

import pytest

from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import USER
from tests.apps import AppApi, app_of
from tests.conftest import Wire

GROUPS = 20
PEOPLE, GUEST, ADMIN = (2, 3, 4, 5, 6), 6, 1


class Group(NamedTuple):
    """A group, and what everybody is to it."""

    id: int
    owner: int
    hidden: bool
    members: set[int]
    invited: set[int]
    asking: set[int]

    def changes(self, user: int) -> bool:
        return user in (ADMIN, self.owner)

    def sees(self, user: int) -> bool:
        if user in self.members or user in self.invited:
            return True
        return user != GUEST and not self.hidden


class World:
    """Groups put together at random."""

    def __init__(self, wire: Wire, random: Random) -> None:
        self.admin = app_of(wire, ADMIN, "sonet,socialnetwork")
        wire.portal.store.write_now(lambda tx: (tx.update(USER, {"ID": GUEST}, {"USER_TYPE": "extranet"}), changed(tx)))
        self.callers: dict[int, AppApi] = {user: self.admin.as_user(user) for user in (ADMIN, *PEOPLE)}
        self.groups = [self._add(random) for _ in range(GROUPS)]

    def _add(self, random: Random) -> Group:
        owner, hidden = random.choice(PEOPLE), random.random() < 0.5
        number: int = self.admin("sonet_group.create", NAME="A group", OWNER_ID=owner)
        others = [user for user in PEOPLE if user != owner]
        random.shuffle(others)
        members, invited, asking = set(others[:1]), set(others[1:2]), set(others[2:3]) - {GUEST}
        self.admin("sonet_group.user.add", GROUP_ID=number, USER_ID=list(members))
        self.callers[owner]("sonet_group.user.invite", GROUP_ID=number, USER_ID=list(invited))
        for user in asking:
            self.callers[user]("sonet_group.user.request", GROUP_ID=number)
        if hidden:
            self.admin("sonet_group.update", GROUP_ID=number, VISIBLE="N")
        return Group(number, owner, hidden, members | {owner}, invited, asking)

    def allowed(self, may: Callable[[Group, int], bool], user: int) -> set[int]:
        return {group.id for group in self.groups if may(group, user)}

    def passes(self, user: int, method: str, **given: object) -> set[int]:
        """The groups with which a call is not refused."""
        return {
            group.id
            for group in self.groups
            if self.callers[user].send(method, **{**given, "GROUP_ID": group.id, "ID": group.id}).status == 200
        }


@pytest.fixture
def world(request: pytest.FixtureRequest, wire: Wire) -> World:
    return World(wire, Random(request.param))


def test_everybody_sees_and_changes_what_the_rules_say(world: World) -> None:
    for user, caller in world.callers.items():
        listed = caller.send("sonet_group.get")
        ids = {int(each["ID"]) for each in listed.result}
        assert ids == world.allowed(Group.sees, user)
        assert listed.json["total"] == len(ids)
        every = ids if user != ADMIN else {group.id for group in world.groups}
        assert {int(each["ID"]) for each in caller("sonet_group.get", IS_ADMIN="Y")} == every
        assert world.passes(user, "sonet_group.user.get") == every
        owned = world.allowed(Group.changes, user)
        assert world.passes(user, "sonet_group.update", DESCRIPTION="Seen") == owned


def test_counts_are_those_of_the_members(world: World) -> None:
    for row in world.admin("sonet_group.get", IS_ADMIN="Y"):
        group = next(group for group in world.groups if group.id == int(row["ID"]))
        assert int(row["NUMBER_OF_MEMBERS"]) == len(group.members)
