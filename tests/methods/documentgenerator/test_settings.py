"""``documentgenerator.role.*``, ``.region.*``, ``.numerator.*`` and ``crm.documentgenerator.numerator.*``."""

from typing import Any

import pytest

from tests.conftest import Api, Wire, api_of

SCOPES = "crm,documentgenerator,user"
SEQUENCE = "Bitrix_Main_Numerator_Generator_SequentNumberGenerator"
RIGHTS = {"SETTINGS": {"MODIFY": ""}, "TEMPLATES": {"MODIFY": "D"}, "DOCUMENTS": {"MODIFY": "X", "VIEW": "X"}}
USUAL = {
    "start": 1,
    "step": 1,
    "length": 0,
    "padString": "0",
    "periodicBy": None,
    "timezone": None,
    "isDirectNumeration": False,
}
NOT_SETTINGS = (400, "0", "You do not have permissions to modify settings")
NOT_TEMPLATES = (400, "0", "You do not have permissions to modify templates")
OF_NUMERATORS = (
    "documentgenerator.numerator.add",
    "documentgenerator.numerator.get",
    "documentgenerator.numerator.list",
    "documentgenerator.numerator.update",
    "documentgenerator.numerator.delete",
    "crm.documentgenerator.numerator.add",
    "crm.documentgenerator.numerator.get",
    "crm.documentgenerator.numerator.list",
    "crm.documentgenerator.numerator.update",
    "crm.documentgenerator.numerator.delete",
)
BOTH = pytest.mark.parametrize("prefix", ["documentgenerator", "crm.documentgenerator"])


@pytest.fixture
def admin(wire: Wire) -> Api:
    return api_of(wire, 1, SCOPES)


@pytest.fixture
def seller(wire: Wire) -> Api:
    return api_of(wire, 3, SCOPES)


def a_role(api: Api, **permissions: Any) -> int:
    fields = {"name": "Editors", "code": "EDITORS", "permissions": permissions}
    return int(api("documentgenerator.role.add", fields=fields)["role"]["id"])


def give(api: Api, *pairs: tuple[int, str]) -> None:
    accesses = [{"roleId": role, "accessCode": code} for role, code in pairs]
    assert api("documentgenerator.role.fillaccesses", accesses=accesses) is None


def test_a_role_has_the_rights_that_it_is_given(admin: Api) -> None:
    made = admin("documentgenerator.role.add", fields={"name": "Editors", "code": "EDITORS", "permissions": RIGHTS})
    role = made["role"]
    assert role == {
        "id": role["id"],
        "name": "Editors",
        "code": "EDITORS",
        "permissions": {
            "settings": {"modify": ""},
            "templates": {"modify": "D"},
            "documents": {"modify": "X", "view": "X"},
        },
    }
    assert admin("documentgenerator.role.get", id=role["id"])["role"] == role
    small = {"name": "Writers", "permissions": {"templates": {"modify": "X"}, "DOCUMENTS": {"MODIFY": "Z"}}}
    changed = admin("documentgenerator.role.update", id=role["id"], fields=small)["role"]
    assert (changed["name"], changed["code"]) == ("Writers", "EDITORS")
    nothing = {"settings": {"modify": ""}, "templates": {"modify": ""}, "documents": {"modify": "", "view": ""}}
    assert changed["permissions"] == nothing
    answer = admin.send("documentgenerator.role.list")
    assert answer.result["roles"] == [
        {"id": 1, "name": "Administrator", "code": "ADMIN"},
        {"id": 2, "name": "Manager", "code": "MANAGER"},
        {"id": role["id"], "name": "Writers", "code": "EDITORS"},
    ]
    assert answer.json["total"] == 3
    assert admin("documentgenerator.role.delete", id=role["id"]) is None
    gone = (400, "100", "Could not construct parameter {role}")
    assert admin.send("documentgenerator.role.get", id=role["id"]).error == gone


def test_what_is_no_role_is_refused(admin: Api) -> None:
    empty = (400, "BX_EMPTY_REQUIRED", 'Required field "NAME" is not filled')
    assert admin.send("documentgenerator.role.add", fields={"code": "X"}).error == empty
    assert admin.send("documentgenerator.role.update", id=2, fields={"name": ""}).error == empty
    missing = (400, "100", "Could not find value for parameter {fields}")
    assert admin.send("documentgenerator.role.add").error == missing
    assert admin.refused("documentgenerator.role.get") == (400, "100")
    assert admin.refused("documentgenerator.role.fillaccesses", accesses=[{"roleId": 1}]) == (400, "BX_EMPTY_REQUIRED")
    assert admin("documentgenerator.role.get", id=2)["role"]["name"] == "Manager"


@pytest.mark.parametrize("code", ["U3", "UA", "AU", "D{department}"])
def test_a_role_is_for_whom_its_codes_stand(admin: Api, seller: Api, code: str) -> None:
    assert seller.send("documentgenerator.region.list").error == NOT_TEMPLATES
    department = admin("user.get", ID=3)[0]["UF_DEPARTMENT"][0]
    editors = a_role(admin, TEMPLATES={"MODIFY": "A"})
    give(admin, (editors, code.format(department=department)), (999, "U3"), (editors, "U999"))
    assert seller("documentgenerator.region.list")["regions"]["de"]["title"] == "Germany"
    assert seller.send("documentgenerator.role.list").error == NOT_SETTINGS
    give(admin)
    assert seller.send("documentgenerator.region.list").error == NOT_TEMPLATES


def test_whoever_may_change_settings_changes_roles(wire: Wire, admin: Api, seller: Api) -> None:
    role = a_role(admin, SETTINGS={"MODIFY": "X"})
    for verb in ("add", "get", "update", "delete", "list", "fillaccesses"):
        answer = seller.send(f"documentgenerator.role.{verb}", id=role, fields={"name": "x"}, accesses=[])
        assert answer.error == NOT_SETTINGS, verb
    give(admin, (role, "U3"))
    assert seller("documentgenerator.role.update", id=role, fields={"name": "Mine"})["role"]["name"] == "Mine"
    assert seller.send("documentgenerator.numerator.list").error == NOT_TEMPLATES
    wire.set(plan="basic")
    denied = (403, "DOCGEN_ACCESS_ERROR", "Your plan does not support this operation")
    assert admin.send("documentgenerator.role.list").error == denied


def test_regions_come_with_the_portal_or_are_added(admin: Api) -> None:
    fields = {
        "title": "Germany (Custom)",
        "languageId": "de",
        "formatDate": "DD.MM.YYYY",
        "formatDatetime": "DD.MM.YYYY HH:MI:SS",
        "formatName": "#LAST_NAME# #NAME#",
        "phrases": {"TAX_INCLUDED": "with tax"},
    }
    region = admin("documentgenerator.region.add", fields=fields)["region"]
    assert region == {"id": region["id"], **fields}
    changed = admin(
        "documentgenerator.region.update", id=region["id"], fields={"title": "North", "phrases": {"A": "b"}}
    )
    assert changed["region"] == {**region, "title": "North", "phrases": {"TAX_INCLUDED": "with tax", "A": "b"}}
    assert admin("documentgenerator.region.get", id=int(region["id"])) == changed
    assert admin("documentgenerator.region.get", id="uk")["region"] == {
        "code": "uk",
        "title": "United Kingdom",
        "languageId": "en",
    }
    listed = admin("documentgenerator.region.list")["regions"]
    assert listed[region["id"]]["code"] == region["id"]
    assert "phrases" not in listed[region["id"]]
    for _ in range(2):
        assert admin("documentgenerator.region.delete", id=region["id"]) is None
    assert admin.send("documentgenerator.region.get", id=region["id"]).error == (400, "0", "Region not found")
    assert admin.send("documentgenerator.region.get").error[:2] == (400, "100")
    empty = (400, "BX_EMPTY_REQUIRED", 'Required field "TITLE" is not filled')
    assert admin.send("documentgenerator.region.add", fields={"languageId": "de"}).error == empty


@BOTH
def test_a_numerator_counts_as_it_is_told(admin: Api, prefix: str) -> None:
    counting = {"start": 1000, "step": 5, "length": 8, "padString": "0", "periodicBy": "year"}
    zone = {"timezone": "Europe/Berlin", "isDirectNumeration": 0}
    fields = {"name": "Bills", "template": "INV-{NUMBER}", "settings": {SEQUENCE: counting | zone}}
    made = admin(f"{prefix}.numerator.add", fields=fields)["numerator"]
    assert made["settings"][SEQUENCE] == {**counting, "timezone": "Europe/Berlin", "isDirectNumeration": False}
    assert (made["template"], made["code"]) == ("INV-{NUMBER}", None)
    plain = admin(f"{prefix}.numerator.add", fields={"name": "Plain", "template": "{NUMBER}"})["numerator"]
    assert plain["settings"] == {SEQUENCE: USUAL}
    odd = {"start": -1, "step": 0, "length": 10**9, "padString": "", "periodicBy": "", "timezone": "Mars/Base"}
    changed = admin(f"{prefix}.numerator.update", id=plain["id"], fields={"settings": {SEQUENCE: odd}, "name": "Odd"})
    assert changed == {**plain, "id": str(plain["id"]), "name": "Odd"}
    assert admin(f"{prefix}.numerator.get", id=plain["id"])["numerator"] == changed
    answer = admin.send(f"{prefix}.numerator.list")
    assert [each["name"] for each in answer.result["numerators"]] == ["Documents", "Bills", "Odd"]
    assert answer.json["total"] == 3
    last = admin(f"{prefix}.numerator.list", start=-1, filter={">id": made["id"]}, order={"id": "ASC"})["numerators"]
    assert [each["name"] for each in last] == ["Odd"]
    assert admin(f"{prefix}.numerator.delete", id=made["id"]) is None
    gone = (400, "100", "Could not construct parameter {numerator}")
    assert admin.send(f"{prefix}.numerator.get", id=made["id"]).error == gone


@BOTH
def test_only_numerators_that_methods_have_made_are_changed(admin: Api, seller: Api, prefix: str) -> None:
    denied = (400, "DOCGEN_ACCESS_ERROR", "Access denied")
    for verb in ("update", "delete"):
        assert admin.send(f"{prefix}.numerator.{verb}", id=1, fields={"name": "Mine"}).error == denied
    code = "0" if prefix == "documentgenerator" else ""
    for name in OF_NUMERATORS:
        if name.startswith(prefix):
            answer = seller.send(name, id=1, fields={"name": "x", "template": "y"})
            assert answer.error == (400, code, NOT_TEMPLATES[2]), name
    missing = (400, "0", "Empty required fields: name, template")
    assert admin.send(f"{prefix}.numerator.add", fields={"settings": {}}).error == missing
    assert admin.refused(f"{prefix}.numerator.add") == (400, "100")
    assert admin.refused(f"{prefix}.numerator.add", fields="none") == (400, "100")
    assert admin.refused(f"{prefix}.numerator.get") == (400, "100")
    assert admin(f"{prefix}.numerator.get", id=1)["numerator"]["name"] == "Documents"
