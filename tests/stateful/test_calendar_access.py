"""Lists, single reads and changes of events allow each user what the rules say, worked out one by one."""

from random import Random
from typing import NamedTuple

import pytest

from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import USER
from tests.apps import AppApi, app_of
from tests.conftest import Wire

EVENTS = 25
PEOPLE, GUEST, ADMIN = (2, 3, 4, 5, 6), 6, 1
DAY = {"from": "2026-04-20", "to": "2026-04-20"}


class Event(NamedTuple):
    """An event, who is invited, and what it says."""

    id: int
    kind: str
    owner: int
    host: int
    invited: set[int]
    private: bool

    @property
    def place(self) -> str:
        """Where it is: nobody else knows, so it tells whether an answer says everything."""
        return f"Place {self.id}"


class World:
    """Calendars of people, groups and the company, filled at random."""

    def __init__(self, wire: Wire, random: Random) -> None:
        self.admin = app_of(wire, ADMIN, "calendar,sonet")
        wire.portal.store.write_now(lambda tx: (tx.update(USER, {"ID": GUEST}, {"USER_TYPE": "extranet"}), changed(tx)))
        self.callers: dict[int, AppApi] = {user: self.admin.as_user(user) for user in (ADMIN, *PEOPLE)}
        self.groups: dict[int, set[int]] = dict(self._group(random) for _ in range(2))
        self.events = [self._event(random) for _ in range(EVENTS)]

    def _group(self, random: Random) -> tuple[int, set[int]]:
        owner = random.choice(PEOPLE[:-1])
        members = {owner, *random.sample(PEOPLE, 2)}
        number = self.admin("sonet_group.create", NAME="A group", OWNER_ID=owner)
        self.admin("sonet_group.user.add", GROUP_ID=number, USER_ID=list(members - {owner}))
        return number, members

    def _event(self, random: Random) -> Event:
        kind = random.choice(("user", "user", "group", "company_calendar"))
        owner = {"user": random.choice(PEOPLE[:-1]), "group": random.choice(list(self.groups))}.get(kind, 0)
        host = owner if kind == "user" else ADMIN
        invited = set(random.sample(PEOPLE, 2)) if random.random() < 0.5 else set()
        private = random.random() < 0.5
        of = {"type": kind, "ownerId": owner}
        said = {"name": "Lunch", "is_meeting": "Y" if invited else "N", "attendees": list(invited)}
        said |= {"from": "2026-04-20T12:00:00Z", "to": "2026-04-20T13:00:00Z", "private_event": "Y" if private else "N"}
        number = self.callers[host]("calendar.event.add", **of, **said)
        event = Event(number, kind, owner, host, invited, private)
        self.callers[host]("calendar.event.update", id=number, **of, location=event.place)
        return event

    def sees(self, event: Event, user: int) -> bool:
        if user == GUEST:
            return False
        return event.kind != "group" or user == ADMIN or user in self.groups[event.owner]

    def knows(self, event: Event, user: int) -> bool:
        mine = event.kind != "user" or user in (ADMIN, event.owner)
        return self.sees(event, user) and (mine or user in event.invited)

    def changes(self, event: Event, user: int) -> bool:
        if user == GUEST:
            return False
        if event.kind == "group":
            may = user == ADMIN or user in self.groups[event.owner]
        else:
            may = user == ADMIN or (event.kind == "user" and user == event.owner)
        return may and (not event.invited or user == event.host)


@pytest.fixture
def world(request: pytest.FixtureRequest, wire: Wire) -> World:
    return World(wire, Random(request.param))


def test_everybody_sees_and_changes_what_the_rules_say(world: World) -> None:
    calendars = {(event.kind, event.owner) for event in world.events}
    for user, caller in world.callers.items():
        for kind, owner in calendars:
            listed = caller.send("calendar.event.get", type=kind, ownerId=owner, **DAY)
            found = {int(each["ID"]) for each in listed.result} if user != GUEST else set()
            here = {event.id for event in world.events if (event.kind, event.owner) == (kind, owner)}
            assert found & here == {each.id for each in world.events if each.id in here and world.sees(each, user)}
        for event in world.events:
            answer = caller.send("calendar.event.getbyid", id=event.id)
            assert (answer.status == 200) is world.sees(event, user)
            if answer.status == 200:
                knows = world.knows(event, user)
                assert answer.result["LOCATION"] == (event.place if knows else "")
                assert answer.result["NAME"] == ("Busy" if event.private and not knows else "Lunch")
            of = {"type": event.kind, "ownerId": event.owner, "id": event.id}
            said = caller.send("calendar.event.update", **of, color="#000000")
            assert (said.status == 200) is world.changes(event, user), (event, user)


def test_everybody_invited_has_it_in_the_own_calendar(world: World) -> None:
    for user in PEOPLE[:-1]:
        found = world.callers[user]("calendar.event.get", type="user", ownerId=user, **DAY)
        own = {event.id for event in world.events if event.kind == "user" and event.owner == user}
        invited = {
            event.id for event in world.events if user in event.invited or (event.invited and user == event.host)
        }
        assert {int(each["PARENT_ID"]) for each in found} == own | invited
