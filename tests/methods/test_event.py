"""``event.*`` and ``events``: what applications can be told of, and who decides whose tokens a call carries."""

from typing import Any

import pytest

from homeport.domain.events.subscriptions import MAX_OF_USER
from homeport.domain.user import staff
from tests.apps import AppApi, app_of
from tests.conftest import Wire

URL = "https://app.example.test/events"


@pytest.fixture
def app(wire: Wire) -> AppApi:
    """The administrator, by an application."""
    return app_of(wire, 1, "crm")


@pytest.fixture
def seller_app(app: AppApi) -> AppApi:
    """The salesperson, by the same application."""
    return app.as_user(3)


def bind(app: AppApi, event: str = "ONCRMLEADADD", **params: Any) -> Any:
    return app("event.bind", **{"event": event, "handler": URL, **params})


def refusal(app: AppApi, method: str = "event.bind", **params: Any) -> tuple[int, str, str]:
    return app.send(method, **{"event": "ONCRMLEADADD", "handler": URL, **params}).error


def bound(app: AppApi) -> list[tuple[str, str, str]]:
    return [(each["event"], each["handler"], each["auth_type"]) for each in app("event.get")]


def test_a_handler_is_bound_shown_and_unbound(app: AppApi) -> None:
    assert bind(app, "onCrmLeadAdd") is True
    assert app("event.get") == [{"event": "ONCRMLEADADD", "handler": URL, "auth_type": "0", "offline": 0}]
    assert app("event.unbind", event="OnCrmLeadAdd", handler=URL) == {"count": 1}
    assert app("event.get") == []
    assert app("event.unbind", event="ONCRMLEADADD", handler=URL) == {"count": 0}


@pytest.mark.parametrize("method", ["event.bind", "event.unbind", "event.get", "events"])
def test_webhooks_have_no_handlers(admin: Any, method: str) -> None:
    assert admin.refused(method, event="ONCRMLEADADD", handler=URL) == (403, "WRONG_AUTH_TYPE")


@pytest.mark.parametrize(
    ("params", "refused"),
    [
        ({"event": "ONNOTHING"}, (400, "ERROR_EVENT_NOT_FOUND", "Event not found")),
        ({"event": "ONCRMDYNAMICITEMADD_999"}, (400, "ERROR_EVENT_NOT_FOUND", "Event not found")),
        ({"event": "ONUSERADD"}, (400, "ERROR_EVENT_NOT_FOUND", "Event not found")),
        ({"event": ""}, (400, "ERROR_ARGUMENT", "Argument 'EVENT' is null or empty")),
        ({"event": ["x"]}, (400, "ERROR_ARGUMENT", "The value of an argument 'EVENT' must be of type string")),
        ({"handler": None}, (400, "ERROR_ARGUMENT", "Argument 'HANDLER' is null or empty")),
        ({"handler": "ftp://app.example.test/"}, (400, "ERROR_UNSUPPORTED_PROTOCOL")),
        ({"handler": "https://"}, (400, "ERROR_WRONG_HANDLER_URL")),
        ({"auth_type": "x"}, (400, "ERROR_ARGUMENT")),
        ({"auth_type": 999}, (400, "ERROR_ARGUMENT")),
    ],
)
def test_what_cannot_be_bound_is_refused(app: AppApi, params: dict[str, Any], refused: tuple[Any, ...]) -> None:
    assert refusal(app, **params)[: len(refused)] == refused
    assert app("event.get") == []


def test_a_public_portal_calls_no_addresses_inside(wire: Wire, app: AppApi) -> None:
    wire.set(handlers="public")
    assert refusal(app, handler="http://localhost/events")[:2] == (400, "ERROR_WRONG_HANDLER_URL")


def test_somebody_who_is_no_administrator_binds_a_few(app: AppApi, seller_app: AppApi) -> None:
    for number in range(MAX_OF_USER):
        bind(seller_app, handler=f"{URL}?{number}")
    assert refusal(seller_app, handler=f"{URL}?more") == (400, "ERROR_CORE", "Unable to set event handler")
    assert len(bound(seller_app)) == MAX_OF_USER
    for number in range(MAX_OF_USER + 1):
        bind(app, handler=f"{URL}?{number}")
    assert seller_app("event.unbind", event="ONCRMLEADADD", handler=f"{URL}?1") == {"count": 1}
    bind(seller_app, handler=f"{URL}?more")


def test_the_same_handler_is_bound_once_for_each_user(app: AppApi) -> None:
    bind(app)
    assert refusal(app) == (400, "ERROR_CORE", "Unable to set event handler")
    bind(app, auth_type=3)
    bind(app, handler=f"{URL}?other")
    assert bound(app) == [
        ("ONCRMLEADADD", URL, "0"),
        ("ONCRMLEADADD", URL, "3"),
        ("ONCRMLEADADD", f"{URL}?other", "0"),
    ]


def test_handlers_are_unbound_by_what_is_said(app: AppApi) -> None:
    def fill() -> None:
        app("event.unbind")
        for event in ("ONCRMLEADADD", "ONCRMDEALADD"):
            for auth_type in (0, 3):
                bind(app, event, auth_type=auth_type)

    for params, count in (
        ({}, 4),
        ({"event": "ONCRMLEADADD"}, 2),
        ({"event": "ONCRMLEADADD", "handler": URL, "auth_type": 3}, 1),
        ({"event": "ONCRMLEADADD", "handler": URL, "auth_type": ""}, 1),
        ({"event": "ONCRMLEADADD", "handler": URL, "auth_type": 0}, 1),
        ({"auth_type": 1}, 0),
        ({"handler": f"{URL}?other"}, 0),
    ):
        fill()
        assert app("event.unbind", **params) == {"count": count}, params
        assert len(bound(app)) == 4 - count


def test_anyone_but_an_administrator_has_handlers_of_his_own_alone(app: AppApi, seller_app: AppApi) -> None:
    bind(app)
    bind(seller_app)
    assert bound(seller_app) == [("ONCRMLEADADD", URL, "3")]
    assert bound(app) == [("ONCRMLEADADD", URL, "0"), ("ONCRMLEADADD", URL, "3")]
    bind(seller_app, "ONCRMDEALADD", auth_type=3)
    denied = "Access denied! Event {verb} with AUTH_TYPE requires administrator access rights"
    assert refusal(seller_app, auth_type=1) == (403, "ACCESS_DENIED", denied.format(verb="binding"))
    assert refusal(seller_app, auth_type=0)[:2] == (403, "ACCESS_DENIED")
    assert refusal(seller_app, "event.unbind", auth_type=1) == (403, "ACCESS_DENIED", denied.format(verb="unbinding"))
    assert seller_app("event.unbind") == {"count": 2}
    assert bound(app) == [("ONCRMLEADADD", URL, "0")]


def test_offline_events_are_for_administrators(seller_app: AppApi) -> None:
    text = "Access denied! Offline events {verb} requires administrator access rights"
    for method, verb in (("event.bind", "binding"), ("event.unbind", "unbinding")):
        assert refusal(seller_app, method, event_type="offline") == (403, "ACCESS_DENIED", text.format(verb=verb))


def test_applications_do_not_see_each_others_handlers(wire: Wire, app: AppApi) -> None:
    bind(app)
    other = app_of(wire, 1, "crm", title="Other")
    assert other("event.get") == []
    assert other("event.unbind") == {"count": 0}
    assert len(bound(app)) == 1


def test_events_are_listed_by_the_scopes_that_the_application_has(wire: Wire, app: AppApi) -> None:
    listed = app("events")
    assert listed[:2] == ["ONAPPUNINSTALL", "ONAPPINSTALL"]
    assert {
        "ONCRMLEADADD", "ONCRMDEALMOVETOCATEGORY", "ONCRMACTIVITYUPDATE", "ONCRMTIMELINECOMMENTDELETE",
        "ONCRMDYNAMICITEMADD", "ONCRMDYNAMICITEMADD_130", "ONCRMDYNAMICITEMADD_31", "ONCRMTYPEADD",
    } <= set(listed)  # fmt: skip
    assert len(listed) == len(set(listed))
    assert "ONUSERADD" not in listed
    assert "ONUSERADD" in app("events", FULL=True)
    assert app("events", SCOPE="user") == []
    assert app_of(wire, 3, "user", title="Other")("events", SCOPE="user", FULL=True) == ["ONUSERADD"]


def test_every_event_listed_can_be_bound(app: AppApi) -> None:
    for event in app("events"):
        assert bind(app, event) is True
    assert [each[0] for each in bound(app)] == app("events")


def test_a_dismissed_user_is_nobody_to_act_for(wire: Wire, app: AppApi) -> None:
    wire.portal.store.write_now(lambda tx: staff.dismiss(tx, 4))
    assert refusal(app, auth_type=4)[:2] == (400, "ERROR_ARGUMENT")
