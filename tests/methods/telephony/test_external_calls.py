"""``telephony.externalCall.*``: a call from its beginning to the client's activity."""

from typing import Any

import msgspec
from sqlalchemy import select

from homeport.domain.app import applications
from homeport.domain.events.outbox import OUTBOX
from homeport.domain.integrity import broken
from homeport.domain.portal.people import roles
from homeport.domain.portal.tables import USER
from homeport.domain.telephony import cards
from homeport.domain.telephony.tables import CALL
from homeport.store import Query, Transaction
from tests.apps import AppApi, app_of
from tests.conftest import Wire, api_of
from tests.methods.telephony.conftest import CALL_IN, NUMBER, SCOPES, a_client, ended, register


def told(app: AppApi) -> list[tuple[str, dict[str, Any]]]:
    """What was told of telephony, in order."""
    with app.wire.portal.store.snapshot() as tx:
        rows = tx.all(Query(select(OUTBOX.c.EVENT, OUTBOX.c.DATA).order_by(OUTBOX.c.ID)))
    return [(event, msgspec.json.decode(data)) for event, data in rows if event.startswith("ONVOX")]


def test_a_call_of_a_client_goes_from_its_beginning_to_an_activity(app: AppApi, clara: AppApi) -> None:
    contact = a_client(app, ASSIGNED_BY_ID=3)
    begun = register(app, CALL_START_DATE="2026-03-07T10:20:30+03:00", LINE_NUMBER="3")
    assert begun == {
        "CALL_ID": begun["CALL_ID"],
        "CRM_CREATED_LEAD": None,
        "CRM_CREATED_ENTITIES": [],
        "CRM_ENTITY_TYPE": "CONTACT",
        "CRM_ENTITY_ID": contact,
    }
    assert begun["CALL_ID"].startswith("externalCall.")
    found = app(
        "telephony.externalCall.finish",
        **{"CALL_ID": begun["CALL_ID"], "USER_ID": 3, "DURATION": "95", "VOTE": 5, "COST": "1.5"},
        **{"COST_CURRENCY": "EUR", "STATUS_CODE": "200"},
    )
    assert found == {
        **{"CALL_ID": begun["CALL_ID"], "EXTERNAL_CALL_ID": None, "PORTAL_USER_ID": 3, "PHONE_NUMBER": NUMBER},
        **{"PORTAL_NUMBER": "3", "INCOMING": "2", "CALL_DURATION": 95, "CALL_STATUS": 1, "CALL_VOTE": 5, "COST": 1.5},
        **{"COST_CURRENCY": "EUR", "CALL_FAILED_CODE": "200", "CALL_FAILED_REASON": "", "COMMENT": None, "ID": 1},
        **{"REST_APP_ID": str(app.app.id), "REST_APP_NAME": "Test", "CRM_ENTITY_TYPE": "CONTACT"},
        **{"CRM_ENTITY_ID": contact, "CRM_ACTIVITY_ID": found["CRM_ACTIVITY_ID"]},
        "CALL_START_DATE": found["CALL_START_DATE"],
    }
    activity = clara("crm.activity.get", id=found["CRM_ACTIVITY_ID"])
    assert (
        activity
        | {
            **{"OWNER_ID": str(contact), "OWNER_TYPE_ID": "3", "TYPE_ID": "2", "PROVIDER_ID": "VOXIMPLANT_CALL"},
            **{"PROVIDER_TYPE_ID": "CALL", "SUBJECT": f"Incoming call from {NUMBER}", "DIRECTION": "1"},
            **{"COMPLETED": "Y", "STATUS": "2", "RESPONSIBLE_ID": "3", "ORIGIN_ID": f"VI_{begun['CALL_ID']}"},
        }
        == activity
    )
    assert activity["START_TIME"] == found["CALL_START_DATE"]
    spoken = clara(
        "crm.activity.list", filter={"ID": activity["ID"]}, select=["ID", "COMMUNICATIONS", "END_TIME", "START_TIME"]
    )[0]
    assert [(each["TYPE"], each["VALUE"]) for each in spoken["COMMUNICATIONS"]] == [("PHONE", NUMBER)]
    assert spoken["START_TIME"][17:19] == "30" and spoken["END_TIME"][14:19] == "22:05"
    again = app.send("telephony.externalCall.finish", CALL_ID=begun["CALL_ID"], USER_ID=3)
    assert again.error[2] == "Call is not found (call should be registered prior to finishing)"
    with app.wire.portal.store.snapshot() as tx:
        assert list(broken(tx)) == []


def test_a_call_that_nobody_answers_is_still_to_be_done(app: AppApi) -> None:
    a_client(app)
    missed = ended(app, DURATION=0)
    assert (missed["CALL_FAILED_CODE"], missed["CALL_STATUS"], missed["CALL_VOTE"]) == ("304", 0, None)
    activity = app("crm.activity.get", id=missed["CRM_ACTIVITY_ID"])
    assert (activity["COMPLETED"], activity["SETTINGS"]) == ("N", {"MISSED_CALL": True})
    out = ended(app, TYPE=1, DURATION=0, STATUS_CODE="486", FAILED_REASON="Busy")
    assert (out["CALL_FAILED_CODE"], out["CALL_FAILED_REASON"], out["INCOMING"]) == ("486", "Busy", "1")
    activity = app("crm.activity.get", id=out["CRM_ACTIVITY_ID"])
    assert (activity["COMPLETED"], activity["DIRECTION"]) == ("Y", "2")
    assert ended(app, STATUS_CODE="999", EXTERNAL_CALL_ID="b")["CALL_FAILED_CODE"] == "OTHER"


def test_an_unknown_number_becomes_a_lead_of_whoever_ends_the_call(app: AppApi) -> None:
    assert register(app)["CRM_ENTITY_ID"] is None
    begun = register(app, CRM_CREATE=1, CRM_SOURCE="WEB", EXTERNAL_CALL_ID="a")
    lead = begun["CRM_CREATED_LEAD"]
    assert begun["CRM_CREATED_ENTITIES"] == [{"ENTITY_TYPE": "LEAD", "ENTITY_ID": lead}]
    assert (begun["CRM_ENTITY_TYPE"], begun["CRM_ENTITY_ID"]) == ("LEAD", lead)
    made = app("crm.lead.get", id=lead)
    assert (made["SOURCE_ID"], made["ASSIGNED_BY_ID"], made["PHONE"][0]["VALUE"]) == ("WEB", "3", NUMBER)
    found = app("telephony.externalCall.finish", CALL_ID=begun["CALL_ID"], USER_ID=4)
    assert (found["CRM_ENTITY_TYPE"], found["CRM_ENTITY_ID"]) == ("LEAD", lead)
    assert app("crm.lead.get", id=lead)["ASSIGNED_BY_ID"] == "4"
    again = register(app, CRM_CREATE=1, EXTERNAL_CALL_ID="b")
    assert (again["CRM_CREATED_LEAD"], again["CRM_ENTITY_ID"]) == (None, lead)


def test_a_call_that_goes_out_makes_a_lead_where_its_line_does(app: AppApi) -> None:
    app("telephony.externalLine.add", NUMBER="7", CRM_AUTO_CREATE="N")
    out = {"TYPE": 1, "CRM_CREATE": 1}
    assert register(app, **out, LINE_NUMBER="7")["CRM_CREATED_LEAD"] is None
    assert register(app, TYPE=2, CRM_CREATE=1, LINE_NUMBER="7", PHONE_NUMBER="12345")["CRM_CREATED_LEAD"]
    app("telephony.externalLine.update", NUMBER="7", CRM_AUTO_CREATE="Y")
    assert register(app, **out, LINE_NUMBER="7", EXTERNAL_CALL_ID="b")["CRM_CREATED_LEAD"]


def test_a_lead_that_cannot_be_made_does_not_keep_a_call_from_beginning(app: AppApi) -> None:
    def close(tx: Transaction) -> None:
        role = roles.find(tx, "salesperson")
        assert role is not None
        roles.set_rules(tx, role, {})

    app.wire.portal.store.write_now(close)
    begun = register(app.as_user(3), CRM_CREATE=1)
    assert begun["CRM_CREATED_LEAD"] is None and begun["LEAD_CREATION_ERROR"]
    assert begun["CRM_ENTITY_TYPE"] is None


def test_the_same_call_is_registered_once(app: AppApi, wire: Wire) -> None:
    first = register(app, EXTERNAL_CALL_ID="a", LINE_NUMBER="3")
    assert register(app, CRM_CREATE=1, CALL_START_DATE="2026-03-07T10:20:30+03:00") == first
    assert register(app, EXTERNAL_CALL_ID="a") == first
    others = [{"EXTERNAL_CALL_ID": "b"}, {"TYPE": 1}, {"USER_ID": 1}, {"LINE_NUMBER": "4"}, {"PHONE_NUMBER": "1"}]
    assert first["CALL_ID"] not in [register(app, **each)["CALL_ID"] for each in others]
    other = app_of(wire, 1, SCOPES)
    assert register(other)["CALL_ID"] != first["CALL_ID"]
    refused = other.send("telephony.externalCall.finish", CALL_ID=first["CALL_ID"], USER_ID=1)
    assert refused.error[2] == "Call is not found (call should be registered prior to finishing)"
    wire.freeze(wire.portal.clock.now() + 31 * 60)
    assert register(app)["CALL_ID"] != first["CALL_ID"]


def test_an_extension_names_a_user(app: AppApi) -> None:
    app.wire.portal.store.write_now(lambda tx: tx.update(USER, {"ID": 4}, {"UF_PHONE_INNER": "117"}))
    begun = register(app, USER_ID=None, USER_PHONE_INNER="117")
    found = app("telephony.externalCall.finish", CALL_ID=begun["CALL_ID"], USER_PHONE_INNER="117")
    assert found["PORTAL_USER_ID"] == 4


def test_clients_are_found_by_a_phone_in_any_writing(app: AppApi, clara: AppApi) -> None:
    contact, company = a_client(app, ASSIGNED_BY_ID=3), a_client(app, "company", "49 30 901 820", ASSIGNED_BY_ID=3)
    hidden = a_client(app, phone="004930901820", OPENED="N", ASSIGNED_BY_ID=1)
    short = a_client(app, phone="4455")
    found = app("telephony.externalCall.searchCrmEntities", PHONE_NUMBER="+4930901820")
    assert [(each["CRM_ENTITY_TYPE"], each["CRM_ENTITY_ID"]) for each in found] == [
        ("CONTACT", contact),
        ("CONTACT", hidden),
        ("COMPANY", company),
    ]
    assert (found[0]["NAME"], found[0]["ASSIGNED_BY_ID"], found[2]["NAME"]) == ("Ann Lee", 3, "Bloom")
    assert found[0]["ASSIGNED_BY"] | {"ID": "3", "TIMEMAN_STATUS": "CLOSED"} == found[0]["ASSIGNED_BY"]
    assert set(found[0]["ASSIGNED_BY"]) >= {"USER_PHONE_INNER", "WORK_PHONE", "PERSONAL_PHONE", "PERSONAL_MOBILE"}
    seen = clara("telephony.externalCall.searchCrmEntities", PHONE_NUMBER=NUMBER)
    assert [each["CRM_ENTITY_ID"] for each in seen] == [contact, company]
    found = app("telephony.externalCall.searchCrmEntities", PHONE_NUMBER="4455")
    assert [each["CRM_ENTITY_ID"] for each in found] == [short]
    assert app("telephony.externalCall.searchCrmEntities", PHONE_NUMBER="445") == []
    assert app("telephony.externalCall.searchCrmEntities", PHONE_NUMBER="4930") == []
    refused = app.send("telephony.externalCall.searchCrmEntities")
    assert refused.error == (400, "ERROR_CORE", "PHONE_NUMBER is empty")


def test_cards_are_shown_until_they_are_hidden_or_the_call_ends(app: AppApi, wire: Wire) -> None:
    def seeing() -> list[int]:
        with wire.portal.store.snapshot() as tx:
            return [row[0] for row in tx.all(Query(select(cards.CARD.c.USER_ID).order_by(cards.CARD.c.USER_ID)))]

    call = register(app)["CALL_ID"]
    assert seeing() == [3]
    hook = api_of(wire, 1, "telephony")
    assert hook("telephony.externalCall.show", CALL_ID=call, USER_ID=[1, 3, 4, 999, "x"]) is True
    assert seeing() == [1, 3, 4]
    assert hook("telephony.externalCall.hide", CALL_ID=call, USER_ID="4") is True
    assert seeing() == [1, 3]
    assert hook("telephony.externalCall.hide", CALL_ID=call) is True
    assert seeing() == []
    assert hook("telephony.externalCall.show", CALL_ID=call) is True
    assert seeing() == [3]
    app("telephony.externalCall.finish", CALL_ID=call, USER_ID=3)
    assert seeing() == []
    for verb in ("show", "hide"):
        assert hook(f"telephony.externalCall.{verb}", CALL_ID=call) is False
    register(app, SHOW=0)
    assert seeing() == []


def test_the_user_is_told_of_a_call_by_a_notice(app: AppApi, clara: AppApi) -> None:
    def notices() -> list[str]:
        return [each["text"] for each in clara("im.notify.get")["notifications"] if "call" in each["text"].lower()]

    call = register(app)["CALL_ID"]
    assert notices() == [f"Incoming call from {NUMBER}"]
    app("telephony.externalCall.finish", CALL_ID=call, USER_ID=3, DURATION=95)
    assert notices() == [f"Incoming call from {NUMBER}, 1:35"]
    ended(app, ADD_TO_CHAT=0)
    assert len(notices()) == 2
    register(app, ADD_TO_CHAT=0, TYPE=1)
    assert len(notices()) == 2


def test_applications_are_told_of_calls(app: AppApi) -> None:
    for event in ("OnVoximplantCallInit", "OnVoximplantCallStart", "OnVoximplantCallEnd"):
        app("event.bind", event=event, handler="http://localhost:1/")
    for event in ("OnExternalCallStart", "OnExternalCallBackStart"):
        assert app("event.bind", event=event, handler="http://localhost:1/") is True
    a_client(app)
    found = ended(app, TYPE=1, DURATION=0, FAILED_REASON="Call canceled")
    call = found["CALL_ID"]
    assert told(app) == [
        (
            "ONVOXIMPLANTCALLINIT",
            {"CALL_ID": call, "CALL_TYPE": 1, "CALLER_ID": NUMBER, "REST_APP_ID": app.app.id},
        ),
        ("ONVOXIMPLANTCALLSTART", {"CALL_ID": call, "USER_ID": 3}),
        (
            "ONVOXIMPLANTCALLEND",
            {
                **{"CALL_ID": call, "CALL_TYPE": 1, "PHONE_NUMBER": NUMBER, "PORTAL_NUMBER": "REST_APP:"},
                **{"PORTAL_USER_ID": 3, "CALL_DURATION": 0, "CALL_START_DATE": found["CALL_START_DATE"], "COST": 0.0},
                **{"COST_CURRENCY": "", "CALL_FAILED_CODE": "304", "CALL_FAILED_REASON": "Call canceled"},
                "CRM_ACTIVITY_ID": found["CRM_ACTIVITY_ID"],
            },
        ),
    ]
    register(app)
    assert [event for event, _ in told(app)][3:] == ["ONVOXIMPLANTCALLINIT"]


def test_webhooks_neither_begin_nor_end_calls(wire: Wire) -> None:
    for verb in ("register", "finish"):
        refused = api_of(wire, 1, "telephony").send(f"telephony.externalCall.{verb}", **CALL_IN, CALL_ID="x")
        assert refused.error == (403, "WRONG_AUTH_TYPE", "Current authorization type is denied for this method")


def test_calls_that_have_not_ended_go_with_the_application(app: AppApi, wire: Wire) -> None:
    a_client(app)
    ended(app)
    register(app, EXTERNAL_CALL_ID="b")
    portal = wire.portal
    portal.store.write_now(lambda tx: applications.uninstall(tx, portal.clock, app.app))
    with portal.store.snapshot() as tx:
        assert tx.all(Query(select(CALL.c.ID))) == []
        assert list(broken(tx)) == []
    assert len(api_of(wire, 1, "telephony")("voximplant.statistic.get")) == 1
