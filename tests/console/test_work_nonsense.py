"""Nonsense in addresses and forms of tasks, calendars, files, groups: refused in words, never a fault of the server."""

from collections.abc import Iterator
from urllib.parse import unquote, urlencode

import pytest

from tests.conftest import Wire, api_of
from tests.console.crm import Person
from tests.console.test_crm_nonsense import NONSENSE
from tests.methods.disk.conftest import Disk

LONG = "x" * 5_000
ADDRESSES = {
    "/disk/folder/{root}/": ("q", "sort", "view", "start"),
    "/disk/storages/": ("start",),
    "/disk/trash/{drive}/": ("start",),
    "/disk/file/{file}/move/": ("to", "start"),
    "/tasks/": ("role", "state", "q", "from", "to", "group", "sort", "start"),
    "/tasks/board/": ("group",),
    "/tasks/board/stage/": ("group", "stage", "start"),
    "/tasks/add/": ("group", "parent", "record"),
    "/booking/": ("day",),
    "/booking/add/": ("resource", "from", "entry"),
    "/calendar/": ("of", "view", "day"),
    "/calendar/add/": ("of", "day"),
    "/company/": ("q",),
    "/workgroups/": ("q", "start"),
}
FORMS = {
    "/disk/folder/{root}/folders/": ("name",),
    "/disk/file/{file}/rename/": ("name",),
    "/disk/file/{file}/move/": ("to", "do=copy&to"),
    "/disk/file/{file}/versions/": ("version",),
    "/disk/file/{file}/link/": ("days", "password", "do", "do=set&days"),
    "/tasks/add/": (
        "title=a&responsible", "title=a&deadline", "title=a&group", "title=a&parent", "title=a&helper.1",
        "title=a&crm.2.1", "title",
    ),
    "/tasks/{task}/edit/": ("title=a&responsible", "title=a&deadline", "title=a&crm.2.1", "title"),
    "/tasks/{task}/step/": ("do",),
    "/tasks/{task}/sign/": ("do",),
    "/tasks/{task}/checklist/": ("do=tick&item", "do=delete&item", "do=add&title", "do=add&title=a&list"),
    "/tasks/{task}/comments/": ("text", "do=delete&comment"),
    "/tasks/{task}/time/": ("minutes", "minutes=1&text"),
    "/tasks/board/move/": ("id", "id=1&stage", "id=1&stage=1&group"),
    "/calendar/add/": (
        "name", "name=a&from", "name=a&from=2030-01-01T10:00&to", "from=2030-01-01T10:00&to=2030-01-01T11:00&name",
        "name=a&from=2030-01-01T10:00&to=2030-01-01T11:00&attendee.9",
        "name=a&from=2030-01-01T10:00&to=2030-01-01T11:00&of",
    ),
    "/calendar/event/{event}/answer/": ("status",),
    "/calendar/event/{event}/edit/": ("name=a&from", "name"),
    "/workgroups/add/": ("name",),
    "/workgroups/group/{group}/members/": ("do=add&user", "do=invite&user", "do=remove&user", "do=member&user", "do"),
}  # fmt: skip
NUMBERS = ("0", "x", "9" * 18, "9" * 30, "%C3%A9", "-1")
"""In place of the numbers that paths have."""


def prepared(wire: Wire) -> dict[str, str]:
    """The numbers of what there is."""
    api = api_of(wire, 1, "disk,task,calendar,sonet,sonet_group")
    disk = Disk(api)
    at = {"from": "2030-05-04T10:00:00", "to": "2030-05-04T11:00:00"}
    return {
        "root": str(disk.root),
        "drive": disk.own["ID"],
        "file": str(disk.file("a.txt")),
        "task": api("tasks.task.add", fields={"TITLE": "Dredge", "RESPONSIBLE_ID": 1})["task"]["id"],
        "event": str(api("calendar.event.add", type="user", ownerId=1, name="Regatta", **at)),
        "group": str(api("sonet_group.create", NAME="Harbour works")),
    }


def asked(numbers: dict[str, str]) -> Iterator[str]:
    """Addresses with nonsense in them."""
    for path, names in ADDRESSES.items():
        for name in names:
            for value in NONSENSE:
                yield f"{path.format(**numbers)}?{name}={value}"
    for path in (*ADDRESSES, *FORMS):
        for number in NUMBERS:
            if "{" in path:
                yield path.format(**dict.fromkeys(numbers, number))


def test_nonsense_in_addresses_is_answered_with_a_page(wire: Wire, ada: Person) -> None:
    for address in asked(prepared(wire)):
        answer = ada.open(address)
        assert answer.status in (200, 303, 400, 404, 405), address


@pytest.mark.parametrize("paths", [tuple(FORMS)[at::3] for at in range(3)], ids=["a", "b", "c"])
def test_nonsense_in_forms_is_refused_in_words(wire: Wire, ada: Person, paths: tuple[str, ...]) -> None:
    numbers, token = prepared(wire), ada.token
    for path in paths:
        for fields in FORMS[path]:
            for value in (*map(unquote, NONSENSE), LONG):
                body = f"{urlencode({'token': token})}&{fields}={urlencode({'': value})[1:]}".encode()
                answer = ada.post(path.format(**numbers), body)
                assert answer.status in (303, 400, 404), (path, fields, value)
