"""``crm.timeline.logmessage.*``: log entries of applications in the timelines of records."""

from typing import Any

import pytest

from tests.apps import app_of
from tests.conftest import Api, Wire
from tests.methods.test_timeline_comment import comment, listed

DEAL = 2
DENIED = (400, "ACCESS_DENIED")


def fields_of(deal: int, **fields: Any) -> dict[str, Any]:
    return {
        "entityTypeId": DEAL,
        "entityId": deal,
        "title": "Warehouse",
        "text": "Packed",
        "iconCode": "info",
        **fields,
    }


def logged(api: Api, deal: int, **fields: Any) -> int:
    return int(api("crm.timeline.logmessage.add", fields=fields_of(deal, **fields))["logMessage"]["id"])


def titles(api: Api, deal: int, **params: Any) -> list[str]:
    found = api("crm.timeline.logmessage.list", entityTypeId=DEAL, entityId=deal, **params)
    return [each["title"] for each in found]


def test_an_entry_is_answered_as_documented(wire: Wire, seller: Api, own_deal: int) -> None:
    wire.freeze(1_800_000_000)
    told = seller("crm.timeline.logmessage.add", fields=fields_of(own_deal))["logMessage"]
    assert told == {
        "id": told["id"],
        "created": "2027-01-15T08:00:00+00:00",
        "authorId": 3,
        "title": "Warehouse",
        "text": "Packed",
        "iconCode": "info",
    }
    assert seller("crm.timeline.logmessage.get", id=told["id"]) == {"logMessage": told}
    assert seller("crm.timeline.logmessage.list", entityTypeId=DEAL, entityId=own_deal) == [told]


@pytest.mark.parametrize("name", ["entityTypeId", "entityId", "title", "text", "iconCode"])
def test_every_field_must_be_there(admin: Api, own_deal: int, name: str) -> None:
    for value in (None, ""):
        assert admin.refused("crm.timeline.logmessage.add", fields=fields_of(own_deal, **{name: value})) == (400, "100")
    assert titles(admin, own_deal) == []


def test_a_record_must_be_there_and_open_to_the_caller(admin: Api, seller: Api, open_deal: int, own_deal: int) -> None:
    missing = fields_of(own_deal, entityId=999_999)
    assert admin.refused("crm.timeline.logmessage.add", fields=missing) == (400, "OWNER_NOT_FOUND")
    unknown = fields_of(own_deal, entityTypeId=999)
    assert admin.refused("crm.timeline.logmessage.add", fields=unknown) == (400, "OWNER_NOT_FOUND")
    assert seller.refused("crm.timeline.logmessage.add", fields=fields_of(open_deal)) == DENIED


def test_only_who_may_read_the_record_reads_its_entries(
    admin: Api, seller: Api, open_deal: int, hidden_deal: int
) -> None:
    shown, hidden = logged(admin, open_deal), logged(admin, hidden_deal)
    assert seller("crm.timeline.logmessage.get", id=shown)["logMessage"]["id"] == shown
    assert seller.refused("crm.timeline.logmessage.get", id=hidden) == (400, "NOT_FOUND")
    assert titles(seller, open_deal) == ["Warehouse"]
    answer = seller.send("crm.timeline.logmessage.list", entityTypeId=DEAL, entityId=hidden_deal)
    assert (answer.result, answer.json["total"]) == ([], 0)


def test_entries_are_listed_ten_at_a_time_the_newest_first(admin: Api, own_deal: int) -> None:
    for number in range(12):
        logged(admin, own_deal, title=f"{number}")
    first = admin.send("crm.timeline.logmessage.list", entityTypeId=DEAL, entityId=own_deal)
    assert [each["title"] for each in first.result] == [f"{number}" for number in range(11, 1, -1)]
    assert (first.json["total"], first.json["next"]) == (12, 10)
    rest = admin.send("crm.timeline.logmessage.list", entityTypeId=DEAL, entityId=own_deal, start=10)
    assert [each["title"] for each in rest.result] == ["1", "0"]
    assert "next" not in rest.json
    assert titles(admin, own_deal, order={"id": "asc"})[:2] == ["0", "1"]


def test_entries_are_sorted_by_when_they_were_made(wire: Wire, admin: Api, own_deal: int) -> None:
    for moment, title in ((1_800_000_060, "later"), (1_800_000_000, "sooner")):
        wire.freeze(moment)
        logged(admin, own_deal, title=title)
    assert titles(admin, own_deal, order={"created": "desc"}) == ["later", "sooner"]
    assert titles(admin, own_deal, order={"created": "asc"}) == ["sooner", "later"]


def test_only_the_application_that_wrote_an_entry_deletes_it(wire: Wire, admin: Api, own_deal: int) -> None:
    maker, other = app_of(wire, 1, "crm"), app_of(wire, 1, "crm")
    entry = logged(maker, own_deal)
    for caller in (other, admin):
        assert caller.refused("crm.timeline.logmessage.delete", id=entry) == (400, "REMOVING_DISABLED")
        assert caller("crm.timeline.logmessage.get", id=entry)["logMessage"]["id"] == entry
    assert maker("crm.timeline.logmessage.delete", id=entry) is True
    assert maker.refused("crm.timeline.logmessage.get", id=entry) == (400, "NOT_FOUND")


def test_who_may_not_edit_the_record_deletes_nothing(admin: Api, seller: Api, open_deal: int) -> None:
    entry = logged(admin, open_deal)
    assert seller.refused("crm.timeline.logmessage.delete", id=entry) == DENIED
    assert admin("crm.timeline.logmessage.delete", id=entry) is True
    assert admin.refused("crm.timeline.logmessage.delete", id=entry) == (400, "NOT_FOUND")


def test_comments_are_no_entries_of_the_log_nor_entries_comments(admin: Api, own_deal: int) -> None:
    noted, entry = comment(admin, own_deal), logged(admin, own_deal)
    assert admin.refused("crm.timeline.logmessage.get", id=noted) == (400, "NOT_FOUND")
    assert admin.refused("crm.timeline.logmessage.delete", id=noted) == (400, "NOT_FOUND")
    assert admin.refused("crm.timeline.comment.delete", id=entry) == (400, "NOT_FOUND")
    assert titles(admin, own_deal) == ["Warehouse"]
    assert listed(admin, own_deal) == ["Called back"]


def test_entries_go_with_their_record_and_nobody_is_told_of_a_comment(wire: Wire, admin: Api, own_deal: int) -> None:
    app = app_of(wire, 1, "crm")
    app("event.bind", event="ONCRMTIMELINECOMMENTDELETE", event_type="offline")
    entry = logged(app, own_deal)
    comment(admin, own_deal)
    admin("crm.deal.delete", id=own_deal)
    assert admin.refused("crm.timeline.logmessage.get", id=entry) == (400, "NOT_FOUND")
    assert len(app("event.offline.list")) == 1


def test_entries_are_walked_by_their_ids(admin: Api, own_deal: int) -> None:
    made = [logged(admin, own_deal) for _ in range(13)]
    seen: list[int] = []
    while True:
        where = {"entityTypeId": DEAL, "entityId": own_deal, "order": {"ID": "ASC"}, "start": -1}
        page = admin.send("crm.timeline.logmessage.list", **where, filter={">ID": seen[-1] if seen else 0})
        assert "total" not in page.json
        if not page.result:
            break
        seen += [each["id"] for each in page.result]
    assert seen == made
