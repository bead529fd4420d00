"""Documents of the inventory: conducting them moves stock exactly, and cancelling moves it back."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.apps import AppApi, app_of
from tests.conftest import Wire

ROPE, LINE = 1, 2
"""Products of the demo portal."""
RIGHTS = ("ERROR_DOCUMENT_RIGHTS", "Access denied")

Make = Callable[..., int]


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, "crm,catalog")


@pytest.fixture
def stores(admin: AppApi) -> tuple[int, int]:
    made = [admin("catalog.store.add", fields={"address": address})["store"]["id"] for address in ("Quay", "Loft")]
    return made[0], made[1]


@pytest.fixture
def document(admin: AppApi) -> Make:
    """Makes a document with goods: what of them it does not say is half a piece of rope."""

    def make(kind: str, *goods: dict[str, Any]) -> int:
        fields = {"docType": kind, "currency": "EUR", "responsibleId": 1, "title": f"Of {kind}"}
        number = int(admin("catalog.document.add", fields=fields)["document"]["id"])
        for each in goods:
            admin("catalog.document.element.add", fields={"docId": number, "elementId": ROPE, "amount": 0.5, **each})
        return number

    return make


def held(admin: AppApi, product: int = ROPE) -> dict[int, float]:
    found = admin("catalog.storeproduct.list", filter={"productId": product})["storeProducts"]
    return {row["storeId"]: row["amount"] for row in found}


def refusal(admin: AppApi, method: str, **params: Any) -> tuple[Any, ...]:
    found: tuple[Any, ...] = admin.send(method, **params).error
    return found[1:]


def test_a_new_document_is_a_draft_and_begins_the_account(admin: AppApi) -> None:
    assert admin("catalog.document.mode.status") == "N"
    admin("catalog.product.update", id=ROPE, fields={"quantity": 7})
    fields = {"docType": "S", "currency": "EUR", "responsibleId": 3}
    made = admin("catalog.document.add", fields=fields)["document"]
    assert made == {
        **made, **fields, "status": "N", "statusBy": None, "siteId": "s1", "createdBy": 1, "modifiedBy": 1,
        "total": None, "dateDocument": None, "docNumber": str(made["id"]), "title": f"Goods Acquisition #{made['id']}",
    }  # fmt: skip
    assert admin("catalog.document.mode.status") == "Y"
    changed = admin("catalog.product.update", id=ROPE, fields={"quantity": 9, "purchasingPrice": 1, "sort": 5})
    assert [changed["element"][name] for name in ("quantity", "purchasingPrice", "sort")] == [7, None, 5]
    said = {"title": "Spring", "responsibleId": 1, "currency": "USD", "docType": "D", "status": "Y", "total": 12.5}
    changed = admin("catalog.document.update", id=made["id"], fields=said)["document"]
    assert changed == {**changed, **said, "currency": "EUR", "docType": "S", "status": "N"}
    assert {entry["id"] for entry in admin("catalog.enum.getStoreDocumentTypes")["enum"]} == set("ASMRD")


def test_what_a_document_names_is_there(admin: AppApi) -> None:
    good = {"docType": "A", "currency": "EUR", "responsibleId": 1}
    for fields, text in (
        ({"docType": "X"}, "DOC_TYPE isn't available"),
        ({"currency": "XXX"}, "Invalid value of the field: currency"),
        ({"responsibleId": 999}, "Invalid value of the field: responsibleId"),
        ({"createdBy": 999}, "Invalid value of the field: createdBy"),
        ({"total": 1e13}, "Invalid value of the field: total"),
        ({"responsibleId": None}, "Required fields: responsibleId"),
    ):
        assert refusal(admin, "catalog.document.add", fields={**good, **fields}) == ("0", text)
    assert refusal(admin, "catalog.document.update", id=99, fields={}) == ("0", "Document not found")
    assert refusal(admin, "catalog.document.delete", id=99) == ("0", "Document not found")
    assert refusal(admin, "catalog.document.conduct", id=99) == ("0", "Document not found")


def test_conducting_moves_stock_exactly_and_cancelling_moves_it_back(
    admin: AppApi, stores: tuple[int, int], document: Make
) -> None:
    quay, loft = stores
    for amount in (0.1, 0.2, 0.7):
        number = document("S", {"storeTo": quay, "amount": amount, "purchasingPrice": 1.1})
        assert admin("catalog.document.conduct", id=number) is True
    assert held(admin) == {quay: 1}
    product = admin("catalog.product.get", id=ROPE)["product"]
    assert [product[name] for name in ("quantity", "purchasingPrice", "purchasingCurrency")] == [1, "1.100000", "EUR"]
    moved = document("M", {"storeFrom": quay, "storeTo": loft, "amount": 0.3})
    gone = document("D", {"storeFrom": loft, "amount": 0.1})
    back = document("R", {"storeFrom": quay, "amount": 0.7})
    assert admin("catalog.document.conductList", documentIds=[moved, gone, back]) is True
    assert held(admin) == {quay: 0, loft: 0.2}
    assert admin("catalog.product.get", id=ROPE)["product"]["quantity"] == 0.2
    found = admin("catalog.document.list", filter={"id": back})["documents"][0]
    assert (found["status"], found["statusBy"]) == ("Y", 1)
    assert admin("catalog.document.cancelList", documentIds=[gone, back]) is True
    assert admin("catalog.document.cancel", id=moved) is True
    assert held(admin) == {quay: 1, loft: 0}
    assert admin("catalog.document.list", filter={"status": "C"}, select=["id"])["documents"] == [
        {"id": number} for number in (moved, gone, back)
    ]
    short = refusal(admin, "catalog.document.conduct", id=gone)
    assert short[1].startswith("Document conducting error: Not enough goods #1")
    first = admin("catalog.storeproduct.list", filter={"storeId": quay})["storeProducts"][0]
    assert admin("catalog.storeproduct.get", id=first["id"])["storeProduct"] == first
    assert refusal(admin, "catalog.storeproduct.get", id=999) == ("", "Store product does not exist")


def test_a_document_is_conducted_once_and_cancelled_once(
    admin: AppApi, stores: tuple[int, int], document: Make
) -> None:
    number = document("S", {"storeTo": stores[0]})
    refused = ("0", "Error cancelling document conduct: Document has not been conducted yet")
    assert refusal(admin, "catalog.document.cancel", id=number) == refused
    assert refusal(admin, "catalog.document.unconfirm", id=number) == refused
    assert admin("catalog.document.confirm", id=number) is True
    again = ("0", "Document conducting error: Document has already been conducted")
    assert refusal(admin, "catalog.document.conduct", id=number) == again
    several = refusal(admin, "catalog.document.conductList", documentIds=[number])
    assert several[1] == ('An error occurred while conducting the document "Of S": Document has already been conducted')
    twice = {"cmd": {"a": f"catalog.document.conduct?id={number}", "b": f"catalog.document.cancel?id={number}"}}
    assert set(admin("batch", **twice)["result_error"]) == {"a"}
    assert held(admin) == {stores[0]: 0}
    assert admin("catalog.document.conduct", id=number) is True
    assert held(admin) == {stores[0]: 0.5}
    assert admin("catalog.document.unconfirm", id=number) is True


def test_what_cannot_be_conducted_moves_nothing(admin: AppApi, stores: tuple[int, int], document: Make) -> None:
    quay, loft = stores
    admin("catalog.document.conduct", id=document("S", {"storeTo": quay, "amount": 2}))
    name = "#1 (Polyester rope 12 mm)"
    for kind, goods, reason in (
        ("S", [], "There are no products in the document"),
        (
            "S",
            [{"storeTo": quay, "amount": 0}],
            f"Incorrect quantity of goods {name} in the warehouse accounting document",
        ),
        ("S", [{}], f"The warehouse of goods {name} is not specified"),
        ("D", [{"storeTo": quay}], f"The warehouse of goods {name} is not specified"),
        ("M", [{"storeFrom": quay}], f"The warehouse of goods {name} is not specified"),
        ("M", [{"storeFrom": quay, "storeTo": quay}], f"Goods {name} are moved within one warehouse"),
        ("D", [{"storeFrom": quay}, {"storeFrom": loft}], f"Not enough goods {name} in the warehouse #{loft}"),
        ("D", [{"storeFrom": quay, "amount": 1.5}] * 2, f"Not enough goods {name} in the warehouse #{quay}"),
        ("A", [{"storeTo": quay}], "Supplier not specified"),
    ):
        number = document(kind, *goods)
        refused = refusal(admin, "catalog.document.conduct", id=number)
        assert refused == ("0", f"Document conducting error: {reason}")
        assert held(admin) == {quay: 2}, reason
    good = document("S", {"storeTo": loft})
    assert refusal(admin, "catalog.document.conductList", documentIds=[good, number])[1].endswith(
        "Supplier not specified"
    )
    assert refusal(admin, "catalog.document.conductList", documentIds=[good, 99]) == (
        "0",
        "Document conducting error: Document not found",
    )
    assert held(admin) == {quay: 2}
    admin("catalog.product.update", id=ROPE, fields={"canBuyZero": "Y"})
    assert admin("catalog.document.conduct", id=document("D", {"storeFrom": quay, "amount": 3})) is True
    assert held(admin) == {quay: -1}


def test_what_is_spent_cannot_be_taken_back(admin: AppApi, stores: tuple[int, int], document: Make) -> None:
    come = document("S", {"storeTo": stores[0], "amount": 2})
    admin("catalog.document.conduct", id=come)
    admin("catalog.document.conduct", id=document("D", {"storeFrom": stores[0], "amount": 1}))
    reason = f"Not enough goods #1 (Polyester rope 12 mm) in the warehouse #{stores[0]}"
    assert refusal(admin, "catalog.document.cancel", id=come) == ("0", f"Error cancelling document conduct: {reason}")
    several = refusal(admin, "catalog.document.cancelList", documentIds=[come])
    assert several[1] == f'An error occurred while canceling the document "Of S": {reason}'
    assert held(admin) == {stores[0]: 1}


def test_goods_change_in_drafts_and_sum_up(admin: AppApi, stores: tuple[int, int], document: Make) -> None:
    number = document("S", {"storeTo": stores[0], "amount": 3, "purchasingPrice": 0.1}, {"purchasingPrice": 1})
    total = {"filter": {"id": number}, "select": ["total"]}
    assert admin("catalog.document.list", **total)["documents"] == [{"total": 0.8}]
    goods = admin("catalog.document.element.list", filter={"docId": number})["documentElements"]
    changed = {"amount": 1, "storeTo": stores[1]}
    found = admin("catalog.document.element.update", id=goods[0]["id"], fields=changed)["documentElement"]
    assert found == {**goods[0], **changed}
    assert admin("catalog.document.element.delete", id=goods[1]["id"]) is True
    assert admin("catalog.document.list", **total)["documents"] == [{"total": 0.1}]
    service = admin("catalog.product.service.list", filter={"iblockId": 1}, select=["id", "iblockId"])["services"][0]
    add = "catalog.document.element.add"
    for fields in ({"elementId": service["id"]}, {"elementId": 999}, {"storeTo": 999}, {"amount": -1}):
        refused = refusal(admin, add, fields={"docId": number, "elementId": ROPE, **fields})
        assert refused == ("0", "Error of adding new document element")
    refused = refusal(admin, "catalog.document.element.update", id=goods[0]["id"], fields={"storeFrom": 999})
    assert refused == ("0", "Error of modifying new document")
    absent = ("ERROR_DOCUMENT_STATUS", "Document not found")
    assert refusal(admin, add, fields={"docId": 99, "elementId": ROPE}) == absent
    assert refusal(admin, "catalog.document.element.delete", id=999) == absent
    admin("catalog.document.conduct", id=number)
    conducted = ("ERROR_DOCUMENT_STATUS", "Conducted document")
    assert refusal(admin, add, fields={"docId": number, "elementId": ROPE}) == conducted
    assert refusal(admin, "catalog.document.element.update", id=goods[0]["id"], fields={"amount": 9}) == conducted
    assert refusal(admin, "catalog.document.element.delete", id=goods[0]["id"]) == conducted


def test_conducted_documents_and_stores_with_stock_stay(admin: AppApi, stores: tuple[int, int], document: Make) -> None:
    number, draft = document("S", {"storeTo": stores[0]}), document("S", {"storeTo": stores[0]})
    admin("catalog.document.conduct", id=number)
    stays = ("0", 'You cannot delete document "Of S" as it is processed')
    assert refusal(admin, "catalog.document.delete", id=number) == stays
    assert refusal(admin, "catalog.document.deleteList", documentIds=[draft, number]) == stays
    absent = refusal(admin, "catalog.document.deleteList", documentIds=[draft, 99])
    assert absent == ("0", 'An error occurred while deleting document "#99": Document not found')
    assert refusal(admin, "catalog.store.delete", id=stores[0]) == ("0", "The store has products in it")
    admin("catalog.document.cancel", id=number)
    assert admin("catalog.document.deleteList", documentIds=[draft, number]) is True
    assert admin("catalog.document.element.list")["documentElements"] == []
    assert admin("catalog.store.delete", id=stores[0]) is True
    assert held(admin) == {}
    other = document("S", {"storeTo": stores[1]})
    admin("catalog.document.conduct", id=other)
    admin("catalog.product.delete", id=ROPE)
    assert admin("catalog.storeproduct.list")["storeProducts"] == []
    assert admin("catalog.document.cancel", id=other) is True


def test_receipts_name_their_suppliers(admin: AppApi, stores: tuple[int, int], document: Make) -> None:
    def vendor(kind: int, code: str, **fields: Any) -> int:
        listed = admin("crm.category.list", entityTypeId=kind, filter={"code": f"CATALOG_CONTRACTOR_{code}"})
        said = {**fields, "categoryId": listed["categories"][0]["id"]}
        return int(admin("crm.item.add", entityTypeId=kind, fields=said)["item"]["id"])

    company, other = (vendor(4, "COMPANY", title=title) for title in ("Ropewalk", "Sailmaker"))
    contact = vendor(3, "CONTACT", name="Klaus")
    number, adjustment = document("A", {"storeTo": stores[0]}), document("S")
    add, good = "catalog.documentcontractor.add", {"documentId": number, "entityTypeId": 4, "entityId": company}
    made = admin(add, fields=good)["documentContractor"]
    for fields, text in (
        ({"documentId": 99}, "Store document was not found"),
        ({"documentId": adjustment}, "Type of store document is wrong"),
        ({"entityTypeId": 2}, "Wrong entity type id"),
        ({"entityId": 1}, "Wrong entity id"),
        ({"entityId": 999}, "Wrong entity id"),
        ({}, "This contractor has been already bound to this document"),
        ({"entityId": other}, "This document already has a Company contractor"),
        ({"entityId": None}, "Required fields: entityId"),
    ):
        assert refusal(admin, add, fields={**good, **fields}) == ("0", text)
    admin(add, fields={**good, "entityTypeId": 3, "entityId": contact})
    listed = admin("catalog.documentcontractor.list", filter={"entityTypeId": 4})["documentContractor"]
    assert listed == [made] == [{**good, "id": made["id"]}]
    assert admin("catalog.document.conduct", id=number) is True
    remove = "catalog.documentcontractor.delete"
    assert refusal(admin, remove, id=made["id"]) == ("0", "Unable to edit conducted document")
    assert refusal(admin, remove, id=999) == ("0", "Binding was not found")
    assert set(admin("catalog.documentcontractor.getFields")["documentContractor"]) == set(made)


def test_who_administers_nothing_conducts_nothing(admin: AppApi, document: Make) -> None:
    number, reader = document("S", {}), admin.as_user(3)
    closed = ("0", "Insufficient permissions to save the document")
    for method in ("conduct", "cancel", "confirm", "unconfirm", "delete"):
        assert refusal(reader, f"catalog.document.{method}", id=number) == closed
    for method in ("conductList", "cancelList", "deleteList"):
        assert refusal(reader, f"catalog.document.{method}", documentIds=[number]) == closed
    for method in ("list", "getFields", "fields"):
        assert refusal(reader, f"catalog.document.{method}") == closed
    assert len(reader("catalog.document.element.list")["documentElements"]) == 1
    assert refusal(reader, "catalog.document.element.add", fields={}) == RIGHTS
    assert reader("catalog.document.mode.status") == "Y"
    assert reader("catalog.storeproduct.getFields")["storeProduct"]["amount"]["isReadOnly"] is True
    assert refusal(reader, "catalog.documentcontractor.list") == ("0", "Access denied")


def test_the_older_names_describe_fields_in_a_list_of_one(admin: AppApi) -> None:
    (fields,) = admin("catalog.document.fields")
    assert set(fields) == set(admin("catalog.document.getFields")["document"])
    (fields,) = admin("catalog.document.element.fields")
    assert fields["id"] == {
        "type": "integer", "isRequired": False, "isReadOnly": True, "isImmutable": False, "isMultiple": False,
        "isDynamic": False, "title": "ID",
    }  # fmt: skip
    assert set(fields) == set(admin("catalog.document.element.getFields")["documentElement"])


def test_groups_see_or_pay_prices_of_a_type_once(admin: AppApi) -> None:
    good, add = {"catalogGroupId": 1, "groupId": 23, "access": "Y"}, "catalog.priceTypeGroup.add"
    made = admin(add, fields=good)["priceTypeGroup"]
    for fields, text in (
        ({"catalogGroupId": 99}, "The specified price type does not exist"),
        ({"groupId": 0}, "The specified group does not exist"),
        ({"access": "X"}, "Invalid access type provided. The available values are: Y, N"),
        ({}, "The specified access type for this group already exists"),
    ):
        assert refusal(admin, add, fields={**good, **fields}) == ("0", text)
    seen = admin(add, fields={**good, "access": "N"})["priceTypeGroup"]["id"]
    assert len(admin("catalog.priceTypeGroup.list", filter={"groupId": 23})["priceTypeGroups"]) == 2
    assert admin("catalog.priceTypeGroup.delete", id=seen) is True
    assert refusal(admin, "catalog.priceTypeGroup.delete", id=seen) == ("0", "Entity does not exist")
    assert refusal(admin.as_user(3), add, fields=good)[0] == "200040300020"
    assert made == {**good, "id": made["id"]}
    assert admin("catalog.priceTypeGroup.getFields")["priceTypeGroup"]["id"]["isImmutable"] is True
    kind = admin("catalog.priceType.add", fields={"name": "TRADE"})["priceType"]["id"]
    admin(add, fields={**good, "catalogGroupId": kind})
    admin("catalog.priceType.delete", id=kind)
    assert admin("catalog.priceTypeGroup.list")["priceTypeGroups"] == [made]


def test_prices_name_markups_that_there_are(admin: AppApi) -> None:
    (extra,) = admin("catalog.extra.list")["extras"]
    assert admin("catalog.extra.get", id=extra["id"])["extra"] == {"id": 1, "name": "Chandlery", "percentage": 35}
    assert admin.refused("catalog.extra.get", id=99) == (400, "202000000000")
    assert admin("catalog.extra.getFields")["extra"]["percentage"]["type"] == "double"
    price = admin("catalog.price.list", filter={"productId": 1})["prices"][0]
    said = {"price": 5, "currency": "EUR", "extraId": 1}
    assert admin("catalog.price.update", id=price["id"], fields=said)["price"]["extraId"] == 1
    assert admin.refused("catalog.price.update", id=price["id"], fields={**said, "extraId": 9}) == (400, "0")
