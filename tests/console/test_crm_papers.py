"""The papers of records: requisites and documents, as a browser without scripts sees them."""

import base64
import re

import pytest

from homeport.domain.documentgenerator.docx.plain import plain
from tests.conftest import Api, Wire, api_of
from tests.console.crm import Person


@pytest.fixture
def admin(wire: Wire) -> Api:
    return api_of(wire, 1)


def test_a_client_shows_its_requisites_and_a_deal_those_that_it_has_chosen(ada: Person, admin: Api) -> None:
    requisite = admin("crm.requisite.list", filter={"ENTITY_TYPE_ID": 4, "ENTITY_ID": 1})[0]
    bank = admin("crm.requisite.bankdetail.list", filter={"ENTITY_ID": requisite["ID"]})[0]
    text = ada.text("/crm/company/1/papers/")
    for said in (requisite["NAME"], bank["NAME"], "Address"):
        assert said in text, said
    chosen = {"ENTITY_TYPE_ID": 2, "REQUISITE_ID": requisite["ID"]}
    deal = admin("crm.requisite.link.list", filter=chosen)[0]["ENTITY_ID"]
    assert requisite["NAME"] in ada.text(f"/crm/deal/{deal}/papers/")
    assert "None chosen" in ada.text("/crm/deal/3/papers/")
    assert ada.open("/crm/deal/999999/papers/").status == 404


def test_a_document_is_made_of_a_template_on_the_card(ada: Person, admin: Api) -> None:
    assert "Make one of" not in ada.text("/crm/deal/1/papers/")
    file = ["offer.docx", base64.b64encode(plain(["{DocumentNumber}", "{Title}"])).decode()]
    fields = {
        "name": "Offer <b>",
        "numeratorId": 1,
        "region": "de",
        "users": ["UA"],
        "entityTypeId": ["2"],
        "file": file,
    }
    asked = {**fields, "entityTypeId": ["2"]}
    template = admin("crm.documentgenerator.template.add", fields=asked)["template"]["id"]
    assert "Offer &lt;b&gt;</option>" in ada.text("/crm/deal/1/papers/")
    assert "Offer &lt;b&gt;" not in ada.text("/crm/company/1/papers/")
    made = ada.send("/crm/deal/1/papers/", template=template)
    assert made.headers["location"] == "/crm/deal/1/papers/"
    (document,) = admin("crm.documentgenerator.document.list", filter={"entityTypeId": 2, "entityId": 1})["documents"]
    (link,) = re.findall(r'href="([^"]+)" download aria-label="Word of', ada.text("/crm/deal/1/papers/"))
    assert ada.open(link.replace("&amp;", "&").removeprefix("http://localhost")).body.startswith(b"PK")
    assert document["title"].startswith("Offer")
    assert ada.send("/crm/deal/1/papers/", template="none").status == 400
    assert ada.send("/crm/deal/999999/papers/", template=template).status == 404
