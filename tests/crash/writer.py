"""A client that writes without pause, and remembers what was acknowledged.

It has activities and contacts of its own, so what it was told is what must be there. Of the one call that was under way
when the server died it cannot know; either outcome is right, and it learns which.
"""

import random
from collections.abc import Callable, Iterable
from threading import Event
from typing import Any

from tests.crash.victim import Caller, KilledError, Victim

MOST_BINDINGS = 100
BATCH = 50
DEAL = 2
PHONES = ("+1 202 555 0101", "+1 202 555 0102")


class Writer:
    """The client.

    :param name: tells its records from others'
    :param deals: ids of records that it binds its activities to
    """

    def __init__(self, name: str, deals: list[int], seed: int) -> None:
        self._name = name
        self._deals = deals
        self._chosen = random.Random(seed)
        self._count = 0
        self.acknowledged = 0
        self.activities: dict[int, list[int]] = {}
        """The deals that each activity is bound to, in the order of binding."""
        self.contacts: set[int] = set()
        self._touched: set[int] = set()
        self._doubt: Callable[[Caller], None] | None = None

    def write(self, victim: Victim, over: Event) -> None:
        """Write until the server is gone, or enough is written."""
        call = Caller(victim, victim.away)
        try:
            while not over.is_set():
                self._step(call)
        except KilledError:
            return
        finally:
            call.close()

    def _step(self, call: Caller) -> None:
        steps = [self._plan, self._meet]
        if self.activities:
            steps += [self._bind, self._bind, self._bind, self._unbind, self._move, self._drop]
        self._chosen.choice(steps)(call)
        self._doubt = None
        self.acknowledged += 1

    def _next_title(self) -> str:
        self._count += 1
        return f"{self._name} {self._count}"

    def _plan(self, call: Caller) -> None:
        title, deal = self._next_title(), self._chosen.choice(self._deals)

        def settle(call: Caller) -> None:
            found = call("crm.activity.list", filter={"SUBJECT": title}, select=["ID"])["result"]
            assert len(found) <= 1, found
            if found:
                self.activities[int(found[0]["ID"])] = [deal]

        self._doubt = settle
        answer = call(
            "crm.activity.todo.add", ownerTypeId=DEAL, ownerId=deal, deadline="2030-01-01T09:00:00+00:00", title=title
        )
        self.activities[answer["result"]["id"]] = [deal]
        self._touched.add(answer["result"]["id"])

    def _meet(self, call: Caller) -> None:
        name = self._next_title()

        def settle(call: Caller) -> None:
            found = call("crm.contact.list", filter={"NAME": name}, select=["ID"])["result"]
            assert len(found) <= 1, found
            self.contacts.update(int(each["ID"]) for each in found)

        self._doubt = settle
        phones = [{"VALUE": phone, "VALUE_TYPE": "WORK"} for phone in PHONES]
        self.contacts.add(int(call("crm.contact.add", fields={"NAME": name, "PHONE": phones})["result"]))

    def _bind(self, call: Caller) -> None:
        activity, bound = self._any()
        free = [deal for deal in self._deals if deal not in bound]
        if not free:
            return
        deal = self._chosen.choice(free)
        after = [*bound, deal]
        self._doubt = self._either(activity, bound, after)
        answer = call("crm.activity.binding.add", activityId=activity, entityTypeId=DEAL, entityId=deal)
        if len(bound) == MOST_BINDINGS:
            assert answer["error"] == "BINDING_LIMIT_EXCEEDED", answer
        else:
            assert answer["result"] is True, answer
            self.activities[activity] = after

    def _unbind(self, call: Caller) -> None:
        activity, bound = self._any()
        deal = self._chosen.choice(bound)
        after = [each for each in bound if each != deal]
        self._doubt = self._either(activity, bound, after or bound)
        answer = call("crm.activity.binding.delete", activityId=activity, entityTypeId=DEAL, entityId=deal)
        if after:
            assert answer["result"] is True, answer
            self.activities[activity] = after
        else:
            assert answer["error"] == "LAST_BINDING_CANNOT_BE_DELETED", answer

    def _move(self, call: Caller) -> None:
        activity, bound = self._any()
        free = [deal for deal in self._deals if deal not in bound]
        if not free:
            return
        source, target = self._chosen.choice(bound), self._chosen.choice(free)
        after = [target if each == source else each for each in bound]
        self._doubt = self._either(activity, bound, after)
        answer = call(
            "crm.activity.binding.move",
            activityId=activity,
            sourceEntityTypeId=DEAL,
            sourceEntityId=source,
            targetEntityTypeId=DEAL,
            targetEntityId=target,
        )
        assert answer["result"] is True, answer
        self.activities[activity] = after

    def _drop(self, call: Caller) -> None:
        activity, bound = self._any()
        self._doubt = self._either(activity, bound, None)
        assert call("crm.activity.delete", id=activity)["result"] is True
        del self.activities[activity]

    def _any(self) -> tuple[int, list[int]]:
        activity, bound = self._chosen.choice(list(self.activities.items()))
        self._touched.add(activity)
        return activity, bound

    def _either(self, activity: int, before: list[int], after: list[int] | None) -> Callable[[Caller], None]:
        def settle(call: Caller) -> None:
            found = bindings(call, activity)
            assert found in (before, after), (activity, found, before, after)
            if found is None:
                del self.activities[activity]
            else:
                self.activities[activity] = found

        return settle

    def check(self, call: Caller) -> None:
        """What was under way is there wholly or not at all, and what was acknowledged since the last look is there."""
        if self._doubt is not None:
            self._doubt(call)
            self._doubt = None
        self._check(call, self._touched)
        self._touched.clear()

    def check_all(self, call: Caller) -> None:
        """Everything that was ever acknowledged is there."""
        self._check(call, self.activities)
        contacts = sorted(self.contacts)
        for first in range(0, len(contacts), BATCH):
            commands = [f"crm.contact.get?id={contact}" for contact in contacts[first : first + BATCH]]
            for found in call("batch", cmd=commands)["result"]["result"]:
                assert [phone["VALUE"] for phone in found["PHONE"]] == list(PHONES)

    def _check(self, call: Caller, activities: Iterable[int]) -> None:
        for activity in activities:
            assert bindings(call, activity) == self.activities.get(activity), activity


def bindings(call: Caller, activity: int) -> list[int] | None:
    """The deals that an activity is bound to, or None where there is no such activity."""
    found: list[int] = []
    answer: dict[str, Any] = {}
    while not answer or "next" in answer:
        answer = call("crm.activity.binding.list", activityId=activity, start=answer.get("next", 0))
        if answer.get("error") == "NOT_FOUND":
            return None
        found += [each["entityId"] for each in answer["result"]]
    return found
