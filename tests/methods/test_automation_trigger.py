"""``crm.automation.trigger`` and ``crm.automation.trigger.*``: what happens outside, and moves records."""

from typing import Any

import pytest

from homeport.domain.app import applications
from homeport.domain.crm.automation import binding
from homeport.domain.integrity import broken
from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire
from tests.methods.test_activity import a_deal, text_of

DEAL = 2


@pytest.fixture
def app(wire: Wire) -> AppApi:
    return app_of(wire, 1, "crm")


def bind(wire: Wire, stage: str, app: AppApi | None = None, code: str = "paid", *, backward: bool = False) -> str:
    """Let a stage of the first pipeline of deals wait for a trigger; its code."""
    given: dict[str, Any] = {} if app is None else {"app_id": app.app.id, "code": code}
    return wire.portal.store.write_now(lambda tx: binding.bind(tx, DEAL, 0, stage, backward=backward, **given))


def stage_of(api: Api, deal: int) -> str:
    return str(api("crm.deal.get", id=deal)["STAGE_ID"])


def executed(app: AppApi, deal: Any, code: str = "paid") -> Any:
    return app("crm.automation.trigger.execute", CODE=code, OWNER_TYPE_ID=DEAL, OWNER_ID=deal)


def test_an_application_registers_names_lists_and_deletes_triggers(wire: Wire, app: AppApi) -> None:
    other = app_of(wire, 1, "crm")
    for code, name in (("paid", "Paid"), ("sent.1-x_y", "Sent"), ("paid", "Paid for")):
        assert app("crm.automation.trigger.add", CODE=code, NAME=name) is True
    assert other("crm.automation.trigger.add", CODE="paid", NAME="Theirs") is True
    assert app("crm.automation.trigger.list") == [
        {"NAME": "Paid for", "CODE": "paid"},
        {"NAME": "Sent", "CODE": "sent.1-x_y"},
    ]
    assert app("crm.automation.trigger.delete", CODE="paid") is True
    assert [each["CODE"] for each in app("crm.automation.trigger.list")] == ["sent.1-x_y"]
    assert other("crm.automation.trigger.list") == [{"NAME": "Theirs", "CODE": "paid"}]


@pytest.mark.parametrize("verb", ["add", "list", "delete", "execute"])
def test_triggers_are_for_administrators_in_applications(wire: Wire, admin: Api, verb: str) -> None:
    given = {"CODE": "paid", "NAME": "Paid", "OWNER_TYPE_ID": DEAL, "OWNER_ID": 1}
    name = f"crm.automation.trigger.{verb}"
    refusal = (400, "ACCESS_DENIED")
    assert admin.refused(name, **given) == refusal
    assert admin.send(name, **given).error[2] == "Access denied! Application context required"
    told = app_of(wire, 3, "crm").send(name, **given).error
    assert told == (400, "ACCESS_DENIED", "Access denied! Admin permissions required")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({}, "Empty trigger code!"),
        ({"CODE": ""}, "Empty trigger code!"),
        ({"CODE": "a b", "NAME": "x"}, "Wrong trigger code!"),
        ({"CODE": ["a"], "NAME": "x"}, "Wrong trigger code!"),
        ({"CODE": "paid"}, "Empty trigger name!"),
        ({"CODE": "paid", "NAME": " "}, "Empty trigger name!"),
    ],
)
def test_what_is_no_trigger_is_refused(app: AppApi, given: dict[str, Any], text: str) -> None:
    assert text_of(app, "crm.automation.trigger.add", **given) == text
    assert app("crm.automation.trigger.list") == []


def test_a_trigger_that_is_not_registered_is_not_found(app: AppApi, admin: Api) -> None:
    assert text_of(app, "crm.automation.trigger.delete", CODE="paid") == "Trigger not found"
    given = {"CODE": "paid", "OWNER_TYPE_ID": DEAL, "OWNER_ID": a_deal(admin)}
    assert text_of(app, "crm.automation.trigger.execute", **given) == "Trigger with code paid is not registered."


@pytest.mark.parametrize(
    ("type_id", "owner_id", "text"),
    [
        (999, 1, "Incorrect parameter OWNER_TYPE_ID."),
        (3, 1, "Incorrect parameter OWNER_TYPE_ID."),
        ("deal", 1, "Incorrect parameter OWNER_TYPE_ID."),
        (2, 0, "Incorrect parameter OWNER_ID."),
        (2, -1, "Incorrect parameter OWNER_ID."),
        (2, 999_999, "Incorrect parameter OWNER_ID."),
        (2, "x", "Incorrect parameter OWNER_ID."),
    ],
)
def test_a_trigger_is_set_off_for_a_record_with_stages(app: AppApi, type_id: Any, owner_id: Any, text: str) -> None:
    app("crm.automation.trigger.add", CODE="paid", NAME="Paid")
    given = {"CODE": "paid", "OWNER_TYPE_ID": type_id, "OWNER_ID": owner_id}
    assert text_of(app, "crm.automation.trigger.execute", **given) == text


def test_a_record_moves_where_a_stage_waits_for_the_trigger(wire: Wire, app: AppApi, admin: Api) -> None:
    other, deal = app_of(wire, 1, "crm"), a_deal(admin, STAGE_ID="NEW")
    for each in (app, other):
        each("crm.automation.trigger.add", CODE="paid", NAME="Paid")
    assert executed(app, deal) is True
    assert stage_of(admin, deal) == "NEW"
    bind(wire, "EXECUTING", app)
    assert executed(other, deal) is True
    assert stage_of(admin, deal) == "NEW"
    assert executed(app, deal) is True
    assert stage_of(admin, deal) == "EXECUTING"
    moves = admin("crm.stagehistory.list", entityTypeId=DEAL, filter={"OWNER_ID": deal})["items"]
    assert [each["STAGE_ID"] for each in moves] == ["NEW", "EXECUTING"]


def test_a_record_that_is_further_goes_back_only_where_that_is_allowed(wire: Wire, app: AppApi, admin: Api) -> None:
    app("crm.automation.trigger.add", CODE="paid", NAME="Paid")
    deal = a_deal(admin, STAGE_ID="EXECUTING")
    bind(wire, "PREPARATION", app)
    executed(app, deal)
    assert stage_of(admin, deal) == "EXECUTING"
    bind(wire, "PREPARATION", app, backward=True)
    executed(app, deal)
    assert stage_of(admin, deal) == "PREPARATION"


def test_of_several_stages_the_earliest_that_is_open_to_the_record_is_taken(
    wire: Wire, app: AppApi, admin: Api
) -> None:
    app("crm.automation.trigger.add", CODE="paid", NAME="Paid")
    for stage in ("FINAL_INVOICE", "PREPARATION", "EXECUTING"):
        bind(wire, stage, app)
    deal = a_deal(admin, STAGE_ID="NEW")
    seen = []
    for _ in range(4):
        executed(app, deal)
        seen.append(stage_of(admin, deal))
    assert seen == ["PREPARATION", "EXECUTING", "FINAL_INVOICE", "FINAL_INVOICE"]


def test_what_is_bound_goes_with_its_trigger_and_its_application(wire: Wire, app: AppApi, admin: Api) -> None:
    app("crm.automation.trigger.add", CODE="paid", NAME="Paid")
    bind(wire, "EXECUTING", app)
    app("crm.automation.trigger.delete", CODE="paid")
    app("crm.automation.trigger.add", CODE="paid", NAME="Paid")
    deal = a_deal(admin, STAGE_ID="NEW")
    executed(app, deal)
    assert stage_of(admin, deal) == "NEW"
    bind(wire, "EXECUTING", app)
    portal = wire.portal
    portal.store.write_now(lambda tx: applications.uninstall(tx, portal.clock, app.app))
    with portal.store.snapshot() as tx:
        assert binding.bound_to(tx, DEAL, 0) == []
        assert list(broken(tx)) == [], "its tokens are kept, so that whoever sends them is told why"


def test_an_incoming_webhook_moves_the_record_it_names(wire: Wire, admin: Api, seller: Api, own_deal: int) -> None:
    admin("crm.deal.update", id=own_deal, fields={"STAGE_ID": "NEW"})
    code = bind(wire, "EXECUTING")
    assert seller("crm.automation.trigger", target=f"DEAL_{own_deal}", code="other") is False
    assert seller("crm.automation.trigger", target=f"DEAL_{own_deal}") is False
    assert stage_of(admin, own_deal) == "NEW"
    assert seller("crm.automation.trigger", target=f"DEAL_{own_deal}", code=code) is True
    assert stage_of(admin, own_deal) == "EXECUTING"


@pytest.mark.parametrize(
    ("target", "text"),
    [
        (None, "Target is not set."),
        ("", "Target is not set."),
        ("25", "Incorrect target format."),
        ("DEAL-25", "Incorrect target format."),
        (["DEAL_1"], "Incorrect target format."),
        ("BOAT_25", "Target is not found."),
        ("CONTACT_1", "Target is not found."),
        ("DEAL_999999", "Target is not found."),
        ("DYNAMIC_999_1", "Target is not found."),
    ],
)
def test_a_target_that_is_none_is_refused(admin: Api, target: Any, text: str) -> None:
    assert text_of(admin, "crm.automation.trigger", target=target, code="c5u4m") == text


def test_only_who_may_edit_the_target_sets_it_off(wire: Wire, admin: Api, seller: Api, open_deal: int) -> None:
    code = bind(wire, "EXECUTING")
    given = {"target": f"DEAL_{open_deal}", "code": code}
    assert seller.refused("crm.automation.trigger", **given) == (400, "ACCESS_DENIED")


def test_the_crm_has_leads(seller: Api) -> None:
    assert seller("crm.settings.mode.get") == 1
    assert {"ID": 1, "NAME": "Classic CRM"}.items() <= seller("crm.enum.settings.mode")[0].items()
