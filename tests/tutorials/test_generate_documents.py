"""``how-to-generate-documents.md``: a numerator, a template and a document about a deal, and each row of its table of
errors. The scenarios of ``document-generator/examples/`` are in ``tests/methods/documentgenerator/test_documents.py``.
"""

from typing import Any

import pytest

from tests.conftest import Api
from tests.methods.documentgenerator.word import coded, paragraphs, taken, word

FILE = word("{DocumentNumber} of {DocumentCreateTime}", "{TotalSum}")


def numerator(api: Api) -> int:
    fields = {"name": "Numerator from REST", "template": "{NUMBER}"}
    return int(api("crm.documentgenerator.numerator.add", fields=fields)["numerator"]["id"])


def fields_of(api: Api, content: bytes = FILE, **more: Any) -> dict[str, Any]:
    file = ["template.docx", coded(content)]
    fields = {"name": "Demonstration", "numeratorId": numerator(api), "region": "de", "entityTypeId": [2], "file": file}
    return fields | {"users": ["UA"]} | more


def template(api: Api, content: bytes = FILE) -> str:
    return str(api("crm.documentgenerator.template.add", fields=fields_of(api, content))["template"]["id"])


def test_a_document_with_a_number_is_made_of_a_deal(admin: Api) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": "Ropes", "OPPORTUNITY": 1200, "CURRENCY_ID": "EUR"})
    number = template(admin)
    params = {"templateId": number, "entityTypeId": 2, "entityId": deal}
    document = admin("crm.documentgenerator.document.add", **params)["document"]
    assert (document["number"], document["title"]) == ("1", "Demonstration 1")
    assert (document["templateId"], document["entityTypeId"], document["publicUrl"]) == (number, "2", None)
    assert document["products"] == {"currencyId": "EUR", "totalSum": "1200.00", "totalRows": 0}
    found = admin("crm.documentgenerator.document.get", id=document["id"])["document"]
    day = ".".join(reversed(found["createTime"][:10].split("-")))
    assert paragraphs(taken(admin, found["downloadUrl"])) == [f"1 of {day}", "€1,200.00"]
    assert admin("crm.documentgenerator.document.add", **params)["document"]["number"] == "2"


def test_templates_with_one_numerator_go_on_counting(admin: Api) -> None:
    counted = numerator(admin)
    numbers = []
    for _ in range(2):
        fields = fields_of(admin, numeratorId=counted)
        made = admin("crm.documentgenerator.template.add", fields=fields)["template"]["id"]
        params = {"templateId": made, "entityTypeId": 2, "entityId": 1}
        numbers.append(admin("crm.documentgenerator.document.add", **params)["document"]["number"])
    assert numbers == ["1", "2"]


@pytest.mark.parametrize(
    ("method", "without", "refusal"),
    [
        ("numerator", {"template": ""}, "Empty required fields: template"),
        (
            "template",
            {"name": "", "numeratorId": "", "region": "", "entityTypeId": ""},
            "Empty required fields: name, numeratorId, region, entityTypeId",
        ),
        ("template", {"file": ""}, "Missing file content"),
        ("template", {"file": ["template.docx", "data:;base64,UEsDBA=="]}, "Could not save file"),
    ],
)
def test_what_is_missing_is_said(method: str, without: dict[str, Any], refusal: str, admin: Api) -> None:
    fields = {"name": "N", "template": "{NUMBER}"} if method == "numerator" else fields_of(admin)
    answer = admin.send(f"crm.documentgenerator.{method}.add", fields=fields | without)
    assert answer.error == (400, "0", refusal)


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"templateId": 999}, "Template not found"),
        ({"entityTypeId": 999}, "No provider for entityTypeId"),
        ({"entityId": ""}, 'Empty required parameter "value"'),
    ],
)
def test_a_document_that_cannot_be_says_why(params: dict[str, Any], refusal: str, admin: Api) -> None:
    said = {"templateId": template(admin), "entityTypeId": 2, "entityId": 1} | params
    assert admin.send("crm.documentgenerator.document.add", **said).error == (400, "0", refusal)


def test_a_file_that_is_no_docx_makes_no_document(admin: Api) -> None:
    said = {"templateId": template(admin, b"no file of Word"), "entityTypeId": 2, "entityId": 1}
    assert admin.send("crm.documentgenerator.document.add", **said).error == (400, "0", "Cannot create document")


def test_a_file_without_fields_makes_a_document_as_it_is(admin: Api) -> None:
    said = {"templateId": template(admin, word("Plain")), "entityTypeId": 2, "entityId": 99_999}
    document = admin("crm.documentgenerator.document.add", **said)["document"]
    assert paragraphs(taken(admin, document["downloadUrl"])) == ["Plain"]


def test_who_may_not_is_refused(admin: Api, seller: Api) -> None:
    answer = seller.send("crm.documentgenerator.template.add", fields=fields_of(admin))
    assert answer.error == (400, "", "You do not have permissions to modify templates")
