"""Yes and no: whatever is no yes is a no, and never refused."""

from typing import Any, get_origin

import msgspec
import pytest

from homeport import methods
from homeport.rpc import Flag
from tests.conftest import Api

NEITHER: tuple[Any, ...] = ("F", "maybe", "on", 2, -1, 1.5, "", None, [], ["Y"], {}, {"a": "Y"})
YES: tuple[Any, ...] = ("Y", "y", "yes", "true", True, 1, "1")
FLAGS = [
    (method, field.encode_name)
    for method in methods.load()
    if method.version == 2
    for field in msgspec.structs.fields(method.params)
    if field.type is Flag
]


@pytest.mark.parametrize(("method", "name"), FLAGS, ids=lambda each: getattr(each, "name", each))
@pytest.mark.parametrize("value", NEITHER, ids=repr)
def test_no_flag_of_any_method_is_refused(method: Any, name: str, value: Any) -> None:
    required = {
        field.encode_name: {} if get_origin(field.type) is dict else 1
        for field in msgspec.structs.fields(method.params)
        if field.required
    }
    accepted = method.accept({**required, name: value})
    fields = {field.encode_name: field.name for field in msgspec.structs.fields(method.params)}
    assert not getattr(accepted, fields[name])
    for yes in YES:
        assert getattr(method.accept({**required, name: yes}), fields[name])


@pytest.mark.parametrize("value", ["F", ["Y"], 7])
def test_a_flag_that_is_neither_is_answered_as_no(admin: Api, value: Any) -> None:
    assert admin("crm.item.get", entityTypeId=2, id=1, useOriginalUfNames=value)["item"]["id"] == 1
    assert admin("scope", full=value) == admin("scope")


@pytest.mark.parametrize("value", NEITHER, ids=repr)
def test_a_flag_of_a_record_that_is_neither_is_no(admin: Api, value: Any) -> None:
    lead = admin("crm.lead.add", fields={"TITLE": "Oars", "OPENED": value})
    assert admin("crm.lead.get", id=lead)["OPENED"] == "N"
    admin("crm.lead.update", id=lead, fields={"OPENED": "Y"})
    admin("crm.lead.update", id=lead, fields={"OPENED": value})
    assert admin("crm.lead.get", id=lead)["OPENED"] == "N"
    item = admin("crm.item.add", entityTypeId=2, fields={"title": "Oars", "closed": value, "opened": value})["item"]
    assert item["opened"] == "N"


def test_contacts_have_a_face_that_is_nobodys(admin: Api) -> None:
    assert admin("crm.contact.get", id=1)["FACE_ID"] is None
    assert admin("crm.contact.list", select=["ID", "FACE_ID"], filter={"ID": 1}) == [{"ID": "1", "FACE_ID": None}]
    assert admin("crm.contact.list", filter={"ID": 1})[0]["FACE_ID"] is None
    assert admin("crm.contact.fields")["FACE_ID"]["type"] == "integer"
