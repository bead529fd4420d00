"""``crm.timeline.bindings.*``: under which records a comment is shown, who sees it, and how that changes."""

from typing import Any

import pytest

from tests.conftest import Api
from tests.methods.test_activity import a_deal, text_of
from tests.methods.test_timeline_comment import comment, listed


def binding(owner: Any, entity_id: Any, entity_type: Any = "deal") -> dict[str, Any]:
    return {"fields": {"OWNER_ID": owner, "ENTITY_ID": entity_id, "ENTITY_TYPE": entity_type}}


def bound(api: Api, owner: int, **more: Any) -> list[tuple[str, str]]:
    answer = api("crm.timeline.bindings.list", filter={"OWNER_ID": owner, **more})
    assert all(set(each) == {"OWNER_ID", "ENTITY_ID", "ENTITY_TYPE"} for each in answer)
    assert all(each["OWNER_ID"] == str(owner) for each in answer)
    return [(each["ENTITY_TYPE"], each["ENTITY_ID"]) for each in answer]


def test_records_are_listed_in_the_order_bound(admin: Api, own_deal: int) -> None:
    added = comment(admin, own_deal)
    assert bound(admin, added) == [("deal", str(own_deal))]
    for entity_type in ("lead", "contact", "company", "quote"):
        assert admin("crm.timeline.bindings.bind", **binding(added, 1, entity_type)) is True
    assert bound(admin, added)[1:] == [("lead", "1"), ("contact", "1"), ("company", "1"), ("quote", "1")]
    assert admin.send("crm.timeline.bindings.list", filter={"OWNER_ID": added}).json["total"] == 5
    assert bound(admin, added, ENTITY_TYPE="lead") == [("lead", "1")]
    assert bound(admin, added, ENTITY_ID=1, ENTITY_TYPE="deal") == []


def test_what_is_bound_already_is_not_bound_again(admin: Api, own_deal: int) -> None:
    added = comment(admin, own_deal)
    assert admin("crm.timeline.bindings.bind", **binding(added, own_deal)) is False
    assert bound(admin, added) == [("deal", str(own_deal))]


def test_a_comment_moves_from_one_record_to_another(admin: Api, own_deal: int, open_deal: int) -> None:
    added = comment(admin, own_deal)
    admin("crm.timeline.bindings.bind", **binding(added, open_deal))
    assert admin("crm.timeline.bindings.unbind", **binding(added, own_deal)) is True
    assert (listed(admin, own_deal), listed(admin, open_deal)) == ([], ["Called back"])
    assert admin("crm.timeline.comment.get", id=added)["ENTITY_ID"] == str(open_deal)


def test_the_only_binding_stays(admin: Api, own_deal: int) -> None:
    added = comment(admin, own_deal)
    assert admin("crm.timeline.bindings.unbind", **binding(added, own_deal)) is False
    assert bound(admin, added) == [("deal", str(own_deal))]


def test_a_hundred_bindings_are_the_most(admin: Api, own_deal: int) -> None:
    added = comment(admin, own_deal)
    deals = [admin("crm.deal.add", fields={"TITLE": str(number)}) for number in range(100)]
    outcomes = [admin("crm.timeline.bindings.bind", **binding(added, deal)) for deal in deals]
    assert outcomes == [True] * 99 + [False]
    first = admin.send("crm.timeline.bindings.list", filter={"OWNER_ID": added})
    assert (len(first.result), first.json["total"], first.json["next"]) == (50, 100, 50)
    assert len(admin("crm.timeline.bindings.list", filter={"OWNER_ID": added}, start=50)) == 50


@pytest.mark.parametrize("verb", ["bind", "unbind"])
@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"OWNER_ID": None}, "OWNER_ID"),
        ({"OWNER_ID": 999}, "OWNER_ID"),
        ({"OWNER_ID": [1]}, "OWNER_ID"),
        ({"ENTITY_ID": "a"}, "ENTITY_ID"),
        ({"ENTITY_ID": 999_999}, "ENTITY_ID"),
        ({"ENTITY_TYPE": None}, "ENTITY_TYPE"),
        ({"ENTITY_TYPE": "order"}, "ENTITY_TYPE"),
    ],
)
def test_what_names_nothing_is_refused(admin: Api, own_deal: int, verb: str, given: dict[str, Any], name: str) -> None:
    fields = binding(comment(admin, own_deal), own_deal)["fields"] | given
    assert text_of(admin, f"crm.timeline.bindings.{verb}", fields=fields) == f"{name} is not defined or invalid."


@pytest.mark.parametrize("given", [None, {}, {"OWNER_ID": ""}, {"OWNER_ID": "x"}, {"ENTITY_ID": 1}, "x"])
def test_a_list_is_of_one_entry(admin: Api, given: Any) -> None:
    assert text_of(admin, "crm.timeline.bindings.list", filter=given) == "OWNER_ID is not defined or invalid."


def test_an_entry_that_is_not_there_has_no_bindings(admin: Api) -> None:
    answer = admin.send("crm.timeline.bindings.list", filter={"OWNER_ID": 999})
    assert (answer.result, answer.json["total"]) == ([], 0)


def test_what_is_not_bound_is_not_found(admin: Api, own_deal: int) -> None:
    params = binding(comment(admin, own_deal), a_deal(admin))
    assert text_of(admin, "crm.timeline.bindings.unbind", **params) == "Not found."


def test_only_records_that_may_be_read_are_listed(
    admin: Api, seller: Api, own_deal: int, open_deal: int, hidden_deal: int
) -> None:
    added = comment(admin, own_deal)
    for deal in (open_deal, hidden_deal):
        admin("crm.timeline.bindings.bind", **binding(added, deal))
    assert bound(seller, added) == [("deal", str(own_deal)), ("deal", str(open_deal))]
    assert bound(seller, comment(admin, hidden_deal)) == []


def test_both_the_entry_and_the_record_must_be_open_to_change(
    admin: Api, seller: Api, own_deal: int, open_deal: int, hidden_deal: int
) -> None:
    mine, theirs, hidden = comment(admin, own_deal), comment(admin, open_deal), comment(admin, hidden_deal)
    another = a_deal(admin, ASSIGNED_BY_ID=3)
    assert seller("crm.timeline.bindings.bind", **binding(mine, another)) is True
    for owner, deal in ((mine, open_deal), (mine, hidden_deal), (theirs, own_deal), (hidden, own_deal)):
        assert text_of(seller, "crm.timeline.bindings.bind", **binding(owner, deal)) == "Access denied."
    admin("crm.timeline.bindings.bind", **binding(mine, open_deal))
    assert text_of(seller, "crm.timeline.bindings.unbind", **binding(mine, open_deal)) == "Access denied."
    assert seller("crm.timeline.bindings.unbind", **binding(mine, another)) is True
