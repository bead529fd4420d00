"""Why a request was refused, as its page in the log says it."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from homeport.core.rights import Operation
from homeport.domain.portal.apps import apps
from homeport.domain.user import staff
from homeport.reference.refusals import subject_of
from tests.apps import app_of
from tests.conftest import Wire, api_of
from tests.oauth.browser import Browser
from tests.oauth.conftest import browser

__all__ = ["browser"]

LOG = "/developer/requests/"
Cause = Callable[[Wire], object]


def _call(wire: Wire, method: str, **params: Any) -> None:
    api_of(wire, 3, "crm").send(method, **params)


def _wrong_code(wire: Wire) -> None:
    wire.send("/rest/1/wrongwrongwrong1/profile")


def _dismissed(wire: Wire) -> None:
    api = api_of(wire, 4)
    wire.portal.store.write_now(lambda tx: staff.dismiss(tx, 4))
    api.send("profile")


def _many(wire: Wire) -> None:
    wire.set(rate_limit={"bucket": 1, "leak": 0})
    api = api_of(wire, 3)
    for _ in range(3):
        api.send("profile")


def _blocked_app(wire: Wire) -> None:
    app = app_of(wire, 1)
    wire.portal.store.write_now(lambda tx: apps.block(tx, app.app.id, True))
    app.send("profile")


def _expired(wire: Wire) -> None:
    app = app_of(wire, 1)
    wire.freeze(wire.portal.clock.now() + 3700)
    app.send("profile")


CAUSES: dict[str, tuple[Cause, str]] = {
    "scope": (lambda wire: _call(wire, "user.get"), "needs the scope user or user_brief or user_basic"),
    "not built": (lambda wire: _call(wire, "rpa.type.add"), "is documented and not built here"),
    "no such": (lambda wire: _call(wire, "no.such.method"), "no such method in the documentation either"),
    "version": (lambda wire: _call(wire, "rest.scope.list"), "belongs to the other version of REST"),
    "parameter": (lambda wire: _call(wire, "crm.activity.binding.list"), "A parameter is missing"),
    "nobody": (lambda wire: wire.send("/rest/profile"), "neither a webhook's code"),
    "wrong code": (_wrong_code, "No webhook of the user has this code"),
    "dismissed": (_dismissed, "its user was dismissed"),
    "too many": (_many, "The bucket holds 1 and loses 0 a second"),
    "blocked": (_blocked_app, "An operator has blocked"),
    "expired": (_expired, "The access token's hour is over"),
    "webhook": (lambda wire: _call(wire, "app.option.get"), "ACCESS_DENIED"),
    "access": (lambda wire: _call(wire, "crm.deal.update", id=2, fields={"TITLE": "X"}), "may not write deal 2"),
    "item": (lambda wire: _call(wire, "crm.item.get", entityTypeId=2, id=2), "may not read deal 2"),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_the_cause_of_a_refusal_is_told(browser: Browser, wire: Wire, cause: str) -> None:
    browser.sign_in(1)
    make, said = CAUSES[cause]
    make(wire)
    if cause == "expired":
        wire.set(clock={"frozen_at": None, "offset": 0.0})
    found = re.search(rf'href="{LOG}([0-9a-f]+-[0-9a-f]+)/"', browser.get(LOG).body.decode())
    assert found
    text = browser.page(f"{LOG}{found[1]}/").text
    assert said in text


def test_what_went_well_needs_no_reason(browser: Browser, wire: Wire) -> None:
    browser.sign_in(1)
    _call(wire, "crm.activity.binding.list", activityId=1)
    found = re.search(rf'href="{LOG}([0-9a-f]+-[0-9a-f]+)/"', browser.get(LOG).body.decode())
    assert found
    assert " Why " not in browser.page(f"{LOG}{found[1]}/").text


@pytest.mark.parametrize(
    ("method", "params", "subject"),
    [
        ("crm.activity.binding.list", {"activityId": "7"}, (Operation.READ, "activity", 7)),
        ("crm.activity.binding.add", {"ACTIVITYID": 7, "entityId": 1}, (Operation.WRITE, "activity", 7)),
        ("crm.activity.todo.update", {"id": 3}, (Operation.WRITE, "activity", 3)),
        ("crm.deal.delete", {"ID": 5}, (Operation.DELETE, "deal", 5)),
        ("crm.item.update", {"entityTypeId": 130, "id": 5}, (Operation.WRITE, "130", 5)),
        ("crm.deal.list", {"filter": {"ID": 5}}, None),
        ("crm.deal.productrows.get", {"id": 5}, None),
        ("crm.item.get", {"id": 5}, None),
        ("crm.deal.get", {"id": [1]}, None),
        ("crm.deal.get", {"id": True}, None),
        ("crm.deal.get", {"id": "٣"}, None),
        ("crm.deal.get", None, None),
        ("user.get", {"ID": 1}, None),
    ],
)
def test_what_a_call_is_about_is_told_where_it_can_be(method: str, params: Any, subject: Any) -> None:
    assert subject_of(method, json.loads(json.dumps(params))) == subject
