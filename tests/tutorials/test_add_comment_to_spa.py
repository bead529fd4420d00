"""``how-to-add-comment-to-spa.md``: a comment in the timeline of a smart process's item."""

from typing import Any

import pytest

from tests.conftest import Api


@pytest.fixture
def process(admin: Api) -> dict[str, Any]:
    """A smart process."""
    made: dict[str, Any] = admin("crm.type.add", fields={"title": "Equipment procurement"})["type"]
    return made


def test_a_comment_is_added_to_an_item_of_a_smart_process(admin: Api, process: dict[str, Any]) -> None:
    answer = admin.send("crm.type.list", filter={"title": "Equipment procurement"}).json
    assert answer["total"] == 1
    type_id = answer["result"]["types"][0]["entityTypeId"]
    assert type_id == process["entityTypeId"] != process["id"]
    assert f"DYNAMIC_{type_id}" in [each["SYMBOL_CODE"] for each in admin("crm.enum.ownertype")]
    item = admin("crm.item.add", entityTypeId=type_id, fields={"title": "Lathe"})["item"]["id"]
    fields = {
        "ENTITY_ID": item,
        "ENTITY_TYPE": f"DYNAMIC_{type_id}",
        "COMMENT": "Confirm the purchase via email!",
    }
    entry = admin("crm.timeline.comment.add", fields=fields)
    where = {"ENTITY_ID": item, "ENTITY_TYPE": f"DYNAMIC_{type_id}"}
    (found,) = admin("crm.timeline.comment.list", filter=where)
    assert {name: found[name] for name in ("ID", "ENTITY_ID", "ENTITY_TYPE", "COMMENT", "AUTHOR_ID")} == {
        "ID": str(entry),
        "ENTITY_ID": str(item),
        "ENTITY_TYPE": f"dynamic_{type_id}",
        "COMMENT": "Confirm the purchase via email!",
        "AUTHOR_ID": "1",
    }
    assert admin("crm.timeline.comment.add", fields=fields) > entry


def test_a_comment_to_an_item_that_there_is_not_is_added_and_stands_nowhere(
    admin: Api, process: dict[str, Any]
) -> None:
    symbol = f"dynamic_{process['entityTypeId']}"
    for entity_type in (symbol, "deal"):
        fields = {"ENTITY_ID": 999_999, "ENTITY_TYPE": entity_type, "COMMENT": "Nobody reads this"}
        entry = admin("crm.timeline.comment.add", fields=fields)
        assert entry > 0
        assert admin("crm.timeline.bindings.list", filter={"OWNER_ID": entry}) == []
        assert admin.send("crm.timeline.comment.get", id=entry).error == (400, "", "Not found.")
        assert admin("crm.timeline.comment.delete", id=entry) is None


def test_the_item_that_gets_the_id_later_does_not_show_the_comment(admin: Api, process: dict[str, Any]) -> None:
    type_id = process["entityTypeId"]
    where = {"ENTITY_ID": 1, "ENTITY_TYPE": f"dynamic_{type_id}"}
    admin("crm.timeline.comment.add", fields={**where, "COMMENT": "Too early"})
    assert admin("crm.item.add", entityTypeId=type_id, fields={"title": "Lathe"})["item"]["id"] == 1
    assert admin("crm.timeline.comment.list", filter=where) == []


def test_errors(admin: Api, seller: Api, process: dict[str, Any]) -> None:
    assert seller.refused("crm.type.list", filter={"title": "x"}) == (400, "ACCESS_DENIED")
    assert admin.refused("crm.type.list", filter={"titel": "x"}) == (400, "INVALID_ARG_VALUE")
    fields = {"ENTITY_ID": 1, "ENTITY_TYPE": f"DYNAMIC_{process['id']}", "COMMENT": "x"}
    assert admin.refused("crm.timeline.comment.add", fields=fields) == (400, "OWNER_NOT_FOUND")
    empty = fields | {"ENTITY_TYPE": "deal", "COMMENT": ""}
    assert admin.send("crm.timeline.comment.add", fields=empty).error == (
        400,
        "INVALID_ARG_VALUE",
        "Empty comment message",
    )
    for name in fields:
        missing = {key: value for key, value in fields.items() if key != name}
        assert admin.refused("crm.timeline.comment.add", fields=missing) == (400, "100")


def test_a_guest_is_refused(guest: Api) -> None:
    assert guest.refused("crm.type.list", filter={"title": "x"}) == (403, "allowed_only_intranet_user")
