"""Records of a file have the ids that they are to have."""

from collections.abc import Callable

import pytest

from tests.conftest import Api
from tests.declared.conftest import Apply

Problems = Callable[[str], list[tuple[int, int, str]]]

TYPE = '[types.trips]\nentityTypeId = 180\ntitle = "Trips"\n'


def test_each_kind_of_record_has_the_id_that_the_file_says_and_later_ones_come_after_it(
    applied: Apply, admin: Api
) -> None:
    text = f"""
    {TYPE}
    [departments.yard]
    id = 500
    name = "Yard"
    [users.vera]
    id = 600
    email = "vera.helm@example.test"
    [measures.coil]
    id = 650
    CODE = 900
    MEASURE_TITLE = "Coil"
    [vats.full]
    id = 660
    NAME = "VAT 19%"
    RATE = 19
    [pipelines.refits]
    id = 700
    entity = "deals"
    name = "Refits"
    [statuses.fair]
    id = 750
    ENTITY_ID = "SOURCE"
    STATUS_ID = "FAIR"
    NAME = "Fair"
    [user_fields.hull]
    id = 800
    entity = "deals"
    name = "HULL"
    type = "string"
    [deals.early]
    TITLE = "Numbered by the portal"
    [deals.boat]
    id = 2700
    TITLE = "Boat"
    [contacts.anna]
    id = 2701
    NAME = "Anna"
    [invoices.deposit]
    id = 2702
    TITLE = "Deposit"
    [items.trips.early]
    TITLE = "Numbered by the portal"
    [items.trips.first]
    id = 27
    TITLE = "By sea"
    [activities.call]
    id = 2800
    OWNER = "deals.boat"
    TYPE_ID = 2
    SUBJECT = "Call"
    RESPONSIBLE_ID = 1
    COMMUNICATIONS = [{{ VALUE = "+49 40 5550100", RECORD = "contacts.anna" }}]
    [comments.colour]
    id = 2900
    OWNER = "deals.boat"
    COMMENT = "Blue"
    """
    applied(text)
    assert admin("crm.deal.get", id=2700)["TITLE"] == "Boat"
    assert admin("crm.contact.get", id=2701)["NAME"] == "Anna"
    assert admin("crm.item.get", entityTypeId=31, id=2702)["item"]["title"] == "Deposit"
    assert admin("crm.item.get", entityTypeId=180, id=27)["item"]["title"] == "By sea"
    assert admin("crm.activity.get", id=2800)["SUBJECT"] == "Call"
    assert admin("crm.timeline.comment.get", id=2900)["COMMENT"] == "Blue"
    assert admin("department.get", ID=500)[0]["NAME"] == "Yard"
    assert admin("user.get", ID=600)[0]["EMAIL"] == "vera.helm@example.test"
    assert admin("crm.measure.get", id=650)["CODE"] == "900"
    assert admin("crm.vat.get", id=660)["NAME"] == "VAT 19%"
    assert admin("crm.category.get", entityTypeId=2, id=700)["category"]["name"] == "Refits"
    assert admin("crm.status.get", id=750)["STATUS_ID"] == "FAIR"
    assert admin("crm.deal.userfield.get", id=800)["FIELD_NAME"] == "UF_CRM_HULL"
    assert [deal["ID"] for deal in admin("crm.deal.list", filter={"TITLE": "Numbered by the portal"})] == ["2701"]
    assert [item["id"] for item in admin("crm.item.list", entityTypeId=180)["items"]] == [27, 28]
    assert admin("crm.deal.add", fields={"TITLE": "Later"}) == 2702
    assert admin("crm.item.add", entityTypeId=180, fields={"title": "Later"})["item"]["id"] == 29
    assert applied(text).changes == ()


def test_an_id_below_those_that_there_are_moves_no_numbering_back(applied: Apply, admin: Api) -> None:
    text = f"{TYPE}[items.trips.a]\nid = 90\n[deals.a]\nid = 9000\nTITLE = 'A'\n"
    applied(text)
    applied(text + "[items.trips.b]\nid = 5\n[deals.b]\nid = 8000\nTITLE = 'B'\n")
    assert admin("crm.deal.add", fields={"TITLE": "Later"}) == 9001
    assert admin("crm.item.add", entityTypeId=180, fields={"title": "Later"})["item"]["id"] == 91


def test_a_deleted_record_is_made_again_with_its_id(applied: Apply, admin: Api) -> None:
    text = "[deals.boat]\nid = 2700\nTITLE = 'Boat'\n"
    applied(text)
    admin("crm.deal.delete", id=2700)
    assert [change.done for change in applied(text).changes] == ["added"]
    assert admin("crm.deal.get", id=2700)["TITLE"] == "Boat"


def test_a_check_says_what_would_be_added_and_numbers_nothing(applied: Apply, admin: Api) -> None:
    before = admin("crm.deal.add", fields={"TITLE": "Before"})
    outcome = applied("[deals.boat]\nid = 2700\n", check=True)
    assert [(change.done, change.name) for change in outcome.changes] == [("added", "deals.boat")]
    assert admin("crm.deal.add", fields={"TITLE": "After"}) == before + 1


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("[deals.boat]\nid = 1", (2, 1), "deals.boat: the id 1 is taken by something that no file made"),
        ("[deals.boat]\nid = 0", (2, 1), "id must be a number from 1 to 2147483647"),
        ("[deals.boat]\nid = 2147483648", (2, 1), "id must be a number from 1 to 2147483647"),
        ("[deals.boat]\nID = true", (2, 1), "ID must be a number from 1 to 2147483647"),
        ("[deals.a]\nid = 2700\n[deals.b]\nID = 2700", (4, 1), "deals.a has the same"),
        ("[companies.a]\nID = 2700\n[roles.b]\nid = 5\nname = 'B'", (4, 1), 'there is no key of roles "id"'),
        ("[users.clara]\nid = 90\nemail = 'clara.mast@example.test'", (2, 1), "users.clara: its id is"),
        (f"{TYPE}[items.trips.a]\nid = 9\n[items.trips.b]\nid = 9", (7, 1), "items.trips.a has the same"),
    ],
)  # fmt: skip
def test_an_id_that_cannot_be_is_refused_where_it_stands(
    problems: Problems, text: str, place: tuple[int, int], problem: str
) -> None:
    [found] = problems(text)
    assert found[:2] == place
    assert found[2].startswith(problem)


def test_the_id_of_another_entry_is_not_taken_and_that_of_a_record_stays(applied: Apply, problems: Problems) -> None:
    applied("[deals.boat]\nid = 2700\n")
    assert problems("[deals.ship]\nid = 2700\n") == [(2, 1, "deals.ship: the id 2700 is taken by deals.boat")]
    text = "deals.boat: its id is 2700 and stays so; another id needs another name"
    assert problems("[deals.boat]\nid = 2701\n") == [(2, 1, text)]
