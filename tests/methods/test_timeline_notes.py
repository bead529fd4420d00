"""``crm.timeline.note.*`` and ``crm.timeline.item.*``: notes on what timelines show, and what is pinned."""

from typing import Any

import pytest

from homeport.core.owner import Owner
from homeport.domain.crm.timeline import pins
from tests.conftest import Api, Wire
from tests.methods.test_activity import a_call, a_deal
from tests.methods.test_timeline_comment import bind, comment
from tests.methods.test_timeline_log import logged

DEAL = 2
ENTRY, ACTIVITY = 1, 2
NOT_FOUND = (400, "NOT_FOUND")
DENIED = (400, "ACCESS_DENIED")


def note_on(deal: int, item_type: int, item_id: int, **more: Any) -> dict[str, Any]:
    return {"ownerTypeId": DEAL, "ownerId": deal, "itemType": item_type, "itemId": item_id, **more}


def test_a_note_is_written_read_changed_and_deleted(wire: Wire, admin: Api, seller: Api, own_deal: int) -> None:
    on = note_on(own_deal, ENTRY, comment(seller, own_deal))
    wire.freeze(1_800_000_000)
    assert seller("crm.timeline.note.save", **on, text="What was said") is True
    wire.freeze(1_800_000_060)
    assert admin("crm.timeline.note.save", **on, text="What was meant") is True
    assert seller("crm.timeline.note.get", **on) == {
        "text": "What was meant",
        "createdById": 3,
        "createdTime": "2027-01-15T08:00:00+00:00",
        "updatedById": 1,
        "updatedTime": "2027-01-15T08:01:00+00:00",
    }
    assert seller("crm.timeline.note.delete", **on) is True
    for verb in ("get", "delete"):
        assert seller.refused(f"crm.timeline.note.{verb}", **on) == NOT_FOUND


def test_activities_and_log_entries_have_notes_too(admin: Api, own_deal: int) -> None:
    items = ((ENTRY, logged(admin, own_deal)), (ACTIVITY, a_call(admin, own_deal)))
    for item in items:
        admin("crm.timeline.note.save", **note_on(own_deal, *item), text=f"On {item[0]}")
    for item in items:
        assert admin("crm.timeline.note.get", **note_on(own_deal, *item))["text"] == f"On {item[0]}"


def test_what_is_not_under_the_record_has_no_note_there(admin: Api, own_deal: int, open_deal: int) -> None:
    entry = comment(admin, own_deal)
    for on in (
        note_on(open_deal, ENTRY, entry),
        note_on(999_999, ENTRY, entry),
        note_on(own_deal, ENTRY, 999_999),
        note_on(own_deal, ACTIVITY, entry + 900_000),
        note_on(own_deal, 3, entry),
    ):
        for verb in ("save", "get", "delete"):
            assert admin.refused(f"crm.timeline.note.{verb}", **on, text="Nothing") == NOT_FOUND


def test_a_note_needs_a_text(admin: Api, own_deal: int) -> None:
    on = note_on(own_deal, ENTRY, comment(admin, own_deal))
    for text in ({}, {"text": " "}):
        assert admin.refused("crm.timeline.note.save", **on, **text) == (400, "100")
    assert admin.refused("crm.timeline.note.get", **on) == NOT_FOUND


def test_who_may_read_a_record_reads_its_notes_and_who_may_edit_it_writes_them(
    admin: Api, seller: Api, open_deal: int, hidden_deal: int
) -> None:
    shown, hidden = (note_on(deal, ENTRY, comment(admin, deal)) for deal in (open_deal, hidden_deal))
    for on in (shown, hidden):
        admin("crm.timeline.note.save", **on, text="Aside")
    assert seller("crm.timeline.note.get", **shown)["text"] == "Aside"
    assert seller.refused("crm.timeline.note.get", **hidden) == DENIED
    for verb in ("save", "delete"):
        assert seller.refused(f"crm.timeline.note.{verb}", **shown, text="Mine") == DENIED


def test_a_note_goes_with_what_it_is_on(admin: Api, own_deal: int) -> None:
    entry, call = comment(admin, own_deal), a_call(admin, own_deal)
    for item in ((ENTRY, entry), (ACTIVITY, call)):
        admin("crm.timeline.note.save", **note_on(own_deal, *item), text="Aside")
    admin("crm.timeline.comment.delete", id=entry)
    admin("crm.activity.delete", id=call)
    for item in ((ENTRY, entry), (ACTIVITY, call)):
        assert admin.refused("crm.timeline.note.get", **note_on(own_deal, *item)) == NOT_FOUND


def pin(api: Api, deal: int, entry: int) -> Any:
    return api("crm.timeline.item.pin", id=entry, ownerTypeId=DEAL, ownerId=deal)


def pinned(wire: Wire, deal: int) -> list[int]:
    with wire.portal.store.snapshot() as tx:
        return pins.pinned(tx, Owner(DEAL, deal))


def test_an_entry_is_pinned_and_unpinned(wire: Wire, seller: Api, own_deal: int) -> None:
    first, second = comment(seller, own_deal), comment(seller, own_deal)
    assert pin(seller, own_deal, first) is None
    assert pin(seller, own_deal, second) is None
    assert pinned(wire, own_deal) == [second, first]
    assert seller("crm.timeline.item.unpin", id=second, ownerTypeId=DEAL, ownerId=own_deal) is None
    assert pinned(wire, own_deal) == [first]


def test_seven_entries_are_pinned_at_most(wire: Wire, admin: Api, own_deal: int) -> None:
    entries = [comment(admin, own_deal) for _ in range(8)]
    for entry in entries[:7]:
        pin(admin, own_deal, entry)
    where = {"id": entries[7], "ownerTypeId": DEAL, "ownerId": own_deal}
    assert admin.refused("crm.timeline.item.pin", **where) == (400, "0")
    assert pinned(wire, own_deal) == entries[6::-1]


def test_what_is_pinned_is_not_pinned_again_nor_unpinned_twice(admin: Api, own_deal: int) -> None:
    where = {"id": comment(admin, own_deal), "ownerTypeId": DEAL, "ownerId": own_deal}
    assert admin.refused("crm.timeline.item.unpin", **where) == (400, "CAN_NOT_CHANGE_PINNED")
    admin("crm.timeline.item.pin", **where)
    assert admin.refused("crm.timeline.item.pin", **where) == (400, "CAN_NOT_CHANGE_PINNED")


@pytest.mark.parametrize("verb", ["pin", "unpin"])
def test_an_entry_is_pinned_under_a_record_that_it_is_bound_to_by_who_may_edit_it(
    admin: Api, seller: Api, open_deal: int, own_deal: int, verb: str
) -> None:
    entry = comment(admin, open_deal)
    where = {"id": entry, "ownerTypeId": DEAL}
    assert seller.refused(f"crm.timeline.item.{verb}", **where, ownerId=open_deal) == DENIED
    assert admin.refused(f"crm.timeline.item.{verb}", **where, ownerId=own_deal) == NOT_FOUND
    assert admin.refused(f"crm.timeline.item.{verb}", **where, ownerId=999_999) == (400, "OWNER_NOT_FOUND")
    assert admin.refused(f"crm.timeline.item.{verb}", id=999_999, ownerTypeId=DEAL, ownerId=own_deal) == NOT_FOUND


def test_an_entry_is_pinned_under_one_of_its_records_alone(wire: Wire, admin: Api, own_deal: int) -> None:
    other, entry = a_deal(admin), comment(admin, own_deal)
    bind(admin, entry, "deal", other)
    pin(admin, other, entry)
    assert (pinned(wire, own_deal), pinned(wire, other)) == ([], [entry])
