"""Forms send every field, mostly empty: no field of any method answers one of the ways to say nothing with a 500."""

from collections.abc import Iterator
from typing import Any

import pytest

from homeport import methods
from homeport.rpc import Method
from tests.property.hostile import EMPTY, STRANGE_FIELDS, as_form, as_json
from tests.property.site import OF_ANY_CALL, Site, check

FORM = "application/x-www-form-urlencoded"
REGISTRY = methods.load()
ITEM_TYPES = (1, 2, 3, 4, 7, 31, 130)
WRITING = [method for method in REGISTRY if method.writes and {"fields"} <= {*method.params.__struct_fields__}]
"""The methods whose parameter ``fields`` names what to write."""

WHOLE: dict[str, Any] = {
    "TITLE": "A title",
    "NAME": "Ann",
    "SUBJECT": "A call",
    "OWNER_TYPE_ID": 2,
    "OWNER_ID": 1,
    "TYPE_ID": 2,
    "RESPONSIBLE_ID": 1,
    "COMMUNICATIONS": [{"VALUE": "555"}],
    "ENTITY_TYPE": "deal",
    "ENTITY_ID": 1,
    "COMMENT": "Painted",
    "CURRENCY": "CHF",
}
"""What the methods need beside the field that is looked at."""


def _targets(method: Method) -> Iterator[dict[str, Any]]:
    """The other parameters: an id, and for the universal methods each type."""
    if method.name.startswith("crm.category."):
        yield {"id": 1, "entityTypeId": 2}
        return
    for type_id in ITEM_TYPES if method.name.startswith("crm.item.") else (None,):
        yield {"id": 1} if type_id is None else {"id": 1, "entityTypeId": type_id}


def _names(site: Site, method: Method, target: dict[str, Any]) -> list[str]:
    describing = method.name.rpartition(".")[0] + ".fields"
    answer = site.admin(describing, **target) if describing in REGISTRY else {}
    (only,) = answer if isinstance(answer, list) else (answer,)
    return [*only.get("fields", only)]


@pytest.mark.parametrize("method", WRITING, ids=lambda method: method.name)
def test_no_way_to_say_nothing_in_any_field_is_an_error_of_the_server(site: Site, method: Method) -> None:
    allowed = OF_ANY_CALL | {(kind.status, kind.code) for kind in method.errors}
    for target in _targets(method):
        for name in _names(site, method, target):
            bodies = [(as_json(_with(target, name, value)), "application/json") for value in EMPTY]
            bodies += [(as_form(_with(target, name, value)), FORM) for value in ("", [""])]
            for body, content_type in bodies:
                answer = site.wire.send(site.admin.base + method.name, body=body, content_type=content_type)
                check(answer, allowed)


def _with(target: dict[str, Any], name: str, value: Any) -> dict[str, Any]:
    return {**target, "fields": {**WHOLE, name: value}}


@pytest.mark.parametrize("method", WRITING, ids=lambda method: method.name)
@pytest.mark.parametrize("value", EMPTY, ids=repr)
def test_every_field_at_once_with_nothing_is_no_error_of_the_server(site: Site, method: Method, value: Any) -> None:
    allowed = OF_ANY_CALL | {(kind.status, kind.code) for kind in method.errors}
    for target in _targets(method):
        names = [*_names(site, method, target), *(name for name, _ in STRANGE_FIELDS)]
        for fields in (dict.fromkeys(names, value), {**dict.fromkeys(names, value), **WHOLE}):
            given = as_json({**target, "fields": fields})
            check(site.wire.send(site.admin.base + method.name, body=given), allowed)
