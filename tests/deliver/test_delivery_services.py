"""``sale/delivery/webhooks/``: handlers of delivery services are asked for prices, and told what to bring; and
``sale.delivery.request.*``, by which they say how it goes.
"""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select

from homeport.domain.integrity import broken
from homeport.domain.sale.delivery_tables import MESSAGE, REQUEST
from homeport.store import Query
from homeport.testing.credentials import Refused
from homeport.testing.portal import LocalPortal
from tests.deliver.json_site import JsonSite
from tests.handler import WAIT_SECONDS

_REQUESTS = Query(select(REQUEST).order_by(REQUEST.c.ID))
_MESSAGES = Query(select(MESSAGE).order_by(MESSAGE.c.ID))
CALLED = "4757aca4931a4f029f49c0db4374d13d"
RANDOM = {"TYPE": "STRING", "CODE": "KEY", "NAME": "Key"}


@pytest.fixture
def site() -> Iterator[JsonSite]:
    with JsonSite() as site:
        yield site


class Shop:
    """A portal with a delivery service of a handler, and a deal whose order is to be brought."""

    def __init__(self, portal: LocalPortal, site: JsonSite) -> None:
        self.portal, self.site = portal, site
        self.call = portal.webhook(scope="sale,delivery,crm").call
        urls = {
            "CALCULATE_URL": "price",
            "CREATE_DELIVERY_REQUEST_URL": "order",
            "CANCEL_DELIVERY_REQUEST_URL": "cancel",
        }
        settings = {name: f"{site.url}/{path}" for name, path in urls.items()}
        profiles = [{"NAME": "Launch", "CODE": "LAUNCH"}]
        handler = {"NAME": "Boats", "CODE": "boats", "SETTINGS": settings | {"CONFIG": [RANDOM]}, "PROFILES": profiles}
        self.call("sale.delivery.handler.add", **handler)
        service = {
            "REST_CODE": "boats",
            "NAME": "By boat",
            "CURRENCY": "EUR",
            "CONFIG": [{"CODE": "KEY", "VALUE": "k"}],
        }
        made = self.call("sale.delivery.add", **service)
        self.parent, self.service = int(made["parent"]["ID"]), int(made["profiles"][0]["ID"])
        order = {"lid": "s1", "personTypeId": 3, "currency": "EUR"}
        self.order = self.call("sale.order.add", fields=order)["order"]["id"]
        item = {"orderId": self.order, "productId": 0, "currency": "EUR", "name": "Rope", "quantity": 2, "price": 120}
        self.item = self.call("sale.basketitem.add", fields={**item, "weight": 300})["basketItem"]["id"]

    def ship(self, **more: Any) -> int:
        fields = {"orderId": self.order, "deliveryId": self.service, "allowDelivery": "N", "deducted": "N", **more}
        return int(self.call("sale.shipment.add", fields=fields)["shipment"]["id"])

    def change(self, number: int, **fields: Any) -> None:
        said = {"deliveryId": self.service, "allowDelivery": "N", "deducted": "N", **fields}
        self.call("sale.shipment.update", id=number, fields=said)

    def rows(self, query: Query) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.portal.read(lambda tx: tx.dicts(query))
        return found

    def ordered(self) -> tuple[int, dict[str, Any]]:
        """A shipment that may be delivered, and its request once it is on its way."""
        self.site.answers["/order"] = {"SUCCESS": "Y", "REQUEST_ID": CALLED}
        number = self.ship(allowDelivery="Y", priceDelivery=10)
        return number, until(lambda: self.rows(_REQUESTS), lambda rows: rows[-1]["STATE"] == "open")[-1]


def until(look: Callable[[], Any], holds: Callable[[Any], bool]) -> Any:
    deadline = time.monotonic() + WAIT_SECONDS
    while not holds(found := look()):
        assert time.monotonic() < deadline, found
        threading.Event().wait(0.01)
    return found


@pytest.fixture
def shop(portal: LocalPortal, site: JsonSite) -> Shop:
    return Shop(portal, site)


def test_a_shipment_costs_what_its_service_says(shop: Shop, site: JsonSite) -> None:
    site.answers["/price"] = {"SUCCESS": "Y", "PRICE": 79.99}
    number = shop.ship(responsibleId=3)
    said = site.asked("/price")["SHIPMENT"]
    assert said["ID"] == number
    assert said["DELIVERY_SERVICE"] == {
        "ID": shop.service,
        "CONFIG": [{"CODE": "PROFILE_TYPE", "VALUE": "LAUNCH"}],
        "PARENT": {"ID": shop.parent, "CONFIG": [{"CODE": "KEY", "VALUE": "k"}]},
    }
    assert said["RESPONSIBLE_CONTACT"]["NAME"] == "Clara Mast"
    assert (said["CURRENCY"], said["ITEMS"], said["RECIPIENT_CONTACT"]) == ("EUR", [], {"NAME": "", "PHONES": []})

    def shipment() -> Any:
        return shop.call("sale.shipment.get", id=number)["shipment"]

    found = until(shipment, lambda row: row["priceDelivery"] == 79.99)
    assert found["basePriceDelivery"] == 79.99
    assert shop.call("sale.order.get", id=shop.order)["order"]["price"] == 319.99
    site.answers["/price"] = {"SUCCESS": "N", "REASON": {"TEXT": "Too far"}}
    shop.call("sale.shipmentitem.add", fields={"orderDeliveryId": number, "basketId": shop.item, "quantity": 2})
    shop.change(number)
    again = site.asked("/price")["SHIPMENT"]
    assert (again["PRICE"], again["WEIGHT"]) == (240, 600)
    assert again["ITEMS"] == [{"NAME": "Rope", "PRICE": 120, "WEIGHT": 300, "CURRENCY": "EUR", "QUANTITY": 2}]
    marked = until(shipment, lambda row: row["marked"] == "Y")
    assert (marked["reasonMarked"], marked["priceDelivery"]) == ("Too far", 0)
    shop.change(number, priceDelivery=5)
    assert shipment()["priceDelivery"] == 5
    assert site.is_idle, "what somebody says costs that"


NO_PRICES = (b"oops", b'{"SUCCESS": "Y", "PRICE":' + b"[" * 100_000, {})


@pytest.mark.parametrize(
    "answer",
    [*NO_PRICES, *({"SUCCESS": "Y", "PRICE": price} for price in ("much", -1, 1e300, "NaN", [1], True, "9" * 400))],
)
def test_a_price_that_is_none_is_not_taken(answer: Any, shop: Shop, site: JsonSite) -> None:
    site.answers["/price"] = answer
    number = shop.ship()
    found = until(lambda: shop.call("sale.shipment.get", id=number)["shipment"], lambda row: row["marked"] == "Y")
    assert found["priceDelivery"] == 0


def test_a_shipment_that_may_be_delivered_is_ordered_and_cancelled_when_it_may_not(shop: Shop, site: JsonSite) -> None:
    number, row = shop.ordered()
    (said,) = site.asked("/order")["SHIPMENTS"]
    assert (said["ID"], row["REQUEST_ID"], row["SHIPMENT_ID"]) == (number, CALLED, number)
    site.answers["/cancel"] = {"SUCCESS": "N", "REASON": {"TEXT": "It is there already"}}
    shop.change(number, priceDelivery=10)
    assert site.asked("/cancel") == {"DELIVERY_ID": shop.service, "REQUEST_ID": CALLED}
    rows = until(lambda: shop.rows(_REQUESTS), lambda rows: rows[0]["STATE"] == "open")
    assert rows[0]["TROUBLE"] == "It is there already"
    site.answers["/cancel"] = {"SUCCESS": "Y"}
    shop.call("sale.shipment.delete", id=number)
    assert site.asked("/cancel")["REQUEST_ID"] == CALLED
    until(lambda: shop.rows(_REQUESTS), lambda rows: rows == [])
    shop.portal.read(lambda tx: [] == list(broken(tx)) or pytest.fail("rows that belong to nothing"))


def test_an_order_that_is_not_taken_says_why(shop: Shop, site: JsonSite) -> None:
    site.answers["/order"] = {"SUCCESS": "N", "REASON": {"TEXT": "No boats"}}
    shop.ship(allowDelivery="Y", priceDelivery=10)
    (row,) = until(lambda: shop.rows(_REQUESTS), lambda rows: rows[0]["STATE"] == "failed")
    assert row["TROUBLE"] == "No boats"


def test_a_service_says_how_a_request_stands(shop: Shop) -> None:
    shop.ordered()
    mine = {"DELIVERY_ID": shop.service, "REQUEST_ID": CALLED}
    phone = {"NAME": "Phone", "VALUE": "+1", "TAGS": ["phone"]}
    status = {"TEXT": "Performer found", "SEMANTIC": "process"}
    assert shop.call("sale.delivery.request.update", **mine, STATUS=status, PROPERTIES=[phone]) is True
    shop.call("sale.delivery.request.update", **mine, PROPERTIES=[{"NAME": "Boat", "VALUE": "Launch 7"}])
    (row,) = shop.rows(_REQUESTS)
    assert (row["STATUS_TEXT"], row["STATUS_SEMANTIC"], row["STATE"]) == ("Performer found", "process", "open")
    assert "Phone" in row["PROPERTIES"] and "Launch 7" in row["PROPERTIES"]
    shop.call("sale.delivery.request.update", **mine, PROPERTIES=[], OVERWRITE_PROPERTIES="Y", FINALIZE="Y")
    (row,) = shop.rows(_REQUESTS)
    assert (row["PROPERTIES"], row["STATE"]) == ("[]", "final")
    assert shop.call("sale.delivery.request.delete", **mine) is True
    assert shop.rows(_REQUESTS) == []
    with pytest.raises(Refused) as refused:
        shop.call("sale.delivery.request.delete", **mine)
    assert refused.value.code == "REQUEST_NOT_FOUND"


def test_a_service_tells_the_manager_and_the_recipient(shop: Shop) -> None:
    deal = shop.call("crm.deal.add", fields={"TITLE": "Ropes"})
    shop.call("crm.orderentity.add", fields={"orderId": shop.order, "ownerId": deal, "ownerTypeId": 2})
    shop.ordered()
    mine = {"DELIVERY_ID": shop.service, "REQUEST_ID": CALLED}
    message = {
        "SUBJECT": "Your order is on its way", "BODY": "Price: #MONEY#", "MONEY_VALUES": {"#MONEY#": 351.2},
        "STATUS": {"MESSAGE": "Success", "SEMANTIC": "success"},
    }  # fmt: skip
    assert shop.call("sale.delivery.request.sendmessage", **mine, ADDRESSEE="RECIPIENT", MESSAGE=message) is True
    (row,) = shop.rows(_MESSAGES)
    assert (row["ADDRESSEE"], row["BODY"], row["STATUS_SEMANTIC"]) == ("RECIPIENT", "Price: 351.20 EUR", "success")
    (entry,) = shop.call("crm.timeline.logmessage.list", entityTypeId=2, entityId=deal)
    assert (entry["title"], entry["text"]) == ("Your order is on its way", "Price: 351.20 EUR")


def test_what_a_service_says_wrongly_is_refused(shop: Shop) -> None:
    shop.ordered()
    mine = {"DELIVERY_ID": shop.service, "REQUEST_ID": CALLED}
    both: list[tuple[dict[str, Any], str]] = [
        ({"DELIVERY_ID": ""}, "DELIVERY_ID_NOT_SPECIFIED"),
        ({"DELIVERY_ID": 9999}, "DELIVERY_NOT_FOUND"),
        ({"DELIVERY_ID": "x"}, "DELIVERY_NOT_FOUND"),
        ({"REQUEST_ID": None}, "REQUEST_ID_NOT_SPECIFIED"),
        ({"REQUEST_ID": "other"}, "REQUEST_NOT_FOUND"),
    ]
    updates: list[tuple[dict[str, Any], str]] = [
        ({}, "EMPTY_UPDATE_PAYLOAD"),
        ({"STATUS": "x"}, "STATUS_UNEXPECTED_FORMAT"),
        ({"STATUS": {"SEMANTIC": "process"}}, "STATUS_TEXT_NOT_SPECIFIED"),
        ({"STATUS": {"TEXT": "x"}}, "STATUS_SEMANTIC_NOT_SPECIFIED"),
        ({"PROPERTIES": "x"}, "PROPERTIES_UNEXPECTED_FORMAT"),
        ({"PROPERTIES": ["x"]}, "PROPERTY_VALUE_UNEXPECTED_FORMAT"),
        ({"PROPERTIES": [{"NAME": "a"}]}, "PROPERTY_VALUE_UNEXPECTED_FORMAT"),
        ({"PROPERTIES": [{"NAME": "a", "VALUE": "b", "TAGS": "x"}]}, "PROPERTY_VALUE_TAGS_UNEXPECTED_FORMAT"),
        ({"PROPERTIES": [{"NAME": "a", "VALUE": "b", "TAGS": ["x"]}]}, "PROPERTY_VALUE_TAG_UNEXPECTED_FORMAT"),
        ({"FINALIZE": "x"}, "UNEXPECTED_REQUEST_FINALIZE_INDICATOR_VALUE"),
        ({"PROPERTIES": [], "OVERWRITE_PROPERTIES": "x"}, "UNEXPECTED_OVERWRITE_PROPERTIES_VALUE"),
    ]
    said = {"ADDRESSEE": "MANAGER", "MESSAGE": {"SUBJECT": "x"}}
    messages: list[tuple[dict[str, Any], str]] = [
        ({"ADDRESSEE": ""}, "ADDRESSEE_IS_NOT_SPECIFIED"),
        ({"ADDRESSEE": "x"}, "ADDRESSEE_UNEXPECTED_VALUE"),
        ({"MESSAGE": {}}, "MESSAGE_NOT_SPECIFIED"),
        ({"MESSAGE": {"BODY": "x", "STATUS": {"SEMANTIC": "error"}}}, "MESSAGE_STATUS_NOT_SPECIFIED"),
        ({"MESSAGE": {"BODY": "x", "STATUS": {"MESSAGE": "x"}}}, "MESSAGE_STATUS_SEMANTIC_NOT_SPECIFIED"),
        ({"MESSAGE": {"BODY": "x", "STATUS": {"MESSAGE": "x", "SEMANTIC": "y"}}}, "UNEXPECTED_MESSAGE_STATUS_SEMANTIC"),
    ]
    for verb, good, cases in (
        ("update", {}, both + updates),
        ("sendmessage", said, both + messages),
        ("delete", {}, both),
    ):
        for given, code in cases:
            with pytest.raises(Refused) as refused:
                shop.call(f"sale.delivery.request.{verb}", **{**mine, **good, **given})
            assert (refused.value.status, refused.value.code) == (400, code), given
        seller = shop.portal.webhook(3, scope="delivery")
        with pytest.raises(Refused) as refused:
            seller.call(f"sale.delivery.request.{verb}", **mine)
        assert (refused.value.status, refused.value.code) == (403, "ACCESS_DENIED")
    assert shop.rows(_MESSAGES) == []
