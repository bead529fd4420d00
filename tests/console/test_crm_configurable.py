"""Configurable activities on pages: who is told of what is set off, and badges on the board."""

import json
from typing import Any

import pytest

from homeport.domain.events import outbox
from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire
from tests.console.crm import Person
from tests.methods.test_activity_configurable import LAYOUT, configured

DEAL = 5


@pytest.fixture
def app(wire: Wire) -> AppApi:
    return app_of(wire, 1, "crm")


def waiting(wire: Wire) -> list[outbox.Call]:
    with wire.portal.store.snapshot() as tx:
        return [call for call in outbox.listed(tx) if call.event == "ONCRMTIMELINEITEMACTION"]


def act(person: Person, app: AppApi, activity: int, **said: Any) -> int:
    action = {"itemType": 2, "itemId": activity, "app": app.app.id, "id": "callBack", **said}
    return person.send(f"/crm/deal/{DEAL}/actions/", action=json.dumps(action)).status


def test_only_the_application_that_described_an_action_is_told(wire: Wire, ada: Person, app: AppApi) -> None:
    other, activity = app_of(wire, 1, "crm"), configured(app, DEAL)
    for each in (app, other):
        each("event.bind", event="onCrmTimelineItemAction", handler="https://app.example.test/told")
    assert act(ada, app, activity) == 200
    (call,) = waiting(wire)
    assert call.client_id == app.app.client_id


def test_what_no_layout_has_is_not_set_off(wire: Wire, ada: Person, app: AppApi) -> None:
    other, activity = app_of(wire, 1, "crm"), configured(app, DEAL)
    for each in (app, other):
        each("event.bind", event="onCrmTimelineItemAction", handler="https://app.example.test/told")
    assert act(ada, app, activity, id="other") == 400
    assert act(ada, app, activity, params={"amount": 7}) == 400
    assert act(ada, other, activity) == 400
    assert act(ada, app, 999_999) == 400
    assert ada.send(f"/crm/deal/{DEAL}/actions/", action="no JSON").status == 400
    assert waiting(wire) == []


def test_the_board_shows_the_badge_of_an_activity_that_is_not_completed(ada: Person, admin: Api, app: AppApi) -> None:
    admin("crm.activity.badge.add", code="late", title="Pallets", value="Late", type="failure")
    activity = configured(app, DEAL, LAYOUT, badgeCode="late")
    assert '<span class="badge bad">LATE</span>' in ada.text("/crm/deal/board/")
    app("crm.activity.configurable.update", id=activity, fields={"completed": True})
    assert "LATE" not in ada.text("/crm/deal/board/")
