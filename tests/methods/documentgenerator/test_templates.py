"""``documentgenerator.template.*`` and ``crm.documentgenerator.template.*``."""

from typing import Any

import pytest

from tests.conftest import Api
from tests.methods.disk.conftest import download
from tests.methods.documentgenerator.conftest import of_deals, template
from tests.methods.documentgenerator.test_settings import a_role, give
from tests.methods.documentgenerator.word import coded, taken, word

FILE = word("{DocumentNumber} for {ClientName}")
OF_TEMPLATES = (
    "documentgenerator.template.add",
    "documentgenerator.template.get",
    "documentgenerator.template.list",
    "documentgenerator.template.update",
    "documentgenerator.template.delete",
    "documentgenerator.template.getfields",
    "crm.documentgenerator.template.add",
    "crm.documentgenerator.template.get",
    "crm.documentgenerator.template.list",
    "crm.documentgenerator.template.update",
    "crm.documentgenerator.template.delete",
    "crm.documentgenerator.template.getfields",
)
FAMILIES = pytest.mark.parametrize("family", ["documentgenerator", "crm.documentgenerator"])
DENIED = {
    "documentgenerator": (400, "0", "You do not have permissions to modify templates"),
    "crm.documentgenerator": (400, "", "You do not have permissions to modify templates"),
}


def fields_of(family: str, **more: Any) -> dict[str, Any]:
    fields = {"name": "Contract", "numeratorId": 1, "region": "de", "file": ["a.docx", coded(FILE)], **more}
    return fields | ({"entityTypeId": ["2", "2_category_0"]} if family.startswith("crm") else {})


@FAMILIES
def test_a_template_is_made_changed_listed_and_deleted(family: str, admin: Api) -> None:
    made = admin(f"{family}.template.add", fields=fields_of(family, users=["UA", "U3"], sort=700))["template"]
    number = int(made["id"])
    assert made["users"] == {"UA": "UA", "U3": "U3"}
    assert (made["active"], made["withStamps"], made["isDeleted"], made["sort"]) == ("Y", "N", "N", "700")
    if family.startswith("crm"):
        assert (made["moduleId"], made["entityTypeId"]) == ("crm", ["2", "2_category_0"])
    else:
        rest = "bitrix\\documentgenerator\\dataprovider\\rest"
        assert (made["moduleId"], made["providers"]) == ("rest", {rest: rest})
    assert taken(admin, made["downloadMachine"]) == FILE
    assert {**admin(f"{family}.template.get", id=number)["template"], "download": "", "downloadMachine": ""} == {
        **made, "download": "", "downloadMachine": "",
    }  # fmt: skip

    other = word("Another")
    said = {"name": "Letter", "file": ["b.docx", coded(other)], "users": [], "active": "N"}
    changed = admin(f"{family}.template.update", id=number, fields=said)["template"]
    assert (changed["name"], changed["active"], changed["users"]) == ("Letter", "N", {})
    assert taken(admin, changed["download"]) == other

    listed = admin.send(f"{family}.template.list", filter={"active": "N"}, order={"id": "desc"})
    assert (list(listed.result["templates"]), listed.json["total"]) == ([str(number)], 1)
    row = listed.result["templates"][str(number)]
    assert "users" not in row and row["fileId"] and row["bodyType"].endswith("Docx")
    found = admin(f"{family}.template.list", select=["name", "users"], filter={"%name": "etter"})["templates"]
    assert found[str(number)].keys() == {"id", "name", "users", "download", "downloadMachine"}
    assert admin(f"{family}.template.delete", id=number) is None
    assert admin.send(f"{family}.template.get", id=number).error == (400, "0", "Template not found")
    assert admin(f"{family}.template.list", filter={"active": "N", "isDeleted": ["Y", "N"]})["templates"] == {}


def test_a_template_of_which_documents_were_made_is_marked_as_deleted(admin: Api) -> None:
    number = template(admin, FILE)
    made = admin("documentgenerator.document.add", templateId=number, value="A_1")["document"]
    admin("documentgenerator.template.delete", id=number)
    assert admin("documentgenerator.template.list")["templates"] == {}
    assert list(admin("documentgenerator.template.list", filter={"isDeleted": "Y"})["templates"]) == [str(number)]
    refused = admin.send("documentgenerator.document.add", templateId=number, value="A_1")
    assert refused.error == (400, "0", "Cannot create document on deleted template")
    refused = admin.send("documentgenerator.template.getfields", id=number)
    assert refused.error == (400, "0", "Cannot get fields from deleted template")
    changed = admin("documentgenerator.document.update", id=made["id"], values={"ClientName": "Ann"})["document"]
    assert changed["values"]["ClientName"] == "Ann"


def test_a_file_of_the_disk_becomes_a_template(admin: Api, seller: Api) -> None:
    storage = admin("disk.storage.getlist")[0]["ID"]
    file = admin("disk.storage.uploadfile", id=storage, data={"NAME": "a.docx"}, fileContent=["a.docx", coded(FILE)])
    fields = {"name": "Contract", "numeratorId": 1, "region": "de", "fileId": file["ID"]}
    made = admin("documentgenerator.template.add", fields=fields)["template"]
    assert made["users"] == {"U1": "U1"}
    assert taken(admin, made["download"]) == FILE
    fields["fileId"] = 999_999
    assert admin.send("documentgenerator.template.add", fields=fields).status == 400


@FAMILIES
@pytest.mark.parametrize(
    ("without", "refusal"),
    [
        ({"name": "", "region": None}, "Empty required fields: name, region"),
        ({"numeratorId": 999}, "Empty required fields: numeratorId"),
        ({"file": None}, "Missing file content"),
        ({"file": ["a.docx", "?"]}, "Could not save file"),
        ({"file": {"name": "a.docx"}}, "Could not save file"),
    ],
)
def test_a_template_needs_its_fields(family: str, without: dict[str, Any], refusal: str, admin: Api) -> None:
    answer = admin.send(f"{family}.template.add", fields=fields_of(family) | without)
    assert answer.error == (400, "0", refusal)
    assert admin.send(f"{family}.template.add", fields=fields_of(family)).status == 200
    assert admin.send(f"{family}.template.add").error[1] == "100"
    assert admin.send(f"{family}.template.add", fields="x").error[1] == "100"


def test_a_template_of_the_crm_says_for_which_records_it_is(admin: Api) -> None:
    refused = admin.send("crm.documentgenerator.template.add", fields=fields_of("") | {"users": ["UA"]})
    assert refused.error == (400, "0", "Empty required fields: entityTypeId")
    mine, other = of_deals(admin, FILE, entityTypeId=["2_category_0", "31_1"]), of_deals(admin, FILE)
    found = admin("crm.documentgenerator.template.list", filter={"entityTypeId": ["31_1"]})["templates"]
    assert list(found) == [str(mine)]
    assert str(other) in admin("crm.documentgenerator.template.list", filter={"entityTypeId": "2"})["templates"]


def test_families_do_not_see_each_other(admin: Api) -> None:
    ours, theirs = template(admin, FILE), of_deals(admin, FILE)
    for family, number in (("documentgenerator", theirs), ("crm.documentgenerator", ours)):
        for verb in ("get", "delete"):
            assert admin.send(f"{family}.template.{verb}", id=number).error == (400, "0", "Template not found")
        assert str(number) not in admin(f"{family}.template.list")["templates"]
    refused = admin.send("crm.documentgenerator.document.add", templateId=ours, entityTypeId=2, entityId=1)
    assert refused.error == (400, "0", "Template not found")


@FAMILIES
@pytest.mark.parametrize("verb", ["add", "get", "list", "update", "delete", "getfields"])
def test_templates_are_for_who_may_change_them(family: str, verb: str, seller: Api) -> None:
    answer = seller.send(f"{family}.template.{verb}", id=1, fields=fields_of(family), entityTypeId=2)
    assert answer.error == DENIED[family]


def test_who_may_change_own_templates_changes_no_others(admin: Api, seller: Api) -> None:
    give(admin, (a_role(admin, TEMPLATES={"MODIFY": "A"}), "U3"))
    theirs = {"documentgenerator": template(admin, FILE), "crm.documentgenerator": of_deals(admin, FILE)}
    mine = template(seller, FILE)
    assert list(seller("documentgenerator.template.list")["templates"]) == [str(mine)]
    for verb in ("get", "delete", "update"):
        refused = seller.send(
            f"documentgenerator.template.{verb}", id=theirs["documentgenerator"], fields={"name": "x"}
        )
        assert refused.error == (400, "0", "You do not have permissions to modify this template")
        number = theirs["crm.documentgenerator"]
        refused = seller.send(f"crm.documentgenerator.template.{verb}", id=number, fields={"name": "x"})
        assert refused.error == (400, "DOCGEN_ACCESS_ERROR", "Access denied")
    url = admin("documentgenerator.template.get", id=mine)["template"]["download"]
    assert taken(admin, url) == FILE
    url = seller("documentgenerator.template.get", id=mine)["template"]["download"]
    give(admin)
    assert download(seller, url).error == (400, "0", "You do not have permissions to modify templates")


@FAMILIES
@pytest.mark.parametrize("verb", ["get", "delete", "update", "getfields"])
def test_a_template_must_be_named(family: str, verb: str, admin: Api) -> None:
    answer = admin.send(f"{family}.template.{verb}", fields={"name": "x"}, entityTypeId=2)
    assert answer.error == (400, "100", "Bitrix\\DocumentGenerator\\Template constructor must be is public")
    assert admin.send(f"{family}.template.{verb}", id="x", fields={"name": "x"}).error == (
        400, "0", "Template not found",
    )  # fmt: skip


def test_fields_are_those_that_stand_in_braces_in_the_file(admin: Api) -> None:
    content = word(["Number {Docu", "mentNumber", "} of {Date", "} for ", "{Client", "Name}"], table=[["{Total}"]])
    found = admin("documentgenerator.template.getfields", id=template(admin, content))["templateFields"]
    assert list(found) == ["DocumentNumber", "Date", "ClientName", "Total", "DocumentTitle"]
    assert found["Total"] == {"value": "", "default": ""}
    assert found["DocumentNumber"] == {
        "title": "Number", "value": "1", "default": "1", "required": "Y", "group": ["Document"],
        "chain": "this.DOCUMENT.DOCUMENT_NUMBER",
    }  # fmt: skip
    assert found["DocumentTitle"]["value"] == "Contract 1"


def test_what_is_no_file_of_word_has_no_fields(admin: Api) -> None:
    number = template(admin, b"no file of Word")
    found = admin("documentgenerator.template.getfields", id=number)["templateFields"]
    assert list(found) == ["DocumentNumber", "DocumentTitle"]
