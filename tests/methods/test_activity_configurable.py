"""``crm.activity.configurable.*``: activities that look as their applications describe."""

from copy import deepcopy
from typing import Any

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire
from tests.methods.test_activity import a_deal

DEAL = 2
LAYOUT: dict[str, Any] = {
    "icon": {"code": "call-completed"},
    "header": {
        "title": {"de": "Anruf", "en": "Incoming call"},
        "titleAction": {"type": "openRestApp"},
        "tags": {"status": {"type": "warning", "title": "not transcribed"}},
    },
    "body": {
        "logo": {"code": "call-incoming", "action": {"type": "redirect", "uri": "/crm/deal/details/1/"}},
        "blocks": {"client": {"type": "text", "properties": {"value": "Contoso"}}},
    },
    "footer": {
        "buttons": {
            "start": {"title": "Call back", "type": "primary", "action": {"type": "restEvent", "id": "callBack"}}
        },
        "menu": {
            "showPostponeItem": False,
            "items": {"confirm": {"title": "Confirm", "action": {"type": "restEvent", "id": "confirm"}}},
        },
    },
}


def configured(app: Api, deal: int, layout: Any = LAYOUT, **fields: Any) -> int:
    given = {"ownerTypeId": DEAL, "ownerId": deal, "fields": fields, "layout": layout}
    return int(app("crm.activity.configurable.add", **given)["activity"]["id"])


@pytest.fixture
def app(wire: Wire) -> AppApi:
    return app_of(wire, 1, "crm")


@pytest.fixture
def deal(admin: Api) -> int:
    return a_deal(admin)


def got(api: Api, activity_id: int) -> dict[str, Any]:
    activity: dict[str, Any] = api("crm.activity.configurable.get", id=activity_id)["activity"]
    return activity


def test_one_is_added_and_answered_as_documented(app: AppApi, deal: int) -> None:
    fields = {
        "completed": "true",
        "deadline": "2030-02-01T01:00:00+03:00",
        "pingOffsets": [300, 60],
        "isIncomingChannel": "N",
        "responsibleId": 3,
        "originatorId": "billing",
        "originId": "17",
    }
    added = configured(app, deal, **fields)
    assert got(app, added) == {
        "id": added,
        "ownerTypeId": DEAL,
        "ownerId": deal,
        "fields": {
            "typeId": "CONFIGURABLE",
            "completed": True,
            "deadline": "2030-01-31T22:00:00+00:00",
            "pingOffsets": [60, 300],
            "isIncomingChannel": False,
            "responsibleId": 3,
            "badgeCode": "",
            "originatorId": "billing",
            "originId": "17",
        },
        "layout": LAYOUT,
    }


def test_what_is_not_said_is_as_usual(app: AppApi, deal: int) -> None:
    fields = got(app.as_user(1), configured(app, deal))["fields"]
    assert fields == {
        "typeId": "CONFIGURABLE",
        "completed": False,
        "deadline": None,
        "pingOffsets": [],
        "isIncomingChannel": False,
        "responsibleId": 1,
        "badgeCode": "",
        "originatorId": None,
        "originId": None,
    }


def test_it_is_an_activity_among_others(app: AppApi, admin: Api, deal: int) -> None:
    added = configured(app, deal)
    found = admin("crm.activity.list", filter={"PROVIDER_ID": "CONFIGURABLE_REST_APP", "OWNER_ID": deal})
    assert [(each["ID"], each["SUBJECT"]) for each in found] == [(str(added), "Incoming call")]
    assert admin("crm.activity.delete", id=added) is True
    assert app.refused("crm.activity.configurable.get", id=added) == (400, "NOT_FOUND")


def test_fields_and_layout_are_changed(app: AppApi, admin: Api, deal: int) -> None:
    admin("crm.activity.badge.add", code="new", title="New", value="New", type="success")
    added = configured(app, deal, deadline="2030-01-01T10:00:00+00:00")
    layout = deepcopy(LAYOUT)
    layout["header"]["title"] = "Call back"
    del layout["footer"]
    fields = {"completed": True, "badgeCode": "new", "deadline": ""}
    assert app("crm.activity.configurable.update", id=added, fields=fields, layout=layout) == {
        "activity": {"id": added}
    }
    told = got(app, added)
    assert (told["layout"], told["fields"]["completed"], told["fields"]["badgeCode"]) == (layout, True, "new")
    assert told["fields"]["deadline"] is None
    assert admin("crm.activity.get", id=added)["SUBJECT"] == "Call back"
    app("crm.activity.configurable.update", id=added, fields={"badgeCode": ""})
    assert (got(app, added)["layout"], got(app, added)["fields"]["badgeCode"]) == (layout, "")


def test_only_the_application_that_made_it_changes_it_and_every_one_reads_it(
    wire: Wire, app: AppApi, admin: Api, deal: int
) -> None:
    other, added = app_of(wire, 1, "crm"), configured(app, deal)
    assert other.refused("crm.activity.configurable.update", id=added, fields={}) == (400, "ERROR_WRONG_APPLICATION")
    assert got(other, added)["id"] == added
    webhook = {"id": added, "ownerTypeId": DEAL, "ownerId": deal, "fields": {}, "layout": LAYOUT}
    for verb in ("add", "update", "get"):
        assert admin.refused(f"crm.activity.configurable.{verb}", **webhook) == (400, "ERROR_WRONG_CONTEXT")


def test_other_activities_are_none(app: AppApi, deal: int) -> None:
    todo = app("crm.activity.todo.add", ownerTypeId=DEAL, ownerId=deal, deadline="2030-01-01T10:00:00")["id"]
    for activity_id in (todo, 999_999):
        assert app.refused("crm.activity.configurable.get", id=activity_id) == (400, "NOT_FOUND")
        assert app.refused("crm.activity.configurable.update", id=activity_id, fields={}) == (400, "NOT_FOUND")


def test_the_right_to_the_record_decides(app: AppApi, open_deal: int, hidden_deal: int) -> None:
    clara = app.as_user(3)
    shown, hidden = configured(app, open_deal), configured(app, hidden_deal)
    assert got(clara, shown)["id"] == shown
    denied = (400, "ACCESS_DENIED")
    assert clara.refused("crm.activity.configurable.get", id=hidden) == denied
    assert clara.refused("crm.activity.configurable.update", id=shown, fields={}) == denied
    given = {"ownerTypeId": DEAL, "ownerId": open_deal, "fields": {}, "layout": LAYOUT}
    assert clara.refused("crm.activity.configurable.add", **given) == denied
    assert app.refused("crm.activity.configurable.add", **{**given, "ownerId": 999_999}) == (400, "NOT_FOUND")


def test_what_comes_in_is_not_due(app: AppApi, deal: int) -> None:
    given = {"isIncomingChannel": "Y", "deadline": "2030-01-01T10:00:00"}
    refusal = (400, "INCOMING_ACTIVITY_CAN_NOT_BE_WITH_DEADLINE")
    where = {"ownerTypeId": DEAL, "ownerId": deal, "layout": LAYOUT}
    assert app.refused("crm.activity.configurable.add", **where, fields=given) == refusal
    due, incoming = configured(app, deal, deadline="2030-01-01T10:00:00"), configured(app, deal, isIncomingChannel=1)
    assert got(app, incoming)["fields"]["isIncomingChannel"] is True
    for activity_id, name in ((due, "isIncomingChannel"), (incoming, "deadline")):
        changed = {name: given[name]}
        assert app.refused("crm.activity.configurable.update", id=activity_id, fields=changed) == refusal


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("completed", "perhaps"),
        ("deadline", "tomorrow"),
        ("deadline", ["a"]),
        ("pingOffsets", "60"),
        ("pingOffsets", [-1]),
        ("isIncomingChannel", 7),
        ("responsibleId", 999),
        ("responsibleId", "Ada"),
        ("badgeCode", "unknown"),
        ("originId", ["a"]),
        ("typeId", "UNKNOWN"),
    ],
)
def test_a_field_that_cannot_be_is_refused(app: AppApi, deal: int, name: str, value: Any) -> None:
    where = {"ownerTypeId": DEAL, "ownerId": deal, "layout": LAYOUT}
    refusal = (400, "WRONG_FIELD_VALUE")
    assert app.refused("crm.activity.configurable.add", **where, fields={name: value}) == refusal
    added = configured(app, deal)
    assert app.refused("crm.activity.configurable.update", id=added, fields={name: value}) == refusal


def _with(path: str, value: Any) -> dict[str, Any]:
    """The layout with another value somewhere."""
    layout = deepcopy(LAYOUT)
    *steps, last = path.split(".")
    part = layout
    for step in steps:
        part = part[step]
    if value is None:
        del part[last]
    else:
        part[last] = value
    return layout


TAG = {"type": "warning", "title": "A tag"}
BUTTON = LAYOUT["footer"]["buttons"]["start"]


@pytest.mark.parametrize(
    ("layout", "code"),
    [
        (None, "ERROR_EMPTY_LAYOUT"),
        ({}, "ERROR_EMPTY_LAYOUT"),
        ("text", "WRONG_FIELD_VALUE"),
        (_with("icon", None), "FIELD_IS_REQUIRED"),
        (_with("icon.code", None), "FIELD_IS_REQUIRED"),
        (_with("header", None), "FIELD_IS_REQUIRED"),
        (_with("header.title", None), "FIELD_IS_REQUIRED"),
        (_with("body", None), "FIELD_IS_REQUIRED"),
        (_with("body.logo", None), "FIELD_IS_REQUIRED"),
        (_with("body.blocks", {}), "FIELD_IS_REQUIRED"),
        (_with("body.colour", "red"), "FIELD_IS_REDUNDANT"),
        (_with("sidebar", {"a": 1}), "FIELD_IS_REDUNDANT"),
        (_with("header.tags.status.type", "lavender"), "ENUM_FIELD"),
        (_with("header.tags", {"a": TAG, "b": TAG, "c": TAG}), "TOO_MANY_ITEMS"),
        (_with("header.tags", {"a!": TAG}), "KEY_CONTAIN_WRONG_SYMBOLS"),
        (_with("header.title", {"xx": "?"}), "WRONG_LANG"),
        (_with("footer.buttons", {"a": BUTTON, "b": BUTTON, "c": BUTTON}), "TOO_MANY_ITEMS"),
        (_with("footer.buttons.start.type", "warning"), "ENUM_FIELD"),
        (_with("footer.buttons.start.action", None), "FIELD_IS_REQUIRED"),
        (_with("footer.menu.items.confirm.title", None), "FIELD_IS_REQUIRED"),
        (_with("footer.menu.showPinItem", "perhaps"), "WRONG_FIELD_VALUE"),
    ],
)
def test_a_layout_that_cannot_be_is_refused(app: AppApi, deal: int, layout: Any, code: str) -> None:
    where = {"ownerTypeId": DEAL, "ownerId": deal, "fields": {}}
    assert app.refused("crm.activity.configurable.add", **where, layout=layout) == (400, code)
    if layout is None:
        return
    added = configured(app, deal)
    assert app.refused("crm.activity.configurable.update", id=added, fields={}, layout=layout) == (400, code)
    assert got(app, added)["layout"] == LAYOUT


def test_it_has_no_blocks_of_others(app: AppApi, deal: int) -> None:
    blocks = {"blocks": {"a": {"type": "text", "properties": {"value": "x"}}}}
    where = {"entityTypeId": DEAL, "entityId": deal, "activityId": configured(app, deal)}
    refusal = (400, "UNSUITABLE_ACTIVITY_TYPE_ERROR")
    assert app.refused("crm.activity.layout.blocks.set", **where, layout=blocks) == refusal
