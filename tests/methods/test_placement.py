"""``placement.*``: where applications show themselves."""

from typing import Any

import pytest

from homeport.domain.portal.apps.placement_codes import PLACES
from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire, api_of

HANDLER = "https://app.example.test/show?id=1"
SCOPES = "crm,placement,user,im,task"


@pytest.fixture
def app(wire: Wire) -> AppApi:
    """The administrator, by an application."""
    return app_of(wire, 1, SCOPES)


def bind(app: Api, placement: str = "CRM_DEAL_DETAIL_TAB", **params: Any) -> Any:
    return app("placement.bind", **{"PLACEMENT": placement, "HANDLER": HANDLER, **params})


def refusal(app: Api, **params: Any) -> tuple[int, str]:
    given = {"PLACEMENT": "CRM_DEAL_DETAIL_TAB", "HANDLER": HANDLER, **params}
    return app.refused("placement.bind", **given)


def test_placements_are_listed_by_the_scopes_that_the_application_has(wire: Wire) -> None:
    listed = app_of(wire, 3, "placement,crm")("placement.list")
    assert {"CRM_DEAL_DETAIL_TAB", "CRM_DYNAMIC_130_LIST_TOOLBAR", "LEFT_MENU", "REST_APP_URI"} <= set(listed)
    assert not [code for code in listed if code.startswith(("TASK_", "IM_CONTEXT", "CRM_XXX", "CRM_DYNAMIC_XXX"))]
    assert "CRM_DYNAMIC_31_DETAIL_TAB" not in listed, "smart invoices have a name of their own"
    without = app_of(wire, 3, "placement")("placement.list")
    assert sorted(without) == [
        "BI_ANALYTICS_MENU", "IM_SMILES_SELECTOR", "LEFT_MENU", "PAGE_BACKGROUND_WORKER", "REST_APP_URI",
    ]  # fmt: skip


def test_placements_are_listed_of_one_scope_or_of_all(app: AppApi) -> None:
    assert app("placement.list", SCOPE="user") == ["USER_PROFILE_MENU", "USER_PROFILE_TOOLBAR"]
    assert app("placement.list", SCOPE="calendar") == [], "a scope that the application lacks"
    everything = app("placement.list", FULL=True)
    assert {"CALENDAR_GRIDVIEW", "CALL_CARD", "LEFT_MENU", "TASK_VIEW_TAB"} <= set(everything)
    assert app("placement.list", SCOPE="user", FULL=True) == app("placement.list", SCOPE="user")
    assert len(everything) == len(set(everything)) > len(PLACES)


def test_a_handler_is_bound_shown_and_taken_away(app: AppApi) -> None:
    german = {"TITLE": "Bericht", "DESCRIPTION": "", "GROUP_NAME": "Dokumente"}
    assert bind(app, TITLE="Report", DESCRIPTION="Sales", GROUP_NAME="Documents", LANG_ALL={"de": german}) is True
    assert app("placement.get") == [
        {
            "placement": "CRM_DEAL_DETAIL_TAB",
            "userId": 0,
            "handler": HANDLER,
            "options": [],
            "title": "Report",
            "description": "Sales",
            "langAll": {"de": german, "en": {"TITLE": "Report", "DESCRIPTION": "Sales", "GROUP_NAME": "Documents"}},
        }
    ]
    assert app("placement.unbind", PLACEMENT="CRM_DEAL_DETAIL_TAB", HANDLER=HANDLER) == {"count": 2}
    assert app("placement.get") == []


def test_titles_come_from_the_translations_when_there_are_no_others(app: AppApi) -> None:
    bind(app, LANG_ALL={"de": {"TITLE": "Bericht"}, "en": {"TITLE": "Report"}})
    assert app("placement.get")[0]["title"] == "Report"


def test_several_handlers_may_be_at_one_placement_and_go_one_by_one_or_together(app: AppApi) -> None:
    for number in (1, 2, 3):
        bind(app, HANDLER=f"https://app.example.test/{number}")
    bind(app, "LEFT_MENU")
    assert app("placement.unbind", PLACEMENT="CRM_DEAL_DETAIL_TAB", HANDLER="https://app.example.test/2") == {
        "count": 2
    }
    assert app("placement.unbind", PLACEMENT="CRM_DEAL_DETAIL_TAB") == {"count": 4}
    assert app("placement.unbind", PLACEMENT="CRM_DEAL_DETAIL_TAB") == {"count": 0}
    assert [each["placement"] for each in app("placement.get")] == ["LEFT_MENU"]


def test_applications_do_not_see_each_others_handlers(wire: Wire, app: AppApi) -> None:
    other = app_of(wire, 1, SCOPES)
    bind(app)
    assert other("placement.get") == []
    assert other("placement.unbind", PLACEMENT="CRM_DEAL_DETAIL_TAB") == {"count": 0}
    assert len(app("placement.get")) == 1


@pytest.mark.parametrize("scopes", [SCOPES, "user"])
@pytest.mark.parametrize("method", ["placement.list", "placement.get", "placement.bind", "placement.unbind"])
def test_webhooks_are_refused_whatever_scopes_they_have(wire: Wire, method: str, scopes: str) -> None:
    hook = api_of(wire, 1, scopes)
    assert hook.send(method, PLACEMENT="LEFT_MENU", HANDLER=HANDLER).error == (
        403, "WRONG_AUTH_TYPE", "Current authorization type is denied for this method Application context required",
    )  # fmt: skip


@pytest.mark.parametrize("method", ["placement.get", "placement.bind", "placement.unbind"])
def test_whoever_does_not_administer_the_portal_is_refused(app: AppApi, method: str) -> None:
    answer = app.as_user(3).send(method, PLACEMENT="LEFT_MENU", HANDLER=HANDLER)
    assert answer.error == (403, "ACCESS_DENIED", "Access denied!")


def test_the_scope_placement_is_needed(wire: Wire) -> None:
    assert app_of(wire, 1, "crm").refused("placement.list") == (403, "insufficient_scope")


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({"PLACEMENT": None}, "Argument 'PLACEMENT' is null or empty"),
        ({"PLACEMENT": ""}, "Argument 'PLACEMENT' is null or empty"),
        ({"PLACEMENT": ["LEFT_MENU"]}, "The value of an argument 'PLACEMENT' must be of type string"),
        ({"PLACEMENT": False}, "The value of an argument 'PLACEMENT' must be of type string"),
        ({"HANDLER": ""}, "Argument 'HANDLER' is null or empty"),
        ({"HANDLER": {"a": 1}}, "The value of an argument 'HANDLER' must be of type string"),
        ({"TITLE": ["x"]}, "The value of an argument 'TITLE' must be of type string, up to 255 characters"),
        ({"TITLE": "x" * 256}, "The value of an argument 'TITLE' must be of type string, up to 255 characters"),
    ],
)
def test_an_argument_that_is_missing_or_unfit_is_named(app: AppApi, params: dict[str, Any], text: str) -> None:
    given = {"PLACEMENT": "LEFT_MENU", "HANDLER": HANDLER, **params}
    assert app.send("placement.bind", **given).error == (400, "ERROR_ARGUMENT", text)
    assert app("placement.get") == []


@pytest.mark.parametrize("code", ["CRM_LEAD_NOWHERE", "CRM_XXX_DETAIL_TAB", "CRM_DYNAMIC_999_DETAIL_TAB", "CALL_CARD"])
def test_a_placement_that_does_not_exist_or_needs_another_scope_is_not_found(app: AppApi, code: str) -> None:
    assert refusal(app, PLACEMENT=code) == (400, "ERROR_PLACEMENT_NOT_FOUND")


def test_a_handler_is_an_http_address(app: AppApi) -> None:
    assert refusal(app, HANDLER="javascript:alert(1)") == (400, "ERROR_UNSUPPORTED_PROTOCOL")
    assert refusal(app, HANDLER="ftp://app.example.test/") == (400, "ERROR_UNSUPPORTED_PROTOCOL")
    assert refusal(app, HANDLER="https://user:pass@app.example.test/") == (400, "ERROR_WRONG_HANDLER_URL")
    assert refusal(app, HANDLER="https://") == (400, "ERROR_WRONG_HANDLER_URL")


def test_a_public_portal_binds_public_addresses_only(wire: Wire, app: AppApi) -> None:
    assert bind(app, HANDLER="http://localhost:3000/") is True
    wire.set(handlers="public")
    assert refusal(app, HANDLER="http://localhost:3000/") == (400, "ERROR_WRONG_HANDLER_URL")
    assert refusal(app, HANDLER="https://10.0.0.7/") == (400, "ERROR_WRONG_HANDLER_URL")
    assert bind(app) is True


def test_only_the_background_worker_may_be_one_users(app: AppApi) -> None:
    assert app.send("placement.bind", PLACEMENT="LEFT_MENU", HANDLER=HANDLER, USER_ID=3).error == (
        400, "ERROR_PLACEMENT_USER_MODE", "User mode is not available",
    )  # fmt: skip
    options = {"errorHandlerUrl": "https://app.example.test/error", "other": "dropped"}
    assert refusal(app, PLACEMENT="PAGE_BACKGROUND_WORKER") == (400, "EMPTY_ERROR_HANDLER_URL")
    bind(app, "PAGE_BACKGROUND_WORKER", OPTIONS=options)
    bind(app, "PAGE_BACKGROUND_WORKER", OPTIONS=options, USER_ID="3")
    assert refusal(app, PLACEMENT="PAGE_BACKGROUND_WORKER", OPTIONS=options) == (400, "ERROR_PLACEMENT_MAX_COUNT")
    assert refusal(app, PLACEMENT="PAGE_BACKGROUND_WORKER", OPTIONS=options, USER_ID=3) == (
        400, "ERROR_PLACEMENT_MAX_COUNT",
    )  # fmt: skip
    assert refusal(app, PLACEMENT="PAGE_BACKGROUND_WORKER", OPTIONS=options, USER_ID=999) == (400, "ERROR_ARGUMENT")
    kept = [(each["userId"], each["options"]) for each in app("placement.get")]
    assert kept == [
        (0, {"errorHandlerUrl": options["errorHandlerUrl"]}),
        (3, {"errorHandlerUrl": options["errorHandlerUrl"]}),
    ]
    assert app("placement.unbind", PLACEMENT="PAGE_BACKGROUND_WORKER", USER_ID=3) == {"count": 2}


def test_chats_keep_who_may_see_the_handler(app: AppApi) -> None:
    bind(app, "IM_CONTEXT_MENU", OPTIONS={"context": "USER;ALL", "iconName": "fa-cloud"})
    assert app("placement.get")[0]["options"] == {"context": "ALL", "extranet": "N", "role": "USER"}
    assert refusal(app, PLACEMENT="IM_CONTEXT_MENU", OPTIONS={"context": "NOBODY"}) == (400, "INVALID_ERROR_CONTEXT")
    assert refusal(app, PLACEMENT="IM_CONTEXT_MENU", OPTIONS={"extranet": "maybe"}) == (400, "INVALID_ERROR_EXTRANET")
    assert refusal(app, PLACEMENT="IM_CONTEXT_MENU", OPTIONS={"role": "KING"}) == (400, "INVALID_ERROR_ROLE")
    assert app.send("placement.bind", PLACEMENT="IM_NAVIGATION", HANDLER=HANDLER).error == (
        400, "ERROR_ARGUMENT", "Argument 'iconName' is null or empty",
    )  # fmt: skip


def test_unbinding_needs_a_placement(app: AppApi) -> None:
    assert app.refused("placement.unbind") == (400, "ERROR_ARGUMENT")
    assert app.refused("placement.unbind", PLACEMENT=5) == (400, "ERROR_ARGUMENT")
