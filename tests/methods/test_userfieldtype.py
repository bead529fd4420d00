"""``userfieldtype.*``: types of user fields that applications define, and fields of them."""

from typing import Any

import pytest

from homeport.domain.app import applications
from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire, api_of

SCOPES = "crm,placement,user,user.userfield,userfieldconfig"
HANDLER = "https://app.example.test/gauge"
GAUGE = {"USER_TYPE_ID": "gauge", "HANDLER": HANDLER, "TITLE": "Gauge", "DESCRIPTION": "Water level"}
TAKEN = ("ERROR_CORE", "Unable to set placement handler: Handler already binded")
UNKNOWN = ("ERROR_CORE", "Invalid custom type specified.")


@pytest.fixture
def app(wire: Wire) -> AppApi:
    return app_of(wire, 1, SCOPES)


def full_name(app: AppApi, name: str = "gauge") -> str:
    return f"rest_{app('app.info')['ID']}_{name}"


def refusal(api: Api, method: str, **params: Any) -> tuple[str, str]:
    answer = api.send(method, **params)
    assert answer.status == 400
    return answer.json["error"], answer.json["error_description"]


def test_a_type_is_defined_listed_changed_and_deleted(app: AppApi) -> None:
    assert app("userfieldtype.add", **GAUGE, OPTIONS={"height": 60}) is True
    assert app("userfieldtype.list") == [GAUGE]
    assert app("userfieldtype.add", USER_TYPE_ID="map_2", HANDLER=f"{HANDLER}/2") is True
    answer = app.send("userfieldtype.list").json
    assert ([each["USER_TYPE_ID"] for each in answer["result"]], answer["total"]) == (["map_2", "gauge"], 2)
    assert app("userfieldtype.update", USER_TYPE_ID="gauge", HANDLER=f"{HANDLER}/3", TITLE="Level") is True
    changed = {**GAUGE, "HANDLER": f"{HANDLER}/3", "TITLE": "Level"}
    assert app("userfieldtype.list")[1] == changed
    assert app("userfieldtype.delete", USER_TYPE_ID="gauge") is True
    assert [each["USER_TYPE_ID"] for each in app("userfieldtype.list")] == ["map_2"]


@pytest.mark.parametrize(
    ("method", "params", "expected"),
    [
        ("add", {"USER_TYPE_ID": ""}, ("ERROR_ARGUMENT", "Argument 'USER_TYPE_ID' is null or empty")),
        ("add", {"USER_TYPE_ID": None}, ("ERROR_ARGUMENT", "Argument 'USER_TYPE_ID' is null or empty")),
        ("add", {"HANDLER": None}, ("ERROR_ARGUMENT", "Argument 'HANDLER' is null or empty")),
        ("add", {"HANDLER": f"{HANDLER}/2"}, TAKEN),
        ("add", {"USER_TYPE_ID": "other"}, TAKEN),
        ("update", {"USER_TYPE_ID": ""}, ("ERROR_ARGUMENT", "Argument 'USER_TYPE_ID' is null or empty")),
        ("update", {"USER_TYPE_ID": "other"}, ("ERROR_NOT_FOUND", "User Field Type not found")),
        ("update", {"USER_TYPE_ID": "second"}, TAKEN),
        ("delete", {"USER_TYPE_ID": ""}, ("ERROR_ARGUMENT", "Argument 'USER_TYPE_ID' is null or empty")),
        ("delete", {"USER_TYPE_ID": "other"}, ("ERROR_NOT_FOUND", "User Field Type not found")),
    ],
)
def test_what_is_documented_is_refused(
    app: AppApi, method: str, params: dict[str, Any], expected: tuple[str, str]
) -> None:
    app("userfieldtype.add", **GAUGE)
    app("userfieldtype.add", USER_TYPE_ID="second", HANDLER=f"{HANDLER}/second")
    assert refusal(app, f"userfieldtype.{method}", **{**GAUGE, **params}) == expected
    assert [each["HANDLER"] for each in app("userfieldtype.list")] == [f"{HANDLER}/second", HANDLER]


@pytest.mark.parametrize("name", ["Gauge", "a-b", "ü", "g" * 51])
def test_a_code_has_small_letters_and_digits_within_50_with_the_application(app: AppApi, name: str) -> None:
    assert refusal(app, "userfieldtype.add", **{**GAUGE, "USER_TYPE_ID": name})[0] == "ERROR_ARGUMENT"
    most = 50 - len(full_name(app, ""))
    app("userfieldtype.add", **{**GAUGE, "USER_TYPE_ID": "g" * most})
    longer = {"USER_TYPE_ID": "g" * (most + 1), "HANDLER": f"{HANDLER}/2"}
    assert refusal(app, "userfieldtype.add", **longer)[0] == "ERROR_ARGUMENT"


def test_a_code_of_another_application_is_taken_and_its_types_are_not_seen(wire: Wire, app: AppApi) -> None:
    other = app_of(wire, 1, SCOPES)
    app("userfieldtype.add", **GAUGE)
    assert refusal(other, "userfieldtype.add", **{**GAUGE, "HANDLER": f"{HANDLER}/2"}) == TAKEN
    other("userfieldtype.add", **{**GAUGE, "USER_TYPE_ID": "mine"})  # the handler may be another application's too
    assert [each["USER_TYPE_ID"] for each in other("userfieldtype.list")] == ["mine"]
    assert refusal(other, "userfieldtype.delete", USER_TYPE_ID="gauge")[0] == "ERROR_NOT_FOUND"


def test_a_handler_is_in_the_domain_of_the_applications_page(wire: Wire) -> None:
    app = app_of(wire, 1, SCOPES, api_only=False, handler_url="https://app.example.test/")
    away = {**GAUGE, "HANDLER": "https://other.example.test/gauge"}
    assert refusal(app, "userfieldtype.add", **away)[0] == "ERROR_WRONG_HANDLER_URL"
    app("userfieldtype.add", **GAUGE)
    assert refusal(app, "userfieldtype.update", **away)[0] == "ERROR_WRONG_HANDLER_URL"
    assert refusal(app, "userfieldtype.update", **{**GAUGE, "HANDLER": "ftp://app.example.test/"})[0] == (
        "ERROR_UNSUPPORTED_PROTOCOL"
    )


def test_only_applications_of_administrators_define_types(wire: Wire, admin: Api) -> None:
    person = app_of(wire, 3, SCOPES)
    for verb in ("add", "update", "list", "delete"):
        webhook = api_of(wire, 1, SCOPES).send(f"userfieldtype.{verb}", **GAUGE)
        assert webhook.json["error"] == "WRONG_AUTH_TYPE"
        refused = person.send(f"userfieldtype.{verb}", **GAUGE)
        assert (refused.status, refused.json["error"]) == (403, "ACCESS_DENIED")


def test_the_placement_is_no_other_that_can_be_bound_seen_or_unbound(app: AppApi) -> None:
    app("userfieldtype.add", **GAUGE)
    assert app("placement.get") == []
    assert "USERFIELD_TYPE" not in app("placement.list", FULL=True)
    assert app.send("placement.bind", PLACEMENT="USERFIELD_TYPE", HANDLER=HANDLER).json["error"] == (
        "ERROR_PLACEMENT_NOT_FOUND"
    )
    assert app("placement.unbind", PLACEMENT="USERFIELD_TYPE") == {"count": 0}
    assert len(app("userfieldtype.list")) == 1


def test_a_type_is_listed_among_those_of_fields(app: AppApi, admin: Api) -> None:
    app("userfieldtype.add", **GAUGE)
    name = full_name(app)
    assert app("crm.userfield.types")[-1] == {"ID": name, "title": "Gauge"}
    types = app("userfieldconfig.getTypes", moduleId="crm")["types"]
    assert types[name] == {"userTypeId": name, "description": "Gauge"}
    app("userfieldtype.delete", USER_TYPE_ID="gauge")
    assert name not in [each["ID"] for each in admin("crm.userfield.types")]


@pytest.mark.parametrize("several", ["N", "Y"])
def test_fields_of_it_hold_texts_in_every_family(app: AppApi, admin: Api, several: str) -> None:
    app("userfieldtype.add", **GAUGE)
    field = {"FIELD_NAME": "LEVEL", "USER_TYPE_ID": full_name(app), "MULTIPLE": several, "SETTINGS": {}}
    for kind in ("lead", "deal", "contact", "company", "quote"):
        number = app(f"crm.{kind}.userfield.add", fields=field)
        found = app(f"crm.{kind}.userfield.get", id=number)
        assert (found["USER_TYPE_ID"], found["SETTINGS"], found["MULTIPLE"]) == (full_name(app), {}, several)
    config = {"entityId": "CRM_1", "fieldName": "UF_CRM_1_LEVEL", "userTypeId": full_name(app)}
    assert app("userfieldconfig.add", moduleId="crm", field=config)["field"]["userTypeId"] == full_name(app)
    app("user.userfield.add", fields=field)
    given = "12 m" if several == "N" else ["12 m", "7"]
    deal = admin("crm.deal.add", fields={"TITLE": "Oars", "UF_CRM_LEVEL": given})
    assert admin("crm.deal.get", id=deal)["UF_CRM_LEVEL"] == given
    assert admin("crm.deal.fields")["UF_CRM_LEVEL"]["type"] == full_name(app)
    sought = admin("crm.item.list", entityTypeId=2, filter={"ufCrmLevel": "12 m"}, select=["ufCrmLevel"])["items"]
    assert [item["ufCrmLevel"] for item in sought] == [given]
    app("user.update", ID=3, UF_USR_LEVEL=given)
    assert app("user.get", ID=3)[0]["UF_USR_LEVEL"] == given


def test_an_application_makes_fields_of_its_own_types_and_an_administrator_of_all(
    wire: Wire, app: AppApi, admin: Api
) -> None:
    app("userfieldtype.add", **GAUGE)
    field = {"FIELD_NAME": "LEVEL", "USER_TYPE_ID": full_name(app)}
    other = app_of(wire, 1, SCOPES)
    assert refusal(other, "crm.deal.userfield.add", fields=field) == UNKNOWN
    assert full_name(app) not in [each["ID"] for each in other("crm.userfield.types")]
    assert refusal(app, "crm.deal.userfield.add", fields={**field, "USER_TYPE_ID": "gauge"}) == UNKNOWN
    assert admin("crm.deal.userfield.add", fields=field) > 0


def test_an_application_that_is_not_installed_wholly_has_no_types_for_fields(wire: Wire, admin: Api) -> None:
    app = app_of(wire, 1, SCOPES, api_only=False, handler_url="https://app.example.test/", install_url=HANDLER)
    app("userfieldtype.add", **GAUGE)
    field = {"FIELD_NAME": "LEVEL", "USER_TYPE_ID": f"rest_{app.app.id}_gauge"}
    assert refusal(app, "crm.deal.userfield.add", fields=field) == UNKNOWN
    portal = wire.portal
    portal.store.write_now(lambda tx: applications.install(tx, portal.clock, app.app))
    assert app("crm.deal.userfield.add", fields=field) > 0


def test_fields_stay_with_what_they_hold_when_their_type_goes(wire: Wire, app: AppApi, admin: Api) -> None:
    app("userfieldtype.add", **GAUGE)
    name = full_name(app)
    app("crm.deal.userfield.add", fields={"FIELD_NAME": "LEVEL", "USER_TYPE_ID": name})
    deal = admin("crm.deal.add", fields={"TITLE": "Oars", "UF_CRM_LEVEL": "12 m"})
    portal = wire.portal
    portal.store.write_now(lambda tx: applications.uninstall(tx, portal.clock, app.app))
    assert admin("crm.deal.get", id=deal)["UF_CRM_LEVEL"] == "12 m"
    admin("crm.deal.update", id=deal, fields={"UF_CRM_LEVEL": "13 m"})
    assert admin("crm.deal.get", id=deal)["UF_CRM_LEVEL"] == "13 m"
    assert name not in [each["ID"] for each in admin("crm.userfield.types")]
    refused = refusal(admin, "crm.deal.userfield.add", fields={"FIELD_NAME": "OTHER", "USER_TYPE_ID": name})
    assert refused == UNKNOWN
