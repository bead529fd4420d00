"""``widget-as-detail-tab.md``: an application's tab on the cards of deals."""

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire

DEAL = 2
HANDLER = "https://app.example.test/tab"


@pytest.fixture
def app(wire: Wire) -> AppApi:
    """The administrator, by an application."""
    return app_of(wire, 1, "crm,placement")


def test_a_tab_is_bound_and_shows_the_deal(app: AppApi) -> None:
    names = {"en": {"TITLE": "Deal Data"}, "de": {"TITLE": "Daten"}}
    bound = app("placement.bind", PLACEMENT="CRM_DEAL_DETAIL_TAB", HANDLER=HANDLER, TITLE="Deal Data", LANG_ALL=names)
    assert bound is True
    (found,) = app("placement.get")
    assert (found["placement"], found["handler"]) == ("CRM_DEAL_DETAIL_TAB", HANDLER)
    deal = app("crm.item.add", entityTypeId=DEAL, fields={"title": "Preparing offer"})["item"]["id"]
    item = app("crm.item.get", entityTypeId=DEAL, id=str(deal))["item"]
    assert (item["id"], item["title"], item["stageId"]) == (deal, "Preparing offer", "NEW")


@pytest.mark.parametrize("kind", ["LEAD", "CONTACT", "COMPANY", "SMART_INVOICE"])
def test_the_cards_of_other_records_have_tabs_too(app: AppApi, kind: str) -> None:
    assert app("placement.bind", PLACEMENT=f"CRM_{kind}_DETAIL_TAB", HANDLER=HANDLER, TITLE="Data") is True


def test_a_webhook_binds_none(admin: Api) -> None:
    status, code = admin.refused("placement.bind", PLACEMENT="CRM_DEAL_DETAIL_TAB", HANDLER=HANDLER)
    assert (status, code) == (403, "WRONG_AUTH_TYPE")
