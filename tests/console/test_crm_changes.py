"""What was changed of records: it is in their history, whoever did it by what, and can be taken back."""

import re
from html import unescape
from typing import Any

import pytest
from sqlalchemy import select

from homeport.core.owner import Owner
from homeport.domain.crm.trail.reading import _page
from homeport.domain.crm.trail.tables import TRAIL
from homeport.store import Query, Transaction
from tests.conftest import Api, Wire
from tests.console.crm import Person, bound

CODES = {"lead": 1, "deal": 2, "contact": 3, "company": 4, "quote": 7, "invoice": 31, "dynamic-130": 130}


def changes(text: str) -> list[str]:
    """What the changes of a card say, the newest first, in words."""
    found = re.findall(r'<li class="entry minor" id="change-\d+">(.*?)</li>', text, re.S)
    said = [re.sub(r"<svg.*?</svg>|<button.*?</button>|<[^>]+>", " ", each, flags=re.S) for each in found]
    return [" ".join(unescape(each).split()) for each in said]


def numbers(text: str) -> list[int]:
    """The ids of a card's changes."""
    return [int(each) for each in re.findall(r'id="change-(\d+)"', text)]


@pytest.mark.parametrize("code", CODES)
def test_a_change_says_who_changed_what_from_what_to_what_and_by_what(ada: Person, admin: Api, code: str) -> None:
    name = "lastName" if code == "contact" else "title"
    old = admin("crm.item.get", entityTypeId=CODES[code], id=1)["item"]
    admin("crm.item.update", entityTypeId=CODES[code], id=1, fields={name: "Renamed", "assignedById": 2})
    said = changes(ada.text(f"/crm/{code}/1/"))[0]
    assert f"{old[name]} → Renamed" in said
    assert "Responsible" in said
    assert "Ada Keel, by webhook “" in said
    ada.send(f"/crm/{code}/1/edit/", **{f"f.{name}": "By hand"})
    said = changes(ada.text(f"/crm/{code}/1/"))[0]
    assert "Renamed → By hand Ada Keel, " in said
    assert "webhook" not in said


def test_a_new_record_has_a_beginning_and_no_changes(ada: Person, admin: Api) -> None:
    number = admin("crm.deal.add", fields={"TITLE": "Rope", "CONTACT_IDS": [1]})
    text = ada.text(f"/crm/deal/{number}/")
    assert changes(text) == []
    assert 'id="made"' in text
    admin("crm.deal.update", id=number, fields={"TITLE": "Rope"})
    assert changes(ada.text(f"/crm/deal/{number}/")) == [], "nothing has changed"


def test_links_phones_and_bindings_are_changes_too(ada: Person, admin: Api) -> None:
    contact = admin("crm.contact.add", fields={"NAME": "Nell", "PHONE": [{"VALUE": "+49 1", "VALUE_TYPE": "WORK"}]})
    admin("crm.contact.update", id=contact, fields={"PHONE": [{"VALUE": "+49 2", "VALUE_TYPE": "WORK"}]})
    assert "Phones and addresses +49 1 → +49 1, +49 2" in changes(ada.text(f"/crm/contact/{contact}/"))[0]
    admin("crm.contact.company.add", id=contact, fields={"COMPANY_ID": 1})
    assert "nothing → Tidewell Boatworks" in changes(ada.text(f"/crm/contact/{contact}/"))[0]
    assert "Linked with Nell" in changes(ada.text("/crm/company/1/"))[0]
    admin("crm.deal.contact.items.set", id=3, items=[{"CONTACT_ID": contact}])
    assert "→ Nell" in changes(ada.text("/crm/deal/3/"))[0]
    admin("crm.activity.binding.add", activityId=1, entityTypeId=2, entityId=3)
    subject = admin("crm.activity.get", id=1)["SUBJECT"]
    assert f"Bound to the activity {subject}" in changes(ada.text("/crm/deal/3/"))[0]
    admin(
        "crm.activity.binding.move",
        activityId=1,
        sourceEntityTypeId=2,
        sourceEntityId=3,
        targetEntityTypeId=2,
        targetEntityId=4,
    )
    assert f"No longer bound to the activity {subject}" in changes(ada.text("/crm/deal/3/"))[0]
    assert f"Bound to the activity {subject}" in changes(ada.text("/crm/deal/4/"))[0]


@pytest.mark.parametrize(
    ("code", "number", "given"),
    [
        ("deal", 1, {"title": "Other", "opportunity": 5, "closedate": "2031-02-03", "assignedById": 2}),
        ("deal", 1, {"stageId": "WON"}),
        ("deal", 1, {"contactIds": [2, 3], "comments": ""}),
        ("lead", 1, {"stageId": "JUNK", "name": ""}),
        ("contact", 1, {"companyIds": [], "birthdate": "1980-01-02"}),
        ("contact", 1, {"fm": [{"typeId": "EMAIL", "valueType": "HOME", "value": "a@example.test"}]}),
        ("company", 1, {"revenue": 5.5, "currencyId": "USD", "industry": ""}),
        ("invoice", 1, {"parentId2": 3}),
    ],
)
def test_a_change_is_taken_back_whole(ada: Person, admin: Api, code: str, number: int, given: dict[str, Any]) -> None:
    def held() -> dict[str, Any]:
        item = admin("crm.item.get", entityTypeId=CODES[code], id=number)["item"]
        item["fm"] = [{**each, "id": 0} for each in item.get("fm", [])]
        return {name: item[name] for name in given}

    before, past = held(), numbers(ada.text(f"/crm/{code}/{number}/"))
    admin("crm.item.update", entityTypeId=CODES[code], id=number, fields=given)
    assert held() != before
    change = numbers(ada.text(f"/crm/{code}/{number}/"))[0]
    assert ada.send(f"/crm/{code}/{number}/undo/", change=change).status == 303
    assert held() == before
    assert numbers(ada.text(f"/crm/{code}/{number}/"))[1:] == [change, *past], "taking it back is a change"


def test_a_binding_is_put_back_where_it_was(ada: Person, admin: Api) -> None:
    before = bound(admin, 1)
    for do, given in (
        ("delete", {"record": "2:1"}),
        ("add", {"record": "2:9"}),
        ("move", {"record": "2:9", "source": "2:1"}),
    ):
        ada.send("/crm/activity/1/bindings/", do=do, **given)
        assert bound(admin, 1) != before
        deal = given["record"].partition(":")[2]
        change = numbers(ada.text(f"/crm/deal/{deal}/"))[0]
        assert ada.send(f"/crm/deal/{deal}/undo/", change=change).status == 303
        assert bound(admin, 1) == before


def test_what_somebody_has_changed_since_is_not_taken_back(ada: Person, clara: Person, admin: Api) -> None:
    admin("crm.deal.update", id=1, fields={"TITLE": "Second", "OPPORTUNITY": 3})
    change = numbers(ada.text("/crm/deal/1/"))[0]
    admin("crm.deal.update", id=1, fields={"TITLE": "Third"})
    answer = ada.send("/crm/deal/1/undo/", change=change)
    assert answer.status == 400
    assert b"has been changed again since" in answer.body
    deal = admin("crm.deal.get", id=1)
    assert (deal["TITLE"], deal["OPPORTUNITY"]) == ("Third", "3.00")


def test_only_who_may_change_a_record_takes_its_changes_back(ada: Person, clara: Person, admin: Api) -> None:
    admin("crm.deal.update", id=2, fields={"TITLE": "Not for Clara"})
    change = numbers(ada.text("/crm/deal/2/"))[0]
    assert clara.send("/crm/deal/2/undo/", change=change).status == 400
    assert clara.send("/crm/deal/1/undo/", change=change).status == 400, "of another record"
    assert admin("crm.deal.get", id=2)["TITLE"] == "Not for Clara"


def test_moving_on_a_board_and_a_card_offers_to_undo_it(ada: Person, admin: Api) -> None:
    stage = admin("crm.deal.get", id=1)["STAGE_ID"]
    told = ada.htmx("/crm/deal/board/move/", id=1, stage="NEW", **{"from": stage, "category": 0}).body.decode()
    assert "Moved to New." in told
    offered = re.search(r'name="change" value="(\d+)"', told)
    assert offered
    ada.send("/crm/deal/1/undo/", change=offered[1])
    assert admin("crm.deal.get", id=1)["STAGE_ID"] == stage
    moved = ada.send("/crm/deal/1/stage/", stage="NEW")
    assert 'class="notice good offer"' in ada.text(moved.headers["location"])
    assert 'class="notice good offer"' not in ada.text("/crm/deal/1/")
    assert 'class="notice good offer"' not in Person(ada.wire, 3).text(moved.headers["location"]), "it was not hers"


def test_unbinding_offers_to_undo_it_and_the_last_binding_has_no_cross(ada: Person, admin: Api) -> None:
    told = ada.htmx("/crm/activity/1/bindings/", do="delete", record="1:1", here="2:1").body.decode()
    assert "No longer bound." in told
    leads = ada.send("/crm/activity/1/bindings/", do="delete", record="4:1", back="/crm/activity/1/").headers[
        "location"
    ]
    assert 'class="notice good offer"' in ada.text(leads)
    ada.send("/crm/activity/1/bindings/", do="delete", record="3:1")
    text = ada.text("/crm/activity/1/")
    assert bound(admin, 1) == {(2, 1)}
    assert "Remove the binding" not in text
    assert "Move the binding" in text


def test_a_long_history_is_read_to_its_end_a_part_at_a_time(wire: Wire, ada: Person) -> None:
    row = {"OWNER_TYPE_ID": 2, "OWNER_ID": 7, "KIND": "fields", "AUTHOR_ID": 1, "CREDENTIAL": "user:1"}

    def fill(tx: Transaction) -> None:
        told = [f'{{"TITLE":["{number}","{number + 1}"],"UF_CRM_GONE":[1,2]}}' for number in range(10_000)]
        rows = [
            {**row, "ID": 50_000 + number, "CREATED": f"2031-01-01 0{number // 3600}:00:00", "DETAILS": details}
            for number, details in enumerate(told)
        ]
        tx.insert_many(TRAIL, rows)

    wire.portal.store.write_now(fill)
    text = ada.text("/crm/deal/7/").partition('id="past"')[2]
    seen, longest, parts = numbers(text), len(text), 1
    while (further := re.search(r'hx-get="([^"]+)" hx-target="closest li"', text)) and parts < 25:
        text = ada.text(unescape(further[1]))
        seen += numbers(text)
        longest, parts = max(longest, len(text)), parts + 1
    assert seen == list(range(59_999, 59_999 - len(seen), -1))
    assert len(seen) >= 480
    assert longest < 80_000
    last = ada.text("/crm/deal/7/timeline/?comments=0&changes=50003&log=0&made=0")
    assert numbers(last)[:3] == [50_002, 50_001, 50_000]


def test_a_history_is_read_by_an_index(wire: Wire, in_files: None) -> None:
    with wire.portal.store.snapshot() as tx:
        record = Owner(2, 1)._asdict()
        plan = "\n".join(tx.plan(*tx.statement(_page(), {**record, "before": 9, "most": 5})))
    assert "USING INDEX crm_trail_owner" in plan
    assert "TEMP B-TREE" not in plan


def test_what_is_deleted_leaves_no_trail(wire: Wire, admin: Api) -> None:
    admin("crm.deal.update", id=1, fields={"TITLE": "Soon gone"})
    admin("crm.deal.delete", id=1)
    of_deal = Query(select(TRAIL.c.ID).where(TRAIL.c.OWNER_TYPE_ID == 2, TRAIL.c.OWNER_ID == 1))
    with wire.portal.store.snapshot() as tx:
        assert tx.all(of_deal) == []


def test_a_record_that_takes_others_in_says_so(ada: Person, admin: Api) -> None:
    ids = [admin("crm.contact.add", fields={"NAME": "Twin"}) for _ in "12"]
    admin("crm.entity.mergeBatch", params={"entityTypeId": 3, "entityIds": ids})
    assert f"Took in Contact #{ids[1]}" in changes(ada.text(f"/crm/contact/{ids[0]}/"))[0]


def test_the_ends_of_activities_are_in_the_history_of_every_record(ada: Person, admin: Api) -> None:
    todo = admin("crm.activity.todo.add", ownerTypeId=2, ownerId=1, deadline="2030-01-01T10:00:00", title="Call <b>")
    admin("crm.activity.binding.add", activityId=todo["id"], entityTypeId=3, entityId=1)
    admin("crm.activity.update", id=todo["id"], fields={"COMPLETED": "Y"})
    admin("crm.activity.update", id=todo["id"], fields={"COMPLETED": "Y", "SUBJECT": "Call <b>!"})
    for path in ("/crm/deal/1/", "/crm/contact/1/"):
        said = changes(ada.text(path))
        assert said[0].startswith("Completed the activity Call <b>! Ada Keel, by webhook “"), said
        assert not said[1].startswith("Completed")
    admin("crm.activity.update", id=todo["id"], fields={"COMPLETED": "N"})
    assert changes(ada.text("/crm/deal/1/"))[0].startswith("Opened the activity again Call <b>!")
    admin("crm.activity.delete", id=todo["id"])
    for path in ("/crm/deal/1/", "/crm/contact/1/"):
        assert changes(ada.text(path))[0].startswith("Deleted the activity Call <b>! Ada Keel, by webhook “")
    assert f"/crm/activity/{todo['id']}/" not in ada.text("/crm/deal/1/")


def test_completing_can_be_taken_back_unless_somebody_else_was_faster(ada: Person, admin: Api) -> None:
    todo = admin("crm.activity.todo.add", ownerTypeId=2, ownerId=1, deadline="2030-01-01T10:00:00", title="Call")
    ada.send(f"/crm/activity/{todo['id']}/complete/", completed="Y", back="/crm/deal/1/")
    (number, *_) = numbers(ada.text("/crm/deal/1/"))
    ada.send("/crm/deal/1/undo/", change=str(number))
    assert admin("crm.activity.get", id=todo["id"])["COMPLETED"] == "N"
    assert "has been changed again since" in ada.send("/crm/deal/1/undo/", change=str(number)).body.decode()
    admin("crm.activity.delete", id=todo["id"])
    (deleted, *_) = numbers(ada.text("/crm/deal/1/"))
    assert ada.send("/crm/deal/1/undo/", change=str(deleted)).status == 400


def test_deleting_an_activity_asks_first(ada: Person) -> None:
    text = ada.text("/crm/activity/1/")
    (dialog,) = re.findall(r'<dialog id="([^"]+)"(?:(?!</dialog>).)*action="/crm/activity/1/delete/"', text, re.S)
    assert f'data-opens="{dialog}"' in text
    assert text.count('action="/crm/activity/1/delete/"') == 1
