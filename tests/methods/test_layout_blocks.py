"""``crm.timeline.layout.blocks.*`` and ``crm.activity.layout.blocks.*``: what applications add to timelines."""

from typing import Any, NamedTuple

import pytest

from homeport.domain.app import applications
from homeport.domain.crm.timeline.tables import BLOCKS
from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire
from tests.methods.test_activity import a_call
from tests.methods.test_timeline_comment import comment
from tests.methods.test_timeline_log import logged

DEAL = 2
LAYOUT = {"blocks": {"state": {"type": "text", "properties": {"value": "Packed", "bold": True}}}}


class Place(NamedTuple):
    """Where blocks are added: the methods ``crm.{part}.layout.blocks.set``, ``crm.{part}.layout.blocks.get`` and
    ``crm.{part}.layout.blocks.delete``, and what they add to."""

    prefix: str
    number: str
    made: int
    deal: int

    def __call__(self, api: Api, verb: str, **given: Any) -> Any:
        return api(f"{self.prefix}.{verb}", **{**self.where, **given})

    def refused(self, api: Api, verb: str, **given: Any) -> tuple[int, str]:
        return api.refused(f"{self.prefix}.{verb}", **{**self.where, **given})

    @property
    def where(self) -> dict[str, Any]:
        return {"entityTypeId": DEAL, "entityId": self.deal, self.number: self.made}


@pytest.fixture(params=["timeline", "activity"])
def place(request: pytest.FixtureRequest, admin: Api, own_deal: int) -> Place:
    if request.param == "timeline":
        return Place("crm.timeline.layout.blocks", "timelineId", comment(admin, own_deal), own_deal)
    return Place("crm.activity.layout.blocks", "activityId", a_call(admin, own_deal), own_deal)


@pytest.fixture
def app(wire: Wire) -> AppApi:
    return app_of(wire, 1, "crm")


def test_an_application_sets_gets_and_deletes_blocks_of_its_own(wire: Wire, app: AppApi, place: Place) -> None:
    other = app_of(wire, 1, "crm")
    assert place(app, "set", layout=LAYOUT) == {"success": True}
    assert place(app, "get") == {"layout": LAYOUT}
    assert place(other, "get") == {"layout": None}
    assert place.refused(other, "delete") == (400, "NOT_FOUND")
    assert place(app, "delete") == {"success": True}
    assert place(app, "get") == {"layout": None}
    assert place.refused(app, "delete") == (400, "NOT_FOUND")


def test_new_blocks_take_the_place_of_the_same_applications_and_of_no_other(
    wire: Wire, app: AppApi, place: Place
) -> None:
    other, later = app_of(wire, 1, "crm"), {"blocks": {"b": {"type": "largeText", "properties": {"value": "Long"}}}}
    for caller in (app, other):
        place(caller, "set", layout=LAYOUT)
    place(app, "set", layout=later)
    assert (place(app, "get"), place(other, "get")) == ({"layout": later}, {"layout": LAYOUT})


def test_webhooks_have_no_blocks(admin: Api, place: Place) -> None:
    for verb in ("set", "get", "delete"):
        assert place.refused(admin, verb, layout=LAYOUT) == (400, "ERROR_WRONG_CONTEXT")


def test_the_right_to_the_record_decides(app: AppApi, admin: Api, open_deal: int, hidden_deal: int) -> None:
    clara = app.as_user(3)
    shown, hidden = (
        Place("crm.timeline.layout.blocks", "timelineId", comment(admin, deal), deal)
        for deal in (open_deal, hidden_deal)
    )
    for each in (shown, hidden):
        each(app, "set", layout=LAYOUT)
    assert shown(clara, "get") == {"layout": LAYOUT}
    assert hidden.refused(clara, "get") == (400, "ACCESS_DENIED")
    for verb in ("set", "delete"):
        assert shown.refused(clara, verb, layout=LAYOUT) == (400, "ACCESS_DENIED")


def test_what_is_named_must_be_under_the_record(app: AppApi, place: Place, open_deal: int) -> None:
    for verb in ("set", "get", "delete"):
        assert place.refused(app, verb, layout=LAYOUT, entityId=999_999) == (400, "OWNER_NOT_FOUND")
        assert place.refused(app, verb, layout=LAYOUT, entityId=open_deal) == (400, "NOT_FOUND")
        assert place.refused(app, verb, layout=LAYOUT, **{place.number: 999_999}) == (400, "NOT_FOUND")


def test_log_entries_show_no_blocks(app: AppApi, own_deal: int) -> None:
    entry = Place("crm.timeline.layout.blocks", "timelineId", logged(app, own_deal), own_deal)
    assert entry.refused(app, "set", layout=LAYOUT) == (400, "UNSUITABLE_TIMELINE_ITEM")


def test_blocks_go_with_their_application(wire: Wire, app: AppApi, place: Place) -> None:
    place(app, "set", layout=LAYOUT)
    portal = wire.portal
    portal.store.write_now(lambda tx: applications.uninstall(tx, portal.clock, app.app))
    again = app_of(wire, 1, "crm")
    assert place(again, "get") == {"layout": None}


def test_blocks_go_with_what_they_are_on(wire: Wire, app: AppApi, place: Place) -> None:
    place(app, "set", layout=LAYOUT)
    app("crm.deal.delete", id=place.deal)
    assert wire.portal.store.write_now(lambda tx: tx.delete(BLOCKS, ITEM_ID=place.made)) == 0


def text(**properties: Any) -> dict[str, Any]:
    return {"type": "text", "properties": {"value": "A text", **properties}}


def block(kind: str, **properties: Any) -> dict[str, Any]:
    return {"type": kind, "properties": properties}


OPEN = {"type": "redirect", "uri": "/crm/deal/details/1/"}


@pytest.mark.parametrize(
    "each",
    [
        text(multiline="Y", title="More", size="xs", color="base_60", scope="web"),
        text(value={"de": "Gepackt", "en": "Packed"}),
        block("largeText", value="Long"),
        block("link", text="Open", action=OPEN, bold=True),
        block(
            "link", text="Open", action={"type": "openRestApp", "actionParams": {"a": 1}, "sliderParams": {"width": 7}}
        ),
        block("link", text="Open", action={"type": "restEvent", "id": "go", "actionParams": [1, {"b": [2]}]}),
        block("withTitle", title="State", block=text(), inline=True),
        block("withTitle", title="Due", block={"type": "deadline"}),
        block("lineOfBlocks", blocks={"a": text(), "b": block("link", text="x", action=OPEN)}),
        {"type": "deadline", "properties": {"readonly": True}},
    ],
)
def test_every_documented_block_is_kept(app: AppApi, place: Place, each: dict[str, Any]) -> None:
    place(app, "set", layout={"blocks": {"one": each}})
    kept = place(app, "get")["layout"]["blocks"]["one"]
    assert kept["type"] == each["type"]
    assert set(kept.get("properties", {})) == set(each.get("properties", {}))


@pytest.mark.parametrize(
    ("blocks", "code"),
    [
        (None, "FIELD_IS_REQUIRED"),
        ({}, "FIELD_IS_REQUIRED"),
        ({str(number): text() for number in range(21)}, "TOO_MANY_ITEMS"),
        ({"a b": text()}, "KEY_CONTAIN_WRONG_SYMBOLS"),
        ({"a": {"properties": {"value": "x"}}}, "FIELD_IS_REQUIRED"),
        ({"a": {"type": "table"}}, "ENUM_FIELD"),
        ({"a": {"type": "text"}}, "FIELD_IS_REQUIRED"),
        ({"a": text(value="")}, "FIELD_IS_REQUIRED"),
        ({"a": text(value={"xx": "?"})}, "WRONG_LANG"),
        ({"a": text(value=True)}, "WRONG_FIELD_VALUE"),
        ({"a": text(size="xxl")}, "ENUM_FIELD"),
        ({"a": text(colour="red")}, "FIELD_IS_REDUNDANT"),
        ({"a": text(bold="perhaps")}, "WRONG_FIELD_VALUE"),
        ({"a": {**text(), "visible": True}}, "FIELD_IS_REDUNDANT"),
        ({"a": block("link", text="x")}, "FIELD_IS_REQUIRED"),
        ({"a": block("link", text="x", action={"type": "call"})}, "ENUM_FIELD"),
        ({"a": block("link", text="x", action={"type": "restEvent"})}, "FIELD_IS_REQUIRED"),
        ({"a": block("link", text="x", action={"type": "redirect", "uri": "javascript:x()"})}, "WRONG_FIELD_VALUE"),
        (
            {
                "a": block(
                    "link",
                    text="x",
                    action={"type": "openRestApp", "sliderParams": {"width": 1, "leftBoundary": 1}},
                )
            },
            "WRONG_FIELD_VALUE",
        ),
        ({"a": block("withTitle", title="x", block=block("largeText", value="x"))}, "ENUM_FIELD"),
        ({"a": block("lineOfBlocks", blocks={"b": block("lineOfBlocks", blocks={})})}, "ENUM_FIELD"),
        ("text", "WRONG_FIELD_VALUE"),
        ({"a": "text"}, "WRONG_FIELD_VALUE"),
    ],
)
def test_what_is_no_layout_is_refused_and_changes_nothing(app: AppApi, place: Place, blocks: Any, code: str) -> None:
    place(app, "set", layout=LAYOUT)
    assert place.refused(app, "set", layout={"blocks": blocks}) == (400, code)
    assert place(app, "get") == {"layout": LAYOUT}


def test_arrays_of_forms_are_blocks_too(wire: Wire, app: AppApi, place: Place) -> None:
    query = "&".join(f"{name}={value}" for name, value in place.where.items())
    body = f"{query}&auth={app.pair.access}&layout[blocks][0][type]=text&layout[blocks][0][properties][value]=Packed"
    answer = wire.send(
        f"/rest/{place.prefix}.set", body=body.encode(), content_type="application/x-www-form-urlencoded"
    )
    assert answer.result == {"success": True}
    assert place(app, "get") == {"layout": {"blocks": {"0": {"type": "text", "properties": {"value": "Packed"}}}}}
