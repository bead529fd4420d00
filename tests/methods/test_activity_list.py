"""``crm.activity.list``: filters, order, pages, bindings and what each user may see."""

from typing import Any

import pytest

from tests.conftest import Api
from tests.methods.test_activity import CALL, COMPANY, CONTACT, DEAL, EMAIL, MEETING, a_call, a_deal

ORIGIN = "test-list"
"""Marks the activities of a test, so that it finds no others."""


def ids(api: Api, order: dict[str, str] | None = None, **filter_: Any) -> list[int]:
    """Ids of the test's own activities that a filter finds."""
    answer = api("crm.activity.list", filter={"ORIGINATOR_ID": ORIGIN, **filter_}, order=order or {"ID": "ASC"})
    return [int(activity["ID"]) for activity in answer]


@pytest.fixture
def three(admin: Api) -> list[int]:
    """A call, an e-mail and a meeting on three days."""
    deal = a_deal(admin)
    return [
        a_call(
            admin,
            deal,
            ORIGINATOR_ID=ORIGIN,
            TYPE_ID=type_id,
            SUBJECT=subject,
            START_TIME=f"2026-03-0{day} 12:00:00",
            COMPLETED=completed,
            PRIORITY=priority,
        )
        for type_id, subject, day, completed, priority in (
            (CALL, "Molasses for the galley", 3, "Y", 1),
            (EMAIL, "Rope and 100% cotton", 1, "N", 2),
            (MEETING, "About molasses_and rope", 2, "N", 3),
        )
    ]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ({"COMPLETED": "N"}, [1, 2]),
        ({"=TYPE_ID": CALL}, [0]),
        ({"TYPE_ID": [CALL, EMAIL]}, [0, 1]),
        ({"@TYPE_ID": ["2", "4"]}, [0, 1]),
        ({"!@TYPE_ID": [CALL, EMAIL]}, [2]),
        ({"!TYPE_ID": CALL}, [1, 2]),
        ({"!=TYPE_ID": CALL}, [1, 2]),
        ({">PRIORITY": 1}, [1, 2]),
        ({">=PRIORITY": 2}, [1, 2]),
        ({"<PRIORITY": 2}, [0]),
        ({"<=PRIORITY": 2}, [0, 1]),
        ({"><PRIORITY": [2, 3]}, [1, 2]),
        ({"%SUBJECT": "molasses"}, [0, 2]),
        ({"%SUBJECT": "100%"}, [1]),
        ({"%SUBJECT": "s_a"}, [2]),
        ({"=%SUBJECT": "mol%"}, [0]),
        ({"%=SUBJECT": "%rope"}, [2]),
        ({"!%SUBJECT": "molasses"}, [1]),
        ({"!=%SUBJECT": "mol%"}, [1, 2]),
        ({"!%=SUBJECT": "%rope"}, [0, 1]),
        ({">=START_TIME": "2026-03-02T00:00:00+00:00", "<START_TIME": "2026-03-03T00:00:00+00:00"}, [2]),
        ({">DEADLINE": "2026-03-02"}, [0, 2]),
        ({"LOCATION": ""}, [0, 1, 2]),
        ({"!LOCATION": ""}, []),
        ({"NO_SUCH_FIELD": 1}, [0, 1, 2]),
        ({"TYPE_ID": "call"}, []),
        ({"PROVIDER_ID": "CRM_EMAIL", "RESPONSIBLE_ID": 1}, [1]),
    ],
)
def test_filters_find_what_their_operators_say(
    admin: Api, three: list[int], condition: dict[str, Any], found: list[int]
) -> None:
    assert ids(admin, **condition) == [three[index] for index in found]


def test_the_earliest_comes_first_unless_an_order_is_given(admin: Api, three: list[int]) -> None:
    call, mail, meeting = three
    default = admin("crm.activity.list", filter={"ORIGINATOR_ID": ORIGIN})
    assert [int(activity["ID"]) for activity in default] == [mail, meeting, call]
    assert ids(admin, {"START_TIME": "DESC"}) == [call, meeting, mail]
    assert ids(admin, {"priority": "desc"}) == [meeting, mail, call]
    assert ids(admin, {"NO_SUCH_FIELD": "desc", "COMPLETED": "asc", "ID": "desc"}) == [meeting, mail, call]


def test_a_listed_activity_is_the_one_that_get_answers(admin: Api, three: list[int]) -> None:
    (listed,) = admin("crm.activity.list", filter={"ID": three[0]})
    assert listed == admin("crm.activity.get", id=three[0])
    (starred,) = admin("crm.activity.list", filter={"ID": three[0]}, select=["*", "FILES", "BINDINGS"])
    assert starred == listed | {
        "FILES": [],
        "BINDINGS": [{"OWNER_TYPE_ID": "2", "OWNER_ID": listed["OWNER_ID"]}],
    }


def test_only_selected_fields_are_answered(admin: Api, three: list[int]) -> None:
    answer = admin("crm.activity.list", filter={"ID": three[0]}, select=["subject", "IS_INCOMING_CHANNEL", "NO"])
    assert answer == [{"ID": str(three[0]), "SUBJECT": "Molasses for the galley", "IS_INCOMING_CHANNEL": "N"}]


def test_bindings_are_listed_only_as_far_as_they_may_be_read(admin: Api, seller: Api) -> None:
    lead = admin("crm.lead.add", fields={"TITLE": "A secret", "ASSIGNED_BY_ID": 1})
    deal = a_deal(admin, ASSIGNED_BY_ID=3)
    call = a_call(admin, deal, COMMUNICATIONS=[{"VALUE": "1", "ENTITY_TYPE_ID": 1, "ENTITY_ID": lead}])
    (found,) = seller("crm.activity.list", filter={"ID": call}, select=["BINDINGS"])
    assert found["BINDINGS"] == [{"OWNER_TYPE_ID": "2", "OWNER_ID": str(deal)}]


def test_an_activity_is_listed_once_for_each_binding_that_fits(admin: Api) -> None:
    deal, other = a_deal(admin), a_deal(admin)
    contact = admin("crm.contact.add", fields={"NAME": "Greta"})
    talks = [{"VALUE": "1", "ENTITY_TYPE_ID": CONTACT, "ENTITY_ID": contact}]
    both = a_call(admin, deal, ORIGINATOR_ID=ORIGIN, COMMUNICATIONS=talks)
    one = a_call(admin, deal, ORIGINATOR_ID=ORIGIN)
    a_call(admin, other, ORIGINATOR_ID=ORIGIN)

    def found(*pairs: Any) -> list[int]:
        return ids(admin, BINDINGS=list(pairs))

    assert found({"OWNER_TYPE_ID": DEAL, "OWNER_ID": deal}) == [both, one]
    assert found({"OWNER_TYPE_ID": CONTACT}) == [both]
    assert found({"OWNER_TYPE_ID": DEAL, "OWNER_ID": deal}, {"OWNER_TYPE_ID": CONTACT}) == [both, both, one]
    assert found({"OWNER_TYPE_ID": COMPANY}) == []
    assert found({"NONSENSE": 1}) == []
    assert found({"OWNER_ID": "x"}) == []
    assert len(found()) == 3
    assert ids(admin, BINDINGS={"OWNER_TYPE_ID": DEAL, "OWNER_ID": deal}) == [both, one]
    answer = admin.send("crm.activity.list", filter={"BINDINGS": [{"OWNER_ID": deal, "OWNER_TYPE_ID": DEAL}, {}]})
    assert answer.json["total"] == 2
    pairs = [{"OWNER_ID": number} for number in range(101)]
    assert admin.refused("crm.activity.list", filter={"BINDINGS": pairs}) == (400, "INVALID_ARG_VALUE")


def test_what_may_not_be_read_is_neither_listed_nor_counted(admin: Api, seller: Api) -> None:
    lead = admin("crm.lead.add", fields={"TITLE": "A secret", "ASSIGNED_BY_ID": 1})
    talks = [{"VALUE": "1", "ENTITY_TYPE_ID": 1, "ENTITY_ID": lead}]
    shared = a_call(admin, a_deal(admin, ASSIGNED_BY_ID=3), ORIGINATOR_ID=ORIGIN, COMMUNICATIONS=talks)
    secret = a_call(admin, a_deal(admin, ASSIGNED_BY_ID=1, OPENED="N"), ORIGINATOR_ID=ORIGIN, COMMUNICATIONS=talks)
    assert ids(admin) == [shared, secret]
    assert ids(seller) == [shared]
    assert seller.send("crm.activity.list", filter={"ORIGINATOR_ID": ORIGIN}).json["total"] == 1
    pairs = [{"OWNER_TYPE_ID": 1, "OWNER_ID": lead}]
    assert ids(admin, BINDINGS=pairs) == [shared, secret]
    assert ids(seller, BINDINGS=pairs) == []


def test_every_readable_activity_is_found_by_going_through_the_pages(admin: Api, seller: Api) -> None:
    for api in (admin, seller):
        found: list[int] = []
        start: int | None = 0
        total = None
        while start is not None:
            answer = api.send("crm.activity.list", select=["ID"], order={"ID": "desc"}, start=start)
            found += [int(activity["ID"]) for activity in answer.result]
            total, start = answer.json["total"], answer.json.get("next")
            assert len(answer.result) == 50 or start is None
        assert total == len(found) == len(set(found))
        assert found == sorted(found, reverse=True)
        assert all(api("crm.activity.get", id=activity)["ID"] == str(activity) for activity in found[:60])


def test_an_uncounted_page_has_neither_total_nor_next(admin: Api) -> None:
    answer = admin.send("crm.activity.list", start=-1)
    assert len(answer.result) == 50
    assert not {"total", "next"} & answer.json.keys()
    beyond = admin.send("crm.activity.list", start=10**6)
    assert beyond.result == []
    assert beyond.json["total"] > 50
    assert "next" not in beyond.json


def test_a_scalar_where_a_filter_belongs_is_refused(admin: Api) -> None:
    assert admin.refused("crm.activity.list", filter="ID") == (400, "")
    assert admin.refused("crm.activity.list", order="ID") == (400, "")
