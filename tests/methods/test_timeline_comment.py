"""``crm.timeline.comment.*``: comments, who may write, read and remove them, and what becomes of them."""

from typing import Any

import pytest

from tests.conftest import Api, Wire, api_of
from tests.methods.test_activity import COMPANY, DEAL, text_of
from tests.methods.test_binding import a_smart_process_record

MISSING = (400, "100")


def comment(api: Api, deal: int, text: str = "Called back", **fields: Any) -> int:
    added = api(
        "crm.timeline.comment.add", fields={"ENTITY_ID": deal, "ENTITY_TYPE": "deal", "COMMENT": text, **fields}
    )
    assert isinstance(added, int)
    return added


def listed(api: Api, deal: int, **params: Any) -> list[str]:
    answer = api("crm.timeline.comment.list", filter={"ENTITY_ID": deal, "ENTITY_TYPE": "deal"}, **params)
    return [each["COMMENT"] for each in answer]


def bind(api: Api, comment_id: int, entity_type: str, entity_id: int) -> bool:
    fields = {"OWNER_ID": comment_id, "ENTITY_TYPE": entity_type, "ENTITY_ID": entity_id}
    return bool(api("crm.timeline.bindings.bind", fields=fields))


def test_a_comment_is_answered_as_documented(wire: Wire, seller: Api, own_deal: int) -> None:
    wire.freeze(1_800_000_000)
    added = comment(seller, own_deal, "<b>Called</b> back")
    expected = {
        "ID": str(added),
        "ENTITY_ID": str(own_deal),
        "ENTITY_TYPE": "deal",
        "CREATED": "2027-01-15T08:00:00+00:00",
        "COMMENT": "<b>Called</b> back",
        "AUTHOR_ID": "3",
        "FILES": {},
    }
    assert seller("crm.timeline.comment.get", id=added) == expected
    answer = seller.send("crm.timeline.comment.list", filter={"ENTITY_ID": own_deal, "ENTITY_TYPE": "deal"})
    assert (answer.result, answer.json["total"]) == ([expected], 1)
    assert "next" not in answer.json


def test_a_comment_is_the_last_that_happened_to_its_record(wire: Wire, admin: Api, seller: Api, own_deal: int) -> None:
    wire.freeze(1_800_000_000)
    comment(seller, own_deal)
    deal = admin("crm.deal.get", id=own_deal)
    assert (deal["LAST_ACTIVITY_TIME"], deal["LAST_ACTIVITY_BY"]) == ("2027-01-15T08:00:00+00:00", "3")


@pytest.mark.parametrize("entity_type", ["lead", "DEAL", "contact", "company", "quote"])
def test_records_of_every_type_have_comments(admin: Api, entity_type: str) -> None:
    name = entity_type.lower()
    record = admin(f"crm.{name}.add", fields={"TITLE": "A record", "NAME": "Greta"})
    added = admin(
        "crm.timeline.comment.add", fields={"ENTITY_ID": str(record), "ENTITY_TYPE": entity_type, "COMMENT": "1"}
    )
    found = admin("crm.timeline.comment.get", id=added)
    assert (found["ENTITY_TYPE"], found["ENTITY_ID"], found["COMMENT"]) == (name, str(record), "1")


def test_items_of_a_smart_process_have_comments(admin: Api) -> None:
    type_id, item = a_smart_process_record(admin)
    where = {"ENTITY_TYPE": f"dynamic_{type_id}", "ENTITY_ID": item}
    admin("crm.timeline.comment.add", fields={**where, "COMMENT": "Painted"})
    assert admin("crm.timeline.comment.list", filter=where)[0]["ENTITY_TYPE"] == f"dynamic_{type_id}"


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"ENTITY_ID": None}, MISSING),
        ({"ENTITY_TYPE": None}, MISSING),
        ({"COMMENT": None}, MISSING),
        ({"ENTITY_ID": "one"}, MISSING),
        ({"COMMENT": " \n"}, (400, "INVALID_ARG_VALUE")),
        ({"COMMENT": ["a"]}, (400, "INVALID_ARG_VALUE")),
        ({"ENTITY_TYPE": "order"}, (400, "OWNER_NOT_FOUND")),
        ({"ENTITY_TYPE": 2}, (400, "OWNER_NOT_FOUND")),
        ({"ENTITY_TYPE": "dynamic_999"}, (400, "OWNER_NOT_FOUND")),
        ({"AUTHOR_ID": 999}, (400, "INVALID_ARG_VALUE")),
        ({"FILES": [["1.gif", "R0lG?"]]}, (400, "INVALID_ARG_VALUE")),
    ],
)
def test_what_is_no_comment_is_refused(
    admin: Api, own_deal: int, fields: dict[str, Any], refusal: tuple[int, str]
) -> None:
    given = {"ENTITY_ID": own_deal, "ENTITY_TYPE": "deal", "COMMENT": "Text", **fields}
    assert admin.refused("crm.timeline.comment.add", fields=given) == refusal
    assert listed(admin, own_deal) == []


def test_fields_must_be_there(admin: Api) -> None:
    assert admin.refused("crm.timeline.comment.add") == MISSING
    assert admin.refused("crm.timeline.comment.update", id=1) == MISSING


def test_only_who_may_edit_a_record_comments_on_it(seller: Api, open_deal: int, hidden_deal: int) -> None:
    for deal in (open_deal, hidden_deal):
        fields = {"ENTITY_ID": deal, "ENTITY_TYPE": "deal", "COMMENT": "Text"}
        assert seller.refused("crm.timeline.comment.add", fields=fields) == (400, "ACCESS_DENIED")


def test_an_administrator_may_write_down_what_another_said_and_nobody_else(
    admin: Api, seller: Api, own_deal: int
) -> None:
    added = comment(admin, own_deal, AUTHOR_ID=3)
    assert seller("crm.timeline.comment.get", id=added)["AUTHOR_ID"] == "3"
    assert seller("crm.timeline.comment.get", id=comment(seller, own_deal, AUTHOR_ID="3"))["AUTHOR_ID"] == "3"
    fields = {"ENTITY_ID": own_deal, "ENTITY_TYPE": "deal", "COMMENT": "Text", "AUTHOR_ID": 1}
    assert seller.refused("crm.timeline.comment.add", fields=fields) == (400, "ACCESS_DENIED")


def test_whoever_may_read_the_record_reads_its_comments(
    admin: Api, seller: Api, open_deal: int, hidden_deal: int
) -> None:
    shown, hidden = comment(admin, open_deal, "Shown"), comment(admin, hidden_deal, "Hidden")
    assert seller("crm.timeline.comment.get", id=shown)["COMMENT"] == "Shown"
    assert listed(seller, open_deal) == ["Shown"]
    assert text_of(seller, "crm.timeline.comment.get", id=hidden) == "Access denied."
    hidden_where = {"ENTITY_ID": hidden_deal, "ENTITY_TYPE": "deal"}
    assert text_of(seller, "crm.timeline.comment.list", filter=hidden_where) == "Access denied."


def test_a_comment_of_several_records_is_answered_as_one_of_a_record_that_may_be_read(
    admin: Api, seller: Api, open_deal: int, hidden_deal: int
) -> None:
    added = comment(admin, hidden_deal)
    assert bind(admin, added, "deal", open_deal)
    assert admin("crm.timeline.comment.get", id=added)["ENTITY_ID"] == str(hidden_deal)
    assert seller("crm.timeline.comment.get", id=added)["ENTITY_ID"] == str(open_deal)
    assert listed(admin, open_deal) == listed(admin, hidden_deal) == listed(seller, open_deal) == ["Called back"]


@pytest.mark.parametrize("given", [None, "", 0, -1, "a", 1.5, [1]])
def test_a_comment_is_got_by_an_id(admin: Api, given: Any) -> None:
    assert text_of(admin, "crm.timeline.comment.get", id=given) == "ID is not defined or invalid."


def test_a_comment_that_is_not_there_is_not_found(admin: Api) -> None:
    assert text_of(admin, "crm.timeline.comment.get", id=999) == "Not found."
    assert admin.refused("crm.timeline.comment.update", id=999, fields={"COMMENT": "x"}) == (400, "NOT_FOUND")
    assert admin.refused("crm.timeline.comment.delete", id=999) == (400, "NOT_FOUND")
    assert admin.refused("crm.timeline.comment.delete", id=999, ownerTypeId=2, ownerId=1) == (400, "NOT_FOUND")


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ({}, "ENTITY_TYPE is not defined or invalid."),
        ({"ENTITY_ID": 1}, "ENTITY_TYPE is not defined or invalid."),
        ({"ENTITY_ID": 1, "ENTITY_TYPE": "nothing"}, "ENTITY_TYPE is not defined or invalid."),
        ({"ENTITY_TYPE": "deal"}, "ENTITY_ID is not defined or invalid."),
        ({"ENTITY_TYPE": "deal", "ENTITY_ID": [1]}, "ENTITY_ID is not defined or invalid."),
        ({"ENTITY_TYPE": "deal", "ENTITY_ID": 999_999}, "Access denied."),
        ({"ENTITY_TYPE": "dynamic_999", "ENTITY_ID": 1}, "Access denied."),
    ],
)
def test_a_list_is_of_one_record(admin: Api, given: dict[str, Any], text: str) -> None:
    assert text_of(admin, "crm.timeline.comment.list", filter=given) == text


def test_a_list_is_ordered_by_three_fields(wire: Wire, admin: Api, own_deal: int) -> None:
    for at, text, author in ((200, "a", 3), (100, "b", 1), (200, "c", 1)):
        wire.freeze(1_800_000_000 + at)
        comment(admin, own_deal, text, AUTHOR_ID=author)
    assert listed(admin, own_deal) == ["a", "b", "c"]
    assert listed(admin, own_deal, order={"ID": "DESC"}) == ["c", "b", "a"]
    assert listed(admin, own_deal, order={"created": "asc"}) == ["b", "a", "c"]
    assert listed(admin, own_deal, order={"CREATED": "ASC", "ID": "DESC"}) == ["b", "c", "a"]
    assert listed(admin, own_deal, order={"AUTHOR_ID": "desc"}) == ["a", "b", "c"]
    assert listed(admin, own_deal, order={"COMMENT": "DESC"}) == ["a", "b", "c"], "no such order"


def test_a_list_is_narrowed_down_by_what_it_is_ordered_by(wire: Wire, admin: Api, own_deal: int) -> None:
    ids = []
    for at, text, author in ((100, "a", 3), (200, "b", 1), (300, "c", 1)):
        wire.freeze(1_800_000_000 + at)
        ids.append(comment(admin, own_deal, text, AUTHOR_ID=author))

    def found(given: dict[str, Any]) -> list[str]:
        where = {"ENTITY_ID": own_deal, "ENTITY_TYPE": "deal", **given}
        answer = admin.send("crm.timeline.comment.list", filter=where, select=["COMMENT"])
        assert answer.json["total"] == len(answer.result)
        return [each["COMMENT"] for each in answer.result]

    assert found({">ID": ids[0]}) == ["b", "c"]
    assert found({"ID": [str(ids[0]), ids[2]]}) == ["a", "c"]
    assert found({"!=id": ids[1]}) == ["a", "c"]
    assert found({"AUTHOR_ID": "1", "<CREATED": "2027-01-15T08:05:00+00:00"}) == ["b"]
    assert found({"@AUTHOR_ID": []}) == []
    assert found({"ID": "nonsense"}) == []
    assert found({"%COMMENT": "a", "nothing": 1}) == ["a", "b", "c"], "no such condition"


def test_a_list_is_read_from_one_id_to_the_next(admin: Api, own_deal: int) -> None:
    for number in range(60):
        comment(admin, own_deal, str(number))
    found, last = [], 0
    for expected in (50, 10):
        where = {"ENTITY_ID": own_deal, "ENTITY_TYPE": "deal", ">ID": last}
        page = admin("crm.timeline.comment.list", filter=where, order={"ID": "ASC"}, start=-1)
        assert len(page) == expected
        found += [each["COMMENT"] for each in page]
        last = page[-1]["ID"]
    assert found == [str(number) for number in range(60)]


def test_a_list_has_the_fields_that_are_selected(admin: Api, own_deal: int) -> None:
    added = comment(admin, own_deal)
    where = {"ENTITY_ID": own_deal, "ENTITY_TYPE": "deal"}
    found = admin("crm.timeline.comment.list", filter=where, select=["COMMENT", "nothing"])
    assert found == [{"ID": str(added), "COMMENT": "Called back"}]
    assert len(admin("crm.timeline.comment.list", filter=where, select=[])[0]) == 7


def test_a_list_has_pages_of_fifty(admin: Api, own_deal: int) -> None:
    for number in range(120):
        comment(admin, own_deal, str(number))
    where = {"ENTITY_ID": own_deal, "ENTITY_TYPE": "deal"}
    found, start = [], 0
    while start is not None:
        answer = admin.send("crm.timeline.comment.list", filter=where, start=start)
        assert answer.json["total"] == 120
        found += [each["COMMENT"] for each in answer.result]
        start = answer.json.get("next")
    assert found == [str(number) for number in range(120)]
    assert "total" not in admin.send("crm.timeline.comment.list", filter=where, start=-1).json


def test_an_update_changes_the_text_and_nothing_else(admin: Api, seller: Api, own_deal: int, open_deal: int) -> None:
    added = comment(admin, own_deal)
    before = seller("crm.timeline.comment.get", id=added)
    given = {"COMMENT": "Wrote", "AUTHOR_ID": 3, "ENTITY_ID": open_deal, "CREATED": "2020-01-01"}
    assert seller("crm.timeline.comment.update", id=added, fields=given) == added
    after = seller("crm.timeline.comment.get", id=added)
    assert after == before | {"COMMENT": "Wrote"}
    assert seller("crm.timeline.comment.update", id=added, fields={"ID": 5}, ownerTypeId=2, ownerId=own_deal) == added
    assert seller("crm.timeline.comment.get", id=added) == after


@pytest.mark.parametrize("fields", [{"COMMENT": ""}, {"COMMENT": None}, {"FILES": [["a", "b"]]}, {"COMMENT": {"a": 1}}])
def test_an_unfit_update_is_refused(admin: Api, own_deal: int, fields: dict[str, Any]) -> None:
    added = comment(admin, own_deal)
    assert admin.refused("crm.timeline.comment.update", id=added, fields=fields) == (400, "INVALID_ARG_VALUE")
    assert listed(admin, own_deal) == ["Called back"]


@pytest.mark.parametrize("verb", ["update", "delete"])
def test_a_comment_is_changed_by_who_may_edit_its_record(
    admin: Api, seller: Api, verb: str, open_deal: int, own_deal: int, hidden_deal: int
) -> None:
    method, fields = f"crm.timeline.comment.{verb}", {"COMMENT": "New"}
    for deal in (open_deal, hidden_deal):
        added = comment(admin, deal)
        assert seller.refused(method, id=added, fields=fields) == (400, "ACCESS_DENIED")
        owner = {"ownerTypeId": DEAL, "ownerId": deal}
        assert seller.refused(method, id=added, fields=fields, **owner) == (400, "ACCESS_DENIED")
    assert seller.send(method, id=comment(admin, own_deal), fields=fields).status == 200
    assert (
        seller.send(method, id=comment(admin, own_deal), fields=fields, ownerTypeId=2, ownerId=own_deal).status == 200
    )


@pytest.mark.parametrize("verb", ["update", "delete"])
@pytest.mark.parametrize(
    ("owner", "refusal"),
    [
        ((DEAL, 999_999), (400, "OWNER_NOT_FOUND")),
        ((99, 1), (400, "OWNER_NOT_FOUND")),
        ((COMPANY, 1), (400, "OWNER_NOT_FOUND")),
        ((DEAL, None), MISSING),
        ((None, 1), MISSING),
        ((DEAL, ""), MISSING),
        (("", 1), MISSING),
        ((DEAL, "x"), MISSING),
    ],
)
def test_the_record_that_is_named_must_have_the_comment(
    admin: Api, own_deal: int, verb: str, owner: tuple[Any, Any], refusal: tuple[int, str]
) -> None:
    added = comment(admin, own_deal)
    params = {"ownerTypeId": owner[0], "ownerId": owner[1], "fields": {"COMMENT": "New"}}
    assert admin.refused(f"crm.timeline.comment.{verb}", id=added, **params) == refusal
    assert listed(admin, own_deal) == ["Called back"]


def test_a_record_that_is_an_empty_text_is_not_named(admin: Api, own_deal: int) -> None:
    added = comment(admin, own_deal)
    nobody = {"ownerTypeId": "", "ownerId": ""}
    assert admin("crm.timeline.comment.update", id=added, fields={"COMMENT": "New"}, **nobody) == added
    assert listed(admin, own_deal) == ["New"]
    assert admin("crm.timeline.comment.delete", id=added, **nobody) is None
    assert listed(admin, own_deal) == []


def test_a_deleted_comment_is_gone(admin: Api, own_deal: int) -> None:
    added = comment(admin, own_deal)
    answer = admin.send("crm.timeline.comment.delete", id=added)
    assert (answer.status, answer.json["result"]) == (200, None)
    assert listed(admin, own_deal) == []
    assert text_of(admin, "crm.timeline.comment.get", id=added) == "Not found."
    assert comment(admin, own_deal) > added, "an id is never given again"


def test_a_comment_of_several_records_is_deleted_from_the_one_that_is_named(
    admin: Api, own_deal: int, open_deal: int
) -> None:
    added = comment(admin, own_deal)
    bind(admin, added, "deal", open_deal)
    assert admin.refused("crm.timeline.comment.delete", id=added) == (400, "MULTIPLE_BINDINGS")
    admin("crm.timeline.comment.delete", id=added, ownerTypeId=DEAL, ownerId=own_deal)
    assert (listed(admin, own_deal), listed(admin, open_deal)) == ([], ["Called back"])
    admin("crm.timeline.comment.delete", id=added, ownerTypeId=DEAL, ownerId=open_deal)
    assert text_of(admin, "crm.timeline.comment.get", id=added) == "Not found."


def test_a_comment_goes_with_the_last_record_that_it_is_bound_to(admin: Api, own_deal: int, open_deal: int) -> None:
    alone, shared = comment(admin, own_deal, "Alone"), comment(admin, own_deal, "Shared")
    bind(admin, shared, "deal", open_deal)
    admin("crm.deal.delete", id=own_deal)
    assert text_of(admin, "crm.timeline.comment.get", id=alone) == "Not found."
    assert admin("crm.timeline.comment.get", id=shared)["ENTITY_ID"] == str(open_deal)
    admin("crm.deal.delete", id=open_deal)
    assert text_of(admin, "crm.timeline.comment.get", id=shared) == "Not found."


def test_its_scope_is_that_of_the_crm(wire: Wire) -> None:
    api = api_of(wire, 1, "user")
    assert api.refused("crm.timeline.comment.list") == (403, "insufficient_scope")
