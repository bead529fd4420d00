"""``crm.documentgenerator.document.*``: documents about records."""

from typing import Any

import pytest

from homeport.domain.integrity import broken
from tests.apps import app_of
from tests.conftest import Api, Wire, api_of
from tests.methods.disk.conftest import download
from tests.methods.documentgenerator.conftest import SCOPES, of_deals, template
from tests.methods.documentgenerator.test_settings import a_role, give
from tests.methods.documentgenerator.word import coded, paragraphs, pictures, rows, taken, word
from tests.methods.test_field_files import picture

OF_DOCUMENTS = (
    "crm.documentgenerator.document.add",
    "crm.documentgenerator.document.get",
    "crm.documentgenerator.document.list",
    "crm.documentgenerator.document.update",
    "crm.documentgenerator.document.delete",
    "crm.documentgenerator.document.enablepublicurl",
    "crm.documentgenerator.document.getfields",
    "crm.documentgenerator.document.upload",
)
DEAL = 2
DENIED = (400, "DOCGEN_ACCESS_ERROR", "Access denied")
GOODS = [
    {"PRODUCT_NAME": "Rope", "PRICE": 120, "QUANTITY": 2, "TAX_RATE": 20, "TAX_INCLUDED": "Y", "MEASURE_NAME": "m"},
    {"PRODUCT_NAME": "Buoy {Title}", "PRICE": 1000.5, "QUANTITY": 1.5},
]


class Sale:
    """A deal with all that a document can name."""

    def __init__(self, api: Api) -> None:
        self.api = api
        phone = {"PHONE": [{"VALUE": "+49 1", "VALUE_TYPE": "WORK"}], "EMAIL": [{"VALUE": "a@example.test"}]}
        self.client = api("crm.company.add", fields={"TITLE": "Harbour & Sons", "OPENED": "Y", **phone})
        self.own = api("crm.company.add", fields={"TITLE": "Own Ltd", "IS_MY_COMPANY": "Y", "ASSIGNED_BY_ID": 3})
        for company, name in ((self.client, "Harbour and Sons Limited"), (self.own, "Own Limited")):
            fields = {"ENTITY_TYPE_ID": 4, "ENTITY_ID": company, "PRESET_ID": 1, "NAME": "R", "RQ_COMPANY_NAME": name}
            requisite = api("crm.requisite.add", fields=fields)
            place = {"TYPE_ID": 6, "ENTITY_TYPE_ID": 8, "ENTITY_ID": requisite}
            api("crm.address.add", fields={**place, "ADDRESS_1": "Pier 3", "CITY": "Hamburg", "COUNTRY": "Germany"})
            account = {"ENTITY_ID": requisite, "NAME": "A", "RQ_BANK_NAME": "Example Bank"}
            api("crm.requisite.bankdetail.add", fields=account)
        fields = {"TITLE": "Ropes", "COMPANY_ID": self.client, "ASSIGNED_BY_ID": 3, "CURRENCY_ID": "EUR", "OPENED": "Y"}
        self.deal = api("crm.deal.add", fields={**fields, "STAGE_ID": "NEW", "CLOSEDATE": "2026-03-08"})
        api("crm.deal.productrows.set", id=self.deal, rows=GOODS)

    def document(self, content: bytes, **more: Any) -> dict[str, Any]:
        number = of_deals(self.api, content)
        params = {"templateId": number, "entityTypeId": DEAL, "entityId": self.deal, **more}
        found: dict[str, Any] = self.api("crm.documentgenerator.document.add", **params)["document"]
        return found


@pytest.fixture
def sale(admin: Api) -> Sale:
    return Sale(admin)


def file_of(api: Api, document: dict[str, Any]) -> bytes:
    return taken(api, document["downloadUrl"])


def test_a_document_has_the_fields_of_its_record_and_of_whom_it_names(sale: Sale, admin: Api) -> None:
    content = word(
        "{DocumentNumber} {DocumentTitle} {Title} {Closedate} {StageId}",
        "{ClientPhone} {ClientEmail} {ClientWeb} {CompanyTitle} {ContactName}",
        "{RequisiteRqCompanyName}; {RequisiteRegisteredAddressText}; {BankDetailRqBankName}",
        "{MyCompanyTitle}; {MyCompanyRequisiteRqCompanyName}; {MyCompanyRequisiteRegisteredAddressCity}",
        "{MyCompanyAssignedName} {AssignedLastName} {AssignedById}",
        "{TotalSum} {TotalRaw} {TotalTax} {TotalRows} {Opportunity} {Nothing}",
        table=[
            ["{ProductsIndex}", "{ProductsProductName}", "{ProductsProductQuantity} {ProductsProductMeasureName}"],
            ["{ProductsProductPriceRaw}", "{ProductsProductPriceRawSum}", "{ProductsProductPriceSum}"],
            ["{TaxesTaxTitle}", "{TaxesTaxRate}", "{TaxesTaxValue}"],
        ],
    )
    document = sale.document(content)
    found = file_of(admin, document)
    assert paragraphs(found) == [
        "1 Offer 1 Ropes 08.03.2026 " + stage_name(admin),
        "+49 1 a@example.test  Harbour & Sons ",
        "Harbour and Sons Limited; Pier 3, Hamburg, Germany; Example Bank",
        "Own Ltd; Own Limited; Hamburg",
        "Clara Mast Clara Mast",
        "€1,740.75 €1,700.75 €40.00 2 €1,740.75 ",
    ]
    assert rows(found) == [
        ["1", "Rope", "2 m"], ["€100.00", "€200.00", "€240.00"],
        ["2", "Buoy {Title}", "1.5 "], ["€1,000.50", "€1,500.75", "€1,500.75"],
        ["Tax 20%", "20", "€40.00"],
    ]  # fmt: skip
    assert document["products"] == {"currencyId": "EUR", "totalSum": "1740.75", "totalRows": 2}
    assert (document["entityTypeId"], document["entityId"]) == ("2", str(sale.deal))


def stage_name(api: Api) -> str:
    return str(
        next(row["NAME"] for row in api("crm.status.list", filter={"ENTITY_ID": "DEAL_STAGE", "STATUS_ID": "NEW"}))
    )


def test_values_take_the_places_of_what_the_record_says(sale: Sale, admin: Api) -> None:
    content = word("{Title} {TotalSum}", table=[["{ProductsProductName}", "{ProductsProductQuantity}"]])
    values = {"Title": "Other", "ProductsProductName": ["Line", ""], "ProductsProductQuantity": "many"}
    document = sale.document(
        content, values={**values, "DocumentNumber": "2026-001"}, fields={"TotalSum": {"VALUE": "0"}}
    )
    assert (document["number"], document["title"]) == ("2026-001", "Offer 2026-001")
    found = file_of(admin, document)
    assert paragraphs(found) == ["Other 0"]
    assert rows(found) == [["Line", "many"], ["", "many"]]
    admin("crm.deal.update", id=sale.deal, fields={"TITLE": "Changed"})
    admin("crm.deal.productrows.set", id=sale.deal, rows=GOODS[:1])
    changed = admin("crm.documentgenerator.document.update", id=document["id"], values={"Title": ""})["document"]
    assert rows(file_of(admin, changed)) == [["Line", "many"]]
    assert changed["products"]["totalRows"] == 1


def test_one_of_several_own_companies_is_chosen(sale: Sale, admin: Api) -> None:
    other = admin("crm.company.add", fields={"TITLE": "Second Ltd", "IS_MY_COMPANY": "Y"})
    content = word("{MyCompanyTitle} {MyCompanyRequisiteRqCompanyName}")
    assert paragraphs(file_of(admin, sale.document(content))) == ["Own Ltd Own Limited"]
    document = sale.document(content, values={"MY_COMPANY": other})
    assert paragraphs(file_of(admin, document)) == ["Second Ltd "]
    fields = admin("crm.documentgenerator.document.getfields", id=document["id"])["documentFields"]
    assert fields["MY_COMPANY"] == {
        "title": "My company",
        "group": ["Document", "My company"],
        "value": [
            {"value": str(sale.own), "title": "Own Ltd", "selected": False},
            {"value": str(other), "title": "Second Ltd", "selected": True},
        ],
    }


def test_fields_are_told_with_where_they_come_from(sale: Sale, admin: Api) -> None:
    content = word("{DocumentCreateTime} {MyCompanyRequisiteRqCompanyName} {TotalSum} {ProductsProductName} {Nope}")
    number = of_deals(admin, content)
    params = {"id": number, "entityTypeId": DEAL, "entityId": sale.deal, "values": {"DocumentNumber": "2026-001"}}
    fields = admin("crm.documentgenerator.template.getfields", **params)["templateFields"]
    assert fields["DocumentNumber"]["value"] == "2026-001"
    assert fields["MyCompanyRequisiteRqCompanyName"]["chain"] == "this.SOURCE.MY_COMPANY.REQUISITE.RQ_COMPANY_NAME"
    assert fields["MyCompanyRequisiteRqCompanyName"]["group"] == ["Document", "My company", "Requisite"]
    assert fields["TotalSum"]["format"] == {"currencyId": "EUR", "withZeros": True}
    assert fields["ProductsProductName"]["value"] == ["Rope", "Buoy {Title}"]
    assert fields["ProductsProductName"]["options"] == {"isArray": True}
    assert fields["Nope"] == {"value": "", "default": ""}
    empty = admin("crm.documentgenerator.template.getfields", id=number, entityTypeId=DEAL)["templateFields"]
    assert empty["ProductsProductName"]["value"] == []
    assert admin.send("crm.documentgenerator.template.getfields", id=number, entityTypeId=99).error == (
        400, "0", "No provider for entityTypeId",
    )  # fmt: skip


def test_pictures_of_user_fields_are_shown_and_stamps_where_they_are_wanted(sale: Sale, admin: Api) -> None:
    admin("crm.company.userfield.add", fields={"FIELD_NAME": "STAMP", "USER_TYPE_ID": "file"})
    images = {name: {"fileData": ["a.png", coded(picture())]} for name in ("LOGO", "UF_CRM_STAMP")}
    admin("crm.company.update", id=sale.own, fields=images)
    content = word("{MyCompanyUfLogo}{MyCompanyUfLogo} {MyCompanyUfStamp}")
    bare, stamped = sale.document(content), sale.document(content, stampsEnabled=1)
    assert (pictures(file_of(admin, bare)), pictures(file_of(admin, stamped))) == (2, 3)
    assert (bare["stampsEnabled"], bare["changeStampsEnabled"]) == (False, True)
    assert sale.document(word("x"))["changeStampsDisabledReason"] == "The template has no stamps and signatures"


def test_a_record_that_there_is_not_has_empty_fields(admin: Api) -> None:
    number = of_deals(admin, word("[{Title}] [{TotalSum}]"))
    params = {"templateId": number, "entityTypeId": DEAL, "entityId": 99_999}
    document = admin("crm.documentgenerator.document.add", **params)["document"]
    assert paragraphs(file_of(admin, document))[0].startswith("[] [")
    assert document["number"] == "1"
    again = admin("crm.documentgenerator.document.add", **params)["document"]
    assert again["number"] == "2"


@pytest.mark.parametrize(
    ("params", "refusal"),
    [
        ({"entityTypeId": 99}, "No provider for entityTypeId"),
        ({"entityTypeId": 1024}, "No provider for entityTypeId"),
        ({"entityTypeId": None}, "No provider for entityTypeId"),
        ({"entityId": ""}, 'Empty required parameter "value"'),
        ({"entityTypeId": 3}, "Cannot create document"),
        ({"templateId": 999}, "Template not found"),
    ],
)
def test_a_document_is_about_a_record_of_its_template(params: dict[str, Any], refusal: str, admin: Api) -> None:
    number = of_deals(admin, word("x"))
    said = {"templateId": number, "entityTypeId": DEAL, "entityId": 1, **params}
    assert admin.send("crm.documentgenerator.document.add", **said).error == (400, "0", refusal)
    assert admin(
        "crm.documentgenerator.document.add", **said | {"templateId": number, "entityTypeId": DEAL, "entityId": 1}
    )


def test_a_type_that_is_removed_leaves_documents_that_cannot_be_made_anew(admin: Api) -> None:
    made = admin("crm.type.add", fields={"title": "Repair", "entityTypeId": 2024})["type"]
    item = admin("crm.item.add", entityTypeId=2024, fields={"title": "Pump"})["item"]["id"]
    number = of_deals(admin, word("{Title}"), entityTypeId=["2024"])
    params = {"templateId": number, "entityTypeId": 2024, "entityId": item}
    document = admin("crm.documentgenerator.document.add", **params)["document"]
    assert paragraphs(file_of(admin, document)) == ["Pump"]
    admin("crm.item.delete", entityTypeId=2024, id=item)
    assert admin.send("crm.documentgenerator.document.get", id=document["id"]).error == (400, "0", "Document not found")
    document = admin("crm.documentgenerator.document.add", **params)["document"]
    admin("crm.type.delete", id=made["id"])
    assert admin.send("crm.documentgenerator.document.add", **params).error == (
        400,
        "0",
        "No provider for entityTypeId",
    )
    kept = admin("crm.documentgenerator.document.get", id=document["id"])["document"]
    assert kept["entityTypeId"] == "2024"
    refused = admin.send("crm.documentgenerator.document.update", id=document["id"])
    assert refused.error == (400, "0", "No provider for entityTypeId")
    admin("crm.documentgenerator.document.delete", id=document["id"])


def test_documents_are_for_who_may_read_their_record(sale: Sale, admin: Api, seller: Api) -> None:
    secret = admin("crm.deal.add", fields={"TITLE": "Secret", "ASSIGNED_BY_ID": 1, "OPENED": "N"})
    assert seller.send("crm.deal.get", id=secret).status == 400
    number = of_deals(admin, word("{Title}"))
    params = {"templateId": number, "entityTypeId": DEAL, "entityId": secret}
    theirs = admin("crm.documentgenerator.document.add", **params)["document"]
    mine = sale.document(word("{Title}"))
    assert seller.send("crm.documentgenerator.document.add", **params).error == DENIED
    for verb in ("get", "update", "delete", "enablepublicurl", "getfields"):
        assert seller.send(f"crm.documentgenerator.document.{verb}", id=theirs["id"]).error == DENIED
    answer = seller.send("crm.documentgenerator.document.list")
    assert [row["id"] for row in answer.result["documents"]] == [str(mine["id"])]
    assert answer.json["total"] == 1
    about = {"entityTypeId": DEAL, "entityId": secret}
    assert seller.send("crm.documentgenerator.document.list", filter=about).error == (
        400,
        "ACCESS_DENIED",
        "Access denied",
    )
    assert seller("crm.documentgenerator.document.list", filter={"entityId": [secret]})["documents"] == []
    found = seller("crm.documentgenerator.document.get", id=mine["id"])["document"]
    assert paragraphs(file_of(seller, found)) == ["Ropes"]
    admin("crm.deal.update", id=sale.deal, fields={"ASSIGNED_BY_ID": 1, "OPENED": "N"})
    assert download(seller, found["downloadUrl"]).error == DENIED


def test_a_document_shows_of_others_what_its_maker_may_read(admin: Api, seller: Api) -> None:
    hidden = admin("crm.contact.add", fields={"NAME": "Hidden", "ASSIGNED_BY_ID": 1, "OPENED": "N"})
    assert seller.send("crm.contact.get", id=hidden).status == 400
    fields = {"TITLE": "Ropes", "CONTACT_ID": hidden, "ASSIGNED_BY_ID": 3}
    deal = admin("crm.deal.add", fields=fields)
    params = {"templateId": of_deals(admin, word("[{ContactName}]")), "entityTypeId": DEAL, "entityId": deal}
    for api, shown in ((admin, "[Hidden]"), (seller, "[]")):
        document = api("crm.documentgenerator.document.add", **params)["document"]
        assert paragraphs(file_of(api, document)) == [shown]


def test_roles_say_who_makes_and_sees_documents(sale: Sale, admin: Api, seller: Api) -> None:
    number = sale.document(word("x"))["id"]
    give(admin, (a_role(admin, DOCUMENTS={"VIEW": "X"}), "U3"))
    assert seller("crm.documentgenerator.document.get", id=number)["document"]["id"] == str(number)
    refusals = {
        "add": DENIED,
        "delete": DENIED,
        "update": (400, "0", "You do not have permissions to modify this document"),
        "enablepublicurl": (400, "", "You do not have permissions to modify this document"),
        "getfields": (400, "", "You do not have permissions to modify documents"),
        "upload": (400, "", "You do not have permissions to view documents"),
    }
    for verb, refusal in refusals.items():
        answer = seller.send(f"crm.documentgenerator.document.{verb}", id=number, fields={"title": "x"}, templateId=1)
        assert answer.error == refusal, verb
    give(admin)
    for verb in ("get", "list"):
        refused = seller.send(f"crm.documentgenerator.document.{verb}", id=number)
        assert refused.error == (400, "", "You do not have permissions to view documents")


def test_documents_are_told_of_and_stand_in_the_timeline(sale: Sale, wire: Wire, admin: Api) -> None:
    told = {f"ONCRMDOCUMENTGENERATORDOCUMENT{verb}" for verb in ("ADD", "UPDATE", "DELETE")}

    app = app_of(wire, 1, SCOPES)
    for event in told:
        app("event.bind", event=event, event_type="offline")
    number = sale.document(word("x"))["id"]
    app("crm.documentgenerator.document.update", id=number)
    admin("crm.documentgenerator.document.update", id=number)
    entries = admin("crm.timeline.logmessage.list", entityTypeId=DEAL, entityId=sale.deal)
    assert [(entry["title"], entry["text"], entry["iconCode"]) for entry in entries] == [
        ("Document created", "Offer 1", "document")
    ]
    admin("crm.documentgenerator.document.delete", id=number)
    found = app("event.offline.list")
    assert {row["EVENT_NAME"] for row in found} == told
    data = found[0]["EVENT_DATA"]
    assert data["FIELDS"] == {"ID": number, "ENTITY_TYPE_ID": DEAL, "ENTITY_ID": sale.deal}


def test_a_deleted_record_takes_its_documents_along(sale: Sale, wire: Wire, admin: Api) -> None:
    document = sale.document(word("x"))
    admin("crm.documentgenerator.document.enablepublicurl", id=document["id"])
    admin("crm.deal.delete", id=sale.deal)
    refused = admin.send("crm.documentgenerator.document.get", id=document["id"])
    assert refused.error == (400, "0", "Document not found")
    with wire.portal.store.snapshot() as tx:
        assert list(broken(tx)) == []


def test_a_document_comes_ready(sale: Sale, wire: Wire, admin: Api) -> None:
    content = word("Signed {Title}")
    fields = {
        "entityTypeId": DEAL, "entityId": sale.deal, "region": "de", "title": "Contract", "number": "7",
        "fileContent": coded(content), "pdfContent": coded(b"%PDF-1.4"), "imageContent": coded(picture()),
    }  # fmt: skip
    document = admin("crm.documentgenerator.document.upload", fields=fields)["document"]
    assert (document["title"], document["number"], document["stampsEnabled"]) == ("Contract", "7", False)
    assert taken(admin, document["downloadUrl"]) == content
    assert taken(admin, document["pdfUrl"]) == b"%PDF-1.4"
    assert taken(admin, document["imageUrlMachine"]) == picture()
    refused = admin.send("crm.documentgenerator.template.get", id=document["templateId"])
    assert refused.error == (400, "0", "Template not found")
    changed = admin("crm.documentgenerator.document.update", id=document["id"], values={"Title": "it"})["document"]
    assert (changed["title"], changed["number"], changed["pdfUrl"]) == ("Contract", "7", "")
    assert paragraphs(file_of(admin, changed)) == ["Signed it"]
    admin("crm.documentgenerator.document.delete", id=document["id"])
    for name in ("entityTypeId", "fileContent", "region", "entityId"):
        refused = admin.send("crm.documentgenerator.document.upload", fields=fields | {name: ""})
        assert refused.error == (400, "0", f"Empty required fields: {name}")
    for said, text in (
        ({"entityTypeId": "x"}, 'Wrong "entityTypeId" field value'),
        ({"entityTypeId": 99}, "No provider for entityTypeId"),
        ({"entityId": "x"}, 'Wrong "entityId" field value'),
        ({"entityId": 99_999}, 'Wrong "entityId" field value'),
        ({"fileContent": "?"}, "Could not save file"),
        ({"fileContent": coded(b"no file of Word")}, "Could not save file"),
    ):
        assert admin.send("crm.documentgenerator.document.upload", fields=fields | said).error == (400, "0", text)
    with wire.portal.store.snapshot() as tx:
        assert list(broken(tx)) == []


def test_documents_are_listed_by_their_record(sale: Sale, admin: Api) -> None:
    numbers = [sale.document(word("x"))["id"] for _ in range(2)]
    about = {"entityTypeId": DEAL, "entityId": sale.deal}
    answer = admin.send("crm.documentgenerator.document.list", filter=about, order={"id": "desc"})
    assert [int(row["id"]) for row in answer.result["documents"]] == numbers[::-1]
    row = answer.result["documents"][0]
    assert {"title", "number", "templateId", "fileId", "values", "entityId", "entityTypeId", "createdBy"} <= row.keys()
    refused = admin.send("crm.documentgenerator.document.list", select=["id", "entityTypeId"])
    assert refused.error[1] == "100"
    (row,) = admin("crm.documentgenerator.document.list", select=["id"], filter={"id": numbers[0]})["documents"]
    assert row.keys() == {"id", "values", "stampsEnabled", "downloadUrl", "downloadUrlMachine"}


def test_records_that_become_one_keep_their_documents(admin: Api) -> None:
    first, second = (admin("crm.contact.add", fields={"NAME": "Ann"}) for _ in range(2))
    number = of_deals(admin, word("{Name}"), entityTypeId=["3"])
    params = {"templateId": number, "entityTypeId": 3, "entityId": second}
    document = admin("crm.documentgenerator.document.add", **params)["document"]
    admin("crm.entity.mergeBatch", params={"entityTypeId": 3, "entityIds": [first, second]})
    assert admin("crm.documentgenerator.document.get", id=document["id"])["document"]["entityId"] == str(first)


def test_a_document_of_an_application_is_none_of_the_crm(admin: Api) -> None:
    number = template(admin, word("x"))
    document = admin("documentgenerator.document.add", templateId=number, value="A")["document"]["id"]
    for verb, code in (("get", ""), ("delete", ""), ("enablepublicurl", ""), ("getfields", ""), ("update", "0")):
        refused = admin.send(f"crm.documentgenerator.document.{verb}", id=document)
        assert refused.error == (400, code, "Document not found")


def test_other_users_of_a_template_are_told_apart(wire: Wire, admin: Api, seller: Api) -> None:
    deal = admin("crm.deal.add", fields={"TITLE": "Ropes", "ASSIGNED_BY_ID": 3})
    for users, refused in ((["U1"], True), (["U3"], False)):
        number = of_deals(admin, word("x"), users=users)
        answer = seller.send("crm.documentgenerator.document.add", templateId=number, entityTypeId=DEAL, entityId=deal)
        assert (answer.status == 400) is refused
        if refused:
            assert answer.error == DENIED
    assert api_of(wire, 1, "documentgenerator").send("crm.documentgenerator.document.list").status == 403
