"""``crm.activity.badge.*`` and ``crm.activity.type.*``: what configurable activities can name."""

from typing import Any

import pytest

from homeport.core.owner import Owner
from homeport.domain.app import applications
from homeport.domain.crm.activity import badges
from homeport.reference.examples import example_of
from tests.apps import app_of
from tests.conftest import Api, Wire
from tests.methods.test_activity import a_call, a_deal, text_of
from tests.methods.test_activity_configurable import LAYOUT, configured

DEAL = 2
MISSED = {"code": "missedCall", "title": "Call status", "value": {"de": "Verpasst", "en": "Missed"}, "type": "failure"}
DENIED = (400, "ACCESS_DENIED")


def test_a_badge_is_registered_found_and_deleted(admin: Api, seller: Api) -> None:
    assert admin("crm.activity.badge.add", **MISSED) == {"badge": MISSED}
    assert seller("crm.activity.badge.get", code="missedCall") == {"badge": MISSED}
    assert seller("crm.activity.badge.list") == {"badges": [MISSED]}
    assert admin("crm.activity.badge.delete", code="missedCall") is True
    for verb in ("get", "delete"):
        assert admin.refused(f"crm.activity.badge.{verb}", code="missedCall") == (400, "NOT_FOUND")
    assert admin("crm.activity.badge.list") == {"badges": []}


@pytest.mark.parametrize("name", ["code", "title", "value", "type"])
def test_every_part_of_a_badge_must_be_there(admin: Api, name: str) -> None:
    given = {key: value for key, value in MISSED.items() if key != name}
    for rest in ({}, {name: ""}, {name: []}):
        assert admin.refused("crm.activity.badge.add", **given, **rest) == (400, "REQUIRED_ARG_MISSING")


@pytest.mark.parametrize("wrong", [{"type": "lavender"}, {"title": {"xx": "?"}}, {"value": True}, {"code": ["a"]}])
def test_what_is_no_badge_is_refused(admin: Api, wrong: dict[str, Any]) -> None:
    assert admin.refused("crm.activity.badge.add", **{**MISSED, **wrong}) == (400, "INVALID_ARG_VALUE")
    assert admin("crm.activity.badge.list") == {"badges": []}


def test_a_code_is_taken_once(admin: Api) -> None:
    admin("crm.activity.badge.add", **MISSED)
    other = {**MISSED, "type": "success"}
    assert admin.refused("crm.activity.badge.add", **other) == (400, "INVALID_ARG_VALUE")
    assert admin("crm.activity.badge.get", code="missedCall") == {"badge": MISSED}


def test_only_administrators_register_and_delete_badges(admin: Api, seller: Api) -> None:
    assert seller.refused("crm.activity.badge.add", **MISSED) == DENIED
    admin("crm.activity.badge.add", **MISSED)
    assert seller.refused("crm.activity.badge.delete", code="missedCall") == DENIED


def test_a_record_shows_the_badge_that_came_last_until_its_activity_is_completed(wire: Wire, admin: Api) -> None:
    app, deal = app_of(wire, 1, "crm"), a_deal(admin)
    for code in ("first", "second"):
        admin("crm.activity.badge.add", **{**MISSED, "code": code})
    ids = [configured(app, deal, badgeCode=code) for code in ("first", "second")]

    def shown() -> str | None:
        with wire.portal.store.snapshot() as tx:
            found = badges.shown(tx, [Owner(DEAL, deal)])
        return found[Owner(DEAL, deal)]["code"] if found else None

    assert shown() == "second"
    app("crm.activity.configurable.update", id=ids[1], fields={"completed": "Y"})
    assert shown() == "first"
    admin("crm.activity.badge.delete", code="first")
    assert shown() is None


TYPE = {"TYPE_ID": "1C", "NAME": "Ledger", "IS_CONFIGURABLE_TYPE": "Y"}


def test_an_application_registers_lists_and_deletes_types_of_its_own(wire: Wire) -> None:
    app, other = app_of(wire, 1, "crm"), app_of(wire, 1, "crm")
    assert app("crm.activity.type.add", fields=TYPE) is True
    assert app("crm.activity.type.add", fields={"TYPE_ID": "plain"}) is True
    assert other("crm.activity.type.add", fields={"TYPE_ID": "1C"}) is True
    plain = {"TYPE_ID": "plain", "NAME": "", "IS_CONFIGURABLE_TYPE": "N", "ICON_ID": "0"}
    assert app("crm.activity.type.list") == [{**TYPE, "ICON_ID": "0"}, plain]
    assert app("crm.activity.type.delete", TYPE_ID="1C") is True
    assert app("crm.activity.type.list") == [plain]
    assert [each["TYPE_ID"] for each in other("crm.activity.type.list")] == ["1C"]


def test_a_type_needs_a_code_that_the_application_has_not(wire: Wire) -> None:
    app = app_of(wire, 1, "crm")
    for fields in ({}, {"TYPE_ID": ""}, {"NAME": "Ledger"}, {"TYPE_ID": ["a"]}):
        assert app.refused("crm.activity.type.add", fields=fields)[1] in ("INVALID_ARG_VALUE", "100")
    app("crm.activity.type.add", fields=TYPE)
    assert app.refused("crm.activity.type.add", fields=TYPE) == (400, "INVALID_ARG_VALUE")
    assert app.refused("crm.activity.type.delete", TYPE_ID="none") == (400, "INVALID_ARG_VALUE")


def test_a_type_may_have_an_icon(wire: Wire) -> None:
    app = app_of(wire, 1, "crm")
    file = example_of("crm.timeline.icon.add").params["fileContent"]
    fields = {**TYPE, "ICON_FILE": {"fileData": ["icon.png", file]}}
    app("crm.activity.type.add", fields=fields)
    assert int(app("crm.activity.type.list")[0]["ICON_ID"]) > 0
    wrong = {"TYPE_ID": "other", "ICON_FILE": ["icon.gif", "R0lGODlh"]}
    assert app.refused("crm.activity.type.add", fields=wrong) == (400, "INVALID_ARG_VALUE")


@pytest.mark.parametrize("verb", ["add", "list", "delete"])
def test_types_are_for_applications_and_administrators(wire: Wire, admin: Api, verb: str) -> None:
    given = {"fields": TYPE, "TYPE_ID": "1C"}
    name = f"crm.activity.type.{verb}"
    assert text_of(admin, name, **given) == "Access denied! Application context required"
    assert text_of(app_of(wire, 3, "crm"), name, **given) == "Admin permissions required"


def test_types_go_with_their_application(wire: Wire) -> None:
    app, portal = app_of(wire, 1, "crm"), wire.portal
    app("crm.activity.type.add", fields=TYPE)
    portal.store.write_now(lambda tx: applications.uninstall(tx, portal.clock, app.app))
    assert app_of(wire, 1, "crm")("crm.activity.type.list") == []


def test_activities_are_of_types_that_their_application_has_for_it(wire: Wire, admin: Api) -> None:
    app, other, deal = app_of(wire, 1, "crm"), app_of(wire, 1, "crm"), a_deal(admin)
    app("crm.activity.type.add", fields=TYPE)
    app("crm.activity.type.add", fields={"TYPE_ID": "plain"})
    assert configured(app, deal, typeId="1C")
    for caller, kind in ((app, "plain"), (app, "none"), (other, "1C")):
        given = {"ownerTypeId": DEAL, "ownerId": deal, "fields": {"typeId": kind}, "layout": LAYOUT}
        assert caller.refused("crm.activity.configurable.add", **given) == (400, "WRONG_FIELD_VALUE")


def test_no_call_has_a_transcript_and_whoever_may_not_read_a_call_is_not_told(
    admin: Api, seller: Api, hidden_deal: int, own_deal: int
) -> None:

    name = "crm.activity.call.getTranscript"
    assert seller(name, activityId=a_call(admin, own_deal)) is None
    assert seller.refused(name, activityId=a_call(admin, hidden_deal)) == (403, "ACCESS_DENIED")
    assert seller.refused(name, activityId=999_999) == (400, "NOT_FOUND")
    assert seller.refused(name) == (400, "100")
