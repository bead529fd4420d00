"""Events: every change is told once it is made and only then, in order, with tokens of whoever made it."""

from typing import Any

import pytest
from b24pysdk.credentials import OAuthEventData

from homeport.domain.crm.stages import categories
from homeport.domain.portal.apps.tables import APP
from homeport.domain.portal.people import users
from homeport.domain.portal.settings import clock_of
from homeport.domain.user import staff
from homeport.testing.credentials import Application, Refused, call
from homeport.testing.portal import LocalPortal
from tests.deliver.conftest import Applications
from tests.handler import Handler


@pytest.fixture
def app(portal: LocalPortal) -> Application:
    """An application that is told of nothing yet."""
    return portal.app(scope="crm,user")


def bind(app: Application, handler: Handler, *events: str, **params: Any) -> None:
    for event in events or app.call("events"):
        app.call("event.bind", event=event, handler=handler.url, **params)


def told(handler: Handler, count: int) -> list[tuple[str, Any]]:
    """The next calls: event and data."""
    return [(each["event"], each.get("data")) for each in (handler.next() for _ in range(count))]


def of(entity_id: Any, **more: Any) -> dict[str, Any]:
    return {"FIELDS": {"ID": str(entity_id), **{name: str(value) for name, value in more.items()}}}


def test_a_call_has_the_documented_form_and_a_token_that_works(
    app: Application, portal: LocalPortal, handler: Handler
) -> None:
    bind(app, handler, "onCrmLeadAdd")
    lead = app.call("crm.lead.add", user=3, fields={"TITLE": "A lead"})
    body = handler.next()
    auth = body.pop("auth")
    assert body == {
        "event": "ONCRMLEADADD",
        "event_handler_id": body["event_handler_id"],
        "data": {"FIELDS": {"ID": str(lead)}},
        "ts": body["ts"],
    }
    assert int(body["event_handler_id"]) > 0
    assert auth == {
        "access_token": auth["access_token"],
        "expires": str(int(body["ts"]) + 3600),
        "expires_in": "3600",
        "scope": "crm,user",
        "domain": portal.https.removeprefix("https://"),
        "server_endpoint": f"{portal.https}/rest/",
        "client_endpoint": f"{portal.https}/rest/",
        "status": "L",
        "member_id": auth["member_id"],
        "user_id": "3",
        "application_token": app.application_token,
    }
    assert call(f"{portal.http}/rest/profile", {"auth": auth["access_token"]})["ID"] == "3"


def test_a_call_is_read_by_b24pysdk(app: Application, handler: Handler) -> None:
    bind(app, handler, "ONCRMLEADADD")
    app.call("crm.lead.add", fields={"TITLE": "A lead"})
    body = handler.next()
    flat = {f"auth[{name}]": value for name, value in body["auth"].items()}
    flat |= {name: body[name] for name in ("event", "event_handler_id", "ts")}
    event = OAuthEventData.from_dict(flat)
    assert (event.event, event.auth.scope, event.auth.status.value) == ("ONCRMLEADADD", ["crm", "user"], "L")
    assert event.auth.oauth_token is not None
    assert (event.auth.oauth_token.expires_in, event.auth.oauth_token.refresh_token) == (3600, None)


@pytest.mark.parametrize("noun", ["lead", "deal", "contact", "company", "quote"])
def test_every_change_of_a_record_is_told_in_both_spellings(app: Application, handler: Handler, noun: str) -> None:
    type_id = {"lead": 1, "deal": 2, "contact": 3, "company": 4, "quote": 7}[noun]
    bind(app, handler)
    first = app.call(f"crm.{noun}.add", fields={"TITLE": "A", "NAME": "A"})
    app.call(f"crm.{noun}.update", id=first, fields={"COMMENTS": "Changed"})
    app.call(f"crm.{noun}.delete", id=first)
    second = app.call("crm.item.add", entityTypeId=type_id, fields={"title": "A", "name": "A"})["item"]["id"]
    app.call("crm.item.update", entityTypeId=type_id, id=second, fields={"comments": "Changed"})
    app.call("crm.item.delete", entityTypeId=type_id, id=second)
    expected = [
        (f"ONCRM{noun.upper()}{verb}", of(record)) for record in (first, second) for verb in ("ADD", "UPDATE", "DELETE")
    ]
    assert told(handler, 6) == expected
    assert handler.is_idle


@pytest.mark.parametrize("type_id", [31, 130])
def test_items_have_an_event_of_all_types_and_one_of_their_own(
    app: Application, handler: Handler, type_id: int
) -> None:
    bind(app, handler)
    item = app.call("crm.item.add", entityTypeId=type_id, fields={"title": "A"})["item"]["id"]
    app.call("crm.item.update", entityTypeId=type_id, id=item, fields={"title": "B"})
    app.call("crm.item.delete", entityTypeId=type_id, id=item)
    expected = [
        (f"ONCRMDYNAMICITEM{verb}{suffix}", of(item, ENTITY_TYPE_ID=type_id))
        for verb in ("ADD", "UPDATE", "DELETE")
        for suffix in ("", f"_{type_id}")
    ]
    assert told(handler, 6) == expected


def test_a_deal_that_moves_to_another_pipeline_is_told_as_that_too(
    app: Application, portal: LocalPortal, handler: Handler
) -> None:
    category = portal.write(lambda tx: categories.add(tx, 2, "Wholesale"))
    deal = app.call("crm.deal.add", fields={"TITLE": "A deal"})
    bind(app, handler)
    app.call("crm.item.update", entityTypeId=2, id=deal, fields={"categoryId": category})
    moved = of(deal, CATEGORY_ID=category, STAGE_ID=f"C{category}:NEW")
    assert told(handler, 2) == [("ONCRMDEALUPDATE", of(deal)), ("ONCRMDEALMOVETOCATEGORY", moved)]
    app.call("crm.item.update", entityTypeId=2, id=deal, fields={"categoryId": category, "title": "B"})
    app.call("crm.deal.delete", id=deal)
    assert told(handler, 2) == [("ONCRMDEALUPDATE", of(deal)), ("ONCRMDEALDELETE", of(deal))]


def test_activities_their_bindings_and_comments_are_told(app: Application, handler: Handler) -> None:
    bind(app, handler)
    todo = app.call("crm.activity.todo.add", ownerTypeId=2, ownerId=1, deadline="2030-01-01T10:00:00Z")["id"]
    app.call("crm.activity.update", id=todo, fields={"SUBJECT": "New"})
    app.call("crm.activity.binding.add", activityId=todo, entityTypeId=2, entityId=2)
    app.call("crm.activity.delete", id=todo)
    verbs = ("ADD", "UPDATE", "UPDATE", "DELETE")
    assert told(handler, 4) == [(f"ONCRMACTIVITY{verb}", of(todo)) for verb in verbs]
    comment = app.call(
        "crm.timeline.comment.add", fields={"ENTITY_TYPE": "deal", "ENTITY_ID": 1, "COMMENT": "A comment"}
    )
    app.call("crm.timeline.comment.update", id=comment, fields={"COMMENT": "Another"})
    app.call("crm.timeline.comment.delete", id=comment)
    expected = [(f"ONCRMTIMELINECOMMENT{verb}", {"ID": str(comment)}) for verb in ("ADD", "UPDATE", "DELETE")]
    assert told(handler, 3) == expected


def test_what_goes_with_a_record_is_told_too(app: Application, handler: Handler) -> None:
    deal = app.call("crm.deal.add", fields={"TITLE": "A deal"})
    todo = app.call("crm.activity.todo.add", ownerTypeId=2, ownerId=deal, deadline="2030-01-01T10:00:00Z")["id"]
    comment = app.call(
        "crm.timeline.comment.add", fields={"ENTITY_TYPE": "deal", "ENTITY_ID": deal, "COMMENT": "A comment"}
    )
    bind(app, handler)
    app.call("crm.deal.delete", id=deal)
    assert told(handler, 3) == [
        ("ONCRMACTIVITYDELETE", of(todo)),
        ("ONCRMTIMELINECOMMENTDELETE", {"ID": str(comment)}),
        ("ONCRMDEALDELETE", of(deal)),
    ]


def test_smart_processes_are_told(app: Application, handler: Handler) -> None:
    bind(app, handler)
    made = app.call("crm.type.add", fields={"title": "Berths"})["type"]["id"]
    app.call("crm.type.update", id=made, fields={"title": "Moorings"})
    app.call("crm.type.delete", id=made)
    assert told(handler, 3) == [(f"ONCRMTYPE{verb}", of(made)) for verb in ("ADD", "UPDATE", "DELETE")]


def test_currencies_are_told(app: Application, handler: Handler) -> None:
    bind(app, handler)
    app.call("crm.currency.add", fields={"CURRENCY": "CNY", "AMOUNT": 1, "AMOUNT_CNT": 10})
    app.call("crm.currency.update", id="CNY", fields={"AMOUNT": 2})
    app.call("crm.currency.localizations.set", id="CNY", localizations={"de": {"DECIMALS": 1}})
    app.call("crm.currency.localizations.set", id="CNY", localizations={})
    app.call("crm.currency.delete", id="CNY")
    verbs = ("ADD", "UPDATE", "UPDATE", "DELETE")
    assert told(handler, 4) == [(f"ONCRMCURRENCY{verb}", of("CNY")) for verb in verbs]


def test_a_new_user_is_told_without_tokens(app: Application, portal: LocalPortal, handler: Handler) -> None:
    bind(app, handler, "ONUSERADD")
    portal.write(
        lambda tx: staff.add(tx, clock_of(tx), name="Berta", last_name="Kai", email="b@example.test", departments=(1,))
    )
    body = handler.next()
    user = portal.read(users.listed)[-1]
    expected = {
        "ID": str(user["ID"]),
        "ACTIVE": "Y",
        "EMAIL": "b@example.test",
        "NAME": "Berta",
        "LAST_NAME": "Kai",
        "UF_DEPARTMENT": ["1"],
    }
    assert expected.items() <= body["data"].items()
    assert {"access_token", "user_id"} & body["auth"].keys() == set()
    assert (body["auth"]["application_token"], body["auth"]["scope"]) == (app.application_token, "crm,user")


def test_a_refused_change_and_one_that_changes_nothing_are_not_told(app: Application, handler: Handler) -> None:
    bind(app, handler)
    for fields in ({"STAGE_ID": "NOTHING"}, {"CURRENCY_ID": "no"}):
        with pytest.raises(Refused):
            app.call("crm.deal.update", id=1, fields=fields)
    app.call("crm.item.update", entityTypeId=2, id=1, fields={})
    commands = {"a": "crm.deal.update?id=1&fields[TITLE]=New", "b": "crm.deal.update?id=999999&fields[TITLE]=New"}
    app.call("batch", cmd=commands)
    assert told(handler, 1) == [("ONCRMDEALUPDATE", of(1))]
    assert handler.is_idle


def test_each_change_of_a_batch_is_told_in_order(app: Application, handler: Handler) -> None:
    bind(app, handler, "ONCRMLEADADD", "ONCRMLEADDELETE")
    cmd = {f"add{number}": f"crm.lead.add?fields[TITLE]={number}" for number in range(25)}
    cmd |= {f"delete{number}": f"crm.lead.delete?id=$result[add{number}]" for number in range(25)}
    answer = app.call("batch", cmd=cmd)
    leads = [answer["result"][f"add{number}"] for number in range(25)]
    assert told(handler, 50) == [
        *(("ONCRMLEADADD", of(lead)) for lead in leads),
        *(("ONCRMLEADDELETE", of(lead)) for lead in leads),
    ]


def test_tokens_are_of_the_user_that_the_handler_asks_for(app: Application, handler: Handler) -> None:
    bind(app, handler, "ONCRMLEADADD", auth_type=2)
    app.call("crm.lead.add", user=3, fields={"TITLE": "A lead"})
    assert handler.next()["auth"]["user_id"] == "2"


def test_a_handler_whose_user_was_dismissed_is_told_without_tokens(
    app: Application, portal: LocalPortal, handler: Handler
) -> None:
    bind(app, handler, "ONCRMLEADADD", auth_type=4)
    portal.dismiss(4)
    app.call("crm.lead.add", fields={"TITLE": "A lead"})
    assert "access_token" not in handler.next()["auth"]


def test_the_change_of_a_webhook_is_told_with_tokens_of_its_user(
    app: Application, portal: LocalPortal, handler: Handler
) -> None:
    bind(app, handler, "ONCRMLEADADD")
    portal.webhook(3).call("crm.lead.add", fields={"TITLE": "A lead"})
    assert handler.next()["auth"]["user_id"] == "3"


def test_an_application_is_told_nothing_before_it_is_installed_nor_beyond_its_scopes(
    portal: LocalPortal, handler: Handler
) -> None:
    waiting = portal.app("Waiting", "crm", handler=handler.url, install=handler.url, api_only=False)
    bind(waiting, handler, "ONCRMLEADADD")
    narrow = portal.app("Narrow", "crm")
    bind(narrow, handler, "ONCRMLEADADD")
    portal.write(lambda tx: tx.update(APP, {"ID": narrow.id}, {"SCOPES": "user"}))
    webhook = portal.webhook()
    webhook.call("crm.lead.add", fields={"TITLE": "Unheard"})
    waiting.install()
    assert handler.next()["event"] == "ONAPPINSTALL"
    lead = webhook.call("crm.lead.add", fields={"TITLE": "Heard"})
    assert told(handler, 1) == [("ONCRMLEADADD", of(lead))]
    assert handler.is_idle


def test_what_is_unbound_is_told_no_longer(app: Application, handler: Handler) -> None:
    bind(app, handler, "ONCRMLEADADD", "ONCRMLEADDELETE")
    app.call("event.unbind", event="ONCRMLEADADD")
    lead = app.call("crm.lead.add", fields={"TITLE": "A lead"})
    app.call("crm.lead.delete", id=lead)
    assert told(handler, 1) == [("ONCRMLEADDELETE", of(lead))]


def test_who_asked_to_hear_of_its_end_is_told_of_it(app: Application, handler: Handler) -> None:
    bind(app, handler, "ONAPPUNINSTALL", "ONCRMLEADADD")
    app.uninstall()
    body = handler.next()
    assert (body["event"], body["auth"]["application_token"]) == ("ONAPPUNINSTALL", app.application_token)
    assert "access_token" not in body["auth"]


def test_an_event_is_told_once_even_when_the_handler_fails(
    app: Application, portal: LocalPortal, handler: Handler
) -> None:
    handler.status = 500
    bind(app, handler, "ONCRMLEADADD")
    app.call("crm.lead.add", fields={"TITLE": "A lead"})
    handler.next()
    made = Applications(portal).tried()
    assert (made.attempts, made.outcome, made.next_at) == (1, "500", None)


def test_an_application_with_a_slow_handler_and_much_to_hear_does_not_hold_up_others(
    app: Application, portal: LocalPortal, handler: Handler
) -> None:
    bind(app, handler, "ONCRMLEADUPDATE")
    with Handler() as quick:
        other = portal.app("Quick", "crm")
        bind(other, quick, "ONCRMDEALUPDATE")
        handler.hold.clear()
        webhook = portal.webhook()
        many = {str(number): "crm.lead.update?id=1&fields[TITLE]=New" for number in range(50)}
        for _ in range(3):
            webhook.call("batch", cmd=many)
        webhook.call("crm.deal.update", id=1, fields={"TITLE": "New"})
        assert told(quick, 1) == [("ONCRMDEALUPDATE", of(1))]
        handler.hold.set()
        assert told(handler, 150) == [("ONCRMLEADUPDATE", of(1))] * 150
