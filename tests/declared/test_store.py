"""``[payers]`` and ``[delivery_services]`` of a file: as the methods of the store have them."""

from tests.conftest import Wire
from tests.declared.conftest import Apply
from tests.methods.sale.orders import a_shipment, an_order, shop

STORE = """
[payers.clubs]
NAME = "Clubs"
CODE = "CLUBS"
[payers.persons]
NAME = "Individual"
SORT = 300
[delivery_services.boat]
NAME = "By boat"
CURRENCY = "EUR"
"""


def test_payers_and_delivery_services_are_those_of_the_methods(applied: Apply, wire: Wire) -> None:
    outcome = applied(STORE)
    assert [(change.done, change.name) for change in outcome.changes] == [
        ("added", "payers.clubs"),
        ("changed", "payers.persons"),
        ("added", "delivery_services.boat"),
    ]
    admin = shop(wire)
    found = admin("sale.persontype.list", select=["id", "name", "sort"], order={"id": "asc"})["personTypes"]
    assert [(row["name"], row["sort"]) for row in found] == [
        ("Individual", "300"), ("Legal entity", "110"), ("Clubs", "150"),
    ]  # fmt: skip
    (boat,) = admin("sale.delivery.getlist", FILTER={"NAME": "By boat"})
    shipment = a_shipment(admin, an_order(admin, personTypeId=found[2]["id"]), deliveryId=boat["ID"])
    assert admin("sale.shipment.get", id=shipment)["shipment"]["deliveryName"] == "By boat"
    assert applied(STORE).changes == ()
