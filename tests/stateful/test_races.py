"""Two workers on one portal, each with its own store and event loop, as two processes have: what they do at the same
time ends as if one had come after the other.
"""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from homeport.portals.folder import DataFolder
from tests.conftest import Answer, Api, Folders, Wire, api_of
from tests.property.profile import SCALE
from tests.stateful.site import code, empty_portal, whole

ROUNDS = 15 * SCALE
LIMIT = 100
CONTACT = 3


class Workers:
    """Two wires on the same folder, and a third to look at the outcome."""

    def __init__(self, folder: DataFolder) -> None:
        def another() -> Wire:
            return Wire(DataFolder(folder.path, folder.database))

        self.wires = (another(), another())
        self._looking = another()
        self.admin = api_of(self._looking, 1)
        self.apis = tuple(Api(wire, 1, self.admin.base.split("/")[3]) for wire in self.wires)

    def contacts(self, number: int) -> list[int]:
        return [self.admin("crm.contact.add", fields={"NAME": f"Contact {n}"}) for n in range(number)]

    def activity(self, contacts: Sequence[int]) -> int:
        """An activity bound to these contacts."""
        activity: int = self.admin(
            "crm.activity.todo.add", ownerTypeId=CONTACT, ownerId=contacts[0], deadline="2030-01-01T10:00:00+00:00"
        )["id"]
        for contact in contacts[1:]:
            self.admin("crm.activity.binding.add", **of(activity, contact))
        return activity

    def bound(self, activity: int) -> list[int]:
        return [contact for _, contact in whole(self.admin, activity)]

    def together(self, *calls: Sequence[tuple[str, dict[str, Any]]]) -> list[list[Answer]]:
        """Each worker sends its calls, all of them at the same moment; the answers by worker."""
        start = threading.Barrier(len(calls))
        answers: list[list[Answer]] = [[] for _ in calls]

        def work(number: int) -> Callable[[], None]:
            api = self.apis[number]
            requests = [{"path": api.base + method, "body": as_body(params)} for method, params in calls[number]]

            def run() -> None:
                start.wait()
                answers[number] = api.wire.send_together(requests)

            return run

        threads = [threading.Thread(target=work(number)) for number in range(len(calls))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return answers

    def close(self) -> None:
        for wire in (*self.wires, self._looking):
            wire.close()


def as_body(params: dict[str, Any]) -> bytes:
    return json.dumps(params).encode()


def of(activity: int, contact: int) -> dict[str, int]:
    """Parameters that name a binding to a contact."""
    return {"activityId": activity, "entityTypeId": CONTACT, "entityId": contact}


def moving(activity: int, source: int, target: int) -> tuple[str, dict[str, int]]:
    """A call that moves a binding between contacts."""
    return "crm.activity.binding.move", {
        "activityId": activity,
        "sourceEntityTypeId": CONTACT,
        "sourceEntityId": source,
        "targetEntityTypeId": CONTACT,
        "targetEntityId": target,
    }


def codes(answers: Sequence[Sequence[Answer]]) -> Counter[str]:
    """How often each error code came, and ``ok``."""
    return Counter(code(answer) for own in answers for answer in own)


@pytest.fixture
def workers(folders: Folders, tmp_path: Path) -> Iterator[Workers]:
    folder = empty_portal(folders, tmp_path / "data")
    workers = Workers(folder)
    yield workers
    workers.close()
    folders.forget(folder)


def test_of_two_last_bindings_deleted_at_once_one_stays(workers: Workers) -> None:
    contacts = workers.contacts(2)
    for _ in range(ROUNDS):
        activity = workers.activity(contacts)
        answers = workers.together(*([("crm.activity.binding.delete", of(activity, contact))] for contact in contacts))
        assert codes(answers) == {"ok": 1, "LAST_BINDING_CANNOT_BE_DELETED": 1}
        assert len(workers.bound(activity)) == 1


def test_of_many_bindings_deleted_by_both_workers_one_stays(workers: Workers) -> None:
    contacts = workers.contacts(12)
    every = [("crm.activity.binding.delete", contact) for contact in contacts]
    for _ in range(ROUNDS // 3):
        activity = workers.activity(contacts)
        calls = [(method, of(activity, contact)) for method, contact in every]
        found = codes(workers.together(calls, calls[::-1]))
        assert found["ok"] == len(contacts) - 1
        assert set(found) <= {"ok", "BINDING_NOT_FOUND", "LAST_BINDING_CANNOT_BE_DELETED"}
        assert len(workers.bound(activity)) == 1


def test_two_workers_that_add_together_stop_at_the_limit(workers: Workers) -> None:
    contacts = workers.contacts(LIMIT + 20)
    activity = workers.activity(contacts[:80])
    calls = [[("crm.activity.binding.add", of(activity, contact)) for contact in contacts[80 + n :: 2]] for n in (0, 1)]
    answers = workers.together(*calls)
    assert codes(answers) == {"ok": 20, "BINDING_LIMIT_EXCEEDED": 20}
    added = {
        params["entityId"]
        for own, given in zip(answers, calls, strict=True)
        for answer, (_, params) in zip(own, given, strict=True)
        if answer.status == 200
    }
    assert set(workers.bound(activity)) == {*contacts[:80], *added}  # every success is there: no update was lost


def test_one_binding_added_by_both_workers_is_there_once(workers: Workers) -> None:
    contacts = workers.contacts(2)
    for _ in range(ROUNDS):
        activity = workers.activity(contacts[:1])
        call = [("crm.activity.binding.add", of(activity, contacts[1]))]
        assert codes(workers.together(call, call)) == {"ok": 1, "ACTIVITY_IS_ALREADY_BOUND": 1}
        assert workers.bound(activity) == contacts


def test_one_binding_moved_two_ways_goes_one_way(workers: Workers) -> None:
    home, left, right = workers.contacts(3)
    for _ in range(ROUNDS):
        activity = workers.activity([home])
        found = codes(workers.together([moving(activity, home, left)], [moving(activity, home, right)]))
        assert found == {"ok": 1, "BINDING_NOT_FOUND": 1}
        assert workers.bound(activity) in ([left], [right])


def test_two_bindings_moved_onto_one_record_do_not_become_one(workers: Workers) -> None:
    one, two, target = workers.contacts(3)
    for _ in range(ROUNDS):
        activity = workers.activity([one, two])
        found = codes(workers.together([moving(activity, one, target)], [moving(activity, two, target)]))
        assert found == {"ok": 1, "ACTIVITY_IS_ALREADY_BOUND": 1}
        assert workers.bound(activity) in ([target, two], [one, target])


def test_bindings_moved_crosswise_stay_as_they_are(workers: Workers) -> None:
    one, two = workers.contacts(2)
    for _ in range(ROUNDS):
        activity = workers.activity([one, two])
        found = codes(workers.together([moving(activity, one, two)], [moving(activity, two, one)]))
        assert found == {"ACTIVITY_IS_ALREADY_BOUND": 2}
        assert workers.bound(activity) == [one, two]


def test_a_binding_moved_while_it_is_deleted_is_one_or_the_other(workers: Workers) -> None:
    one, two, target = workers.contacts(3)
    for _ in range(ROUNDS):
        activity = workers.activity([one, two])
        delete = ("crm.activity.binding.delete", of(activity, one))
        found = codes(workers.together([moving(activity, one, target)], [delete]))
        assert found == {"ok": 1, "BINDING_NOT_FOUND": 1}
        assert workers.bound(activity) in ([target, two], [two])


def test_a_record_deleted_while_it_is_bound_leaves_no_binding_behind(workers: Workers) -> None:
    home = workers.contacts(1)[0]
    for _ in range(ROUNDS):
        activity, other = workers.activity([home]), workers.contacts(1)[0]
        add = ("crm.activity.binding.add", of(activity, other))
        found = codes(workers.together([add], [("crm.contact.delete", {"id": other})]))
        assert found in ({"ok": 2}, {"ok": 1, "OWNER_NOT_FOUND": 1})
        assert workers.bound(activity) == [home]


def test_two_workers_that_change_other_fields_of_a_record_lose_nothing(workers: Workers) -> None:
    contact = workers.contacts(1)[0]
    for number in range(ROUNDS):
        workers.together(
            [("crm.contact.update", {"id": contact, "fields": {"NAME": f"name {number}"}})],
            [("crm.contact.update", {"id": contact, "fields": {"POST": f"post {number}"}})],
        )
        after = workers.admin("crm.contact.get", id=contact)
        assert (after["NAME"], after["POST"]) == (f"name {number}", f"post {number}")


def test_records_added_by_both_workers_are_all_there_under_ids_of_their_own(workers: Workers) -> None:
    type_id = workers.admin("crm.type.add", fields={"title": "Delivery", "entityTypeId": 130})["type"]["entityTypeId"]
    calls = [("crm.item.add", {"entityTypeId": type_id, "fields": {"title": f"Item {n}"}}) for n in range(40)]
    answers = workers.together(calls, calls)
    ids = [answer.result["item"]["id"] for own in answers for answer in own]
    assert sorted(ids) == list(range(1, 81))
    assert workers.admin.send("crm.item.list", entityTypeId=type_id).json["total"] == 80


def test_what_one_worker_writes_the_other_reads_next(workers: Workers) -> None:
    """No worker answers from a state that it has kept."""
    for number in range(ROUNDS):
        contact = workers.apis[0]("crm.contact.add", fields={"NAME": f"Name {number}"})
        assert workers.apis[1]("crm.contact.get", id=contact)["NAME"] == f"Name {number}"
        workers.apis[1]("crm.contact.update", id=contact, fields={"NAME": "Changed"})
        assert workers.apis[0]("crm.contact.get", id=contact)["NAME"] == "Changed"
