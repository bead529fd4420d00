"""The documentation's own example of each method means the same as JSON, as a form and as a query."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from homeport.rpc import OpenParams
from tests.apps import AppApi
from tests.conftest import Answer, Folders, Wire
from tests.contract.examples import METHODS, caller_of, fitted
from tests.contract.shown import shown_of
from tests.property.hostile import as_form

NOW = 1_767_603_600.0
"""Where the clocks stand: on the day of the demo portal, before any token is made."""
VOLATILE = {"time", "result_time", "process_id", "guid", "uuid", "CALL_ID"}
"""Keys of what differs from call to call."""
PROCESS = re.compile(r"[0-9a-f]{14}\.\d{8}")
"""What processes are called, each by itself."""
READ_PAST = {
    "crm.address.list": {"limit"},
    "calendar.resource.list": {"auth"},
    "sale.order.get": {"auth"},
    "task.item.getdescription": {"USERID"},
    "crm.product.property.types": {"id"},
    "booking.v1.resource.slots.set": {"auth"},
    **{
        f"booking.v1.{of}.{kind}.{verb}": {"auth"}
        for of in ("booking", "waitlist")
        for kind in ("client", "externalData")
        for verb in ("set", "unset")
    },
    **{f"sale.{kind}.{verb}": {"auth"} for kind in ("property", "shipmentproperty") for verb in ("add", "update")},
}
"""What a page's example has and the page has not: it says that pages of lists have 50 rows, always; who calls is no
parameter of a method; a description is nobody's; types of properties have no id."""


def sent(app: AppApi, name: str, params: dict[str, Any], how: str) -> Answer:
    """What a call is answered in one of the forms."""
    given = {**params, "auth": app.pair.access}
    path = app.base + name
    match how:
        case "json":
            return app.wire.send(path, body=json.dumps(given).encode())
        case "form":
            return app.wire.send(path, body=as_form(given), content_type="application/x-www-form-urlencoded")
        case _:
            return app.wire.send(path, verb="GET", query=as_form(given), content_type=None)


def answered(answer: Answer) -> Any:
    """What lasts of an answer; of a file, where it is."""
    return answer.headers["location"] if answer.status == 302 else lasting(answer.json)


class Portals:
    """Portals that begin alike: a new one for each call that writes."""

    def __init__(self, folders: Folders, folder: Path) -> None:
        self._folders = folders
        self._folder = folder
        self._wires: list[Wire] = []

    def caller(self, name: str) -> tuple[AppApi, dict[str, Any]]:
        """Somebody who calls a method, and the example that was prepared there."""
        wire = Wire(self._folders.demo(self._folder / f"data{len(self._wires)}"))
        self._wires.append(wire)
        wire.freeze(NOW)
        app = caller_of(wire)
        return app, fitted(app, name)

    def close(self) -> None:
        for wire in self._wires:
            wire.close()
            self._folders.forget(wire.folder)


@pytest.fixture
def portals(folders: Folders, tmp_path: Path) -> Iterator[Portals]:
    portals = Portals(folders, tmp_path)
    yield portals
    portals.close()


@pytest.mark.parametrize("name", METHODS)
def test_an_example_means_the_same_in_every_form(portals: Portals, name: str) -> None:
    caller, params = portals.caller(name)
    wanted = sent(caller, name, params, "json")
    for how in ("form", "query"):
        if METHODS[name].writes:
            caller, params = portals.caller(name)
        answer = sent(caller, name, params, how)
        assert answer.status == wanted.status, (how, answer.body)
        assert answered(answer) == answered(wanted), how


def lasting(value: Any) -> Any:
    """An answer without what differs from call to call."""
    if isinstance(value, dict):
        return {key: lasting(item) for key, item in value.items() if key not in VOLATILE}
    if isinstance(value, list):
        return [lasting(item) for item in value]
    return PROCESS.sub("process", value) if isinstance(value, str) else value


@pytest.mark.parametrize("name", METHODS)
def test_nothing_of_an_example_is_read_past(name: str) -> None:
    params = METHODS[name].params
    taken = set(params.__struct_encode_fields__)
    ignored = {key for key in shown_of(name) if key.lower() not in taken}
    assert ignored == READ_PAST.get(name, set()) or issubclass(params, OpenParams)
