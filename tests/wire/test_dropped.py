"""What calls name in vain is ignored, as on a real portal, and told in the request log."""

from collections.abc import Sequence
from typing import Any

import pytest

from homeport.core.dropped import MAX_DROPPED, MAX_NAME
from homeport.domain.portal.calls.requests import MAX_ENTRY, encode
from tests.conftest import Api, Wire, api_of
from tests.wire.test_faults import log

DEAL = 2


def told(wire: Wire) -> list[tuple[str, str, str]]:
    """(part, name, why) of what the newest call named in vain."""
    return [(each.part, each.name, each.why) for each in log(wire)[-1].dropped]


CALLS: Sequence[tuple[str, dict[str, Any], list[tuple[str, str, str]]]] = (
    (
        "crm.lead.add",
        {"fields": {"TITLE": "A", "NO_SUCH_COLOUR": "red", "DATE_CREATE": "2030-01-01"}},
        [("fields", "NO_SUCH_COLOUR", "unknown"), ("fields", "DATE_CREATE", "read-only")],
    ),
    ("crm.deal.update", {"id": 1, "fields": {"ID": 7}}, [("fields", "ID", "read-only")]),
    (
        "crm.item.add",
        {"entityTypeId": DEAL, "fields": {"title": "A", "noSuchColour": "red"}},
        [("fields", "noSuchColour", "unknown")],
    ),
    (
        "crm.deal.list",
        {"select": ["ID", "PRISE", "UF_*"], "filter": {">=PRISE": 3, "ID": 1}, "order": {"PRISE": "ASC"}},
        [("select", "PRISE", "unknown"), ("filter", "PRISE", "unknown"), ("order", "PRISE", "unknown")],
    ),
    ("crm.item.list", {"entityTypeId": 1, "select": ["id", "prise", "phoneWork"]}, [("select", "prise", "unknown")]),
    (
        "crm.contact.add",
        {"fields": {"NAME": "A", "PHONE": [{"VALUE": "1"}, "2"], "EMAIL": "a@example.test"}},
        [("fields", "PHONE[1]", "unfit"), ("fields", "EMAIL", "unfit")],
    ),
    ("crm.contact.update", {"id": 1, "fields": {"PHONE": [{"ID": 10**6, "VALUE": "1"}]}},
     [("fields", "PHONE[ID=1000000]", "unfit")]),
    (
        "crm.item.update",
        {"entityTypeId": 3, "id": 1, "fields": {"fm": {"n0": {"value": "1"}, "n1": "2"}}},
        [("fields", "fm[n1]", "unfit"), ("fields", "fm[n0]", "unfit")],
    ),
    ("crm.vat.list", {"select": ["ID", "COLOUR"]}, [("select", "COLOUR", "unknown")]),
    ("crm.measure.list", {"filter": {"!COLOUR": 1}, "order": {"COLOUR": "ASC"}},
     [("filter", "COLOUR", "unknown"), ("order", "COLOUR", "unknown")]),
    (
        "crm.activity.add",
        {"fields": {
            "OWNER_TYPE_ID": 2, "OWNER_ID": 1, "TYPE_ID": 2, "SUBJECT": "A", "RESPONSIBLE_ID": 1,
            "CREATED": "2030-01-01", "COLOUR": 1,
            "COMMUNICATIONS": [{"VALUE": "+4930", "TYPE": "PHONE"}, {"TYPE": "PHONE"}],
        }},
        [("fields", "CREATED", "read-only"), ("fields", "COLOUR", "unknown"), ("fields", "COMMUNICATIONS[1]", "unfit")],
    ),
    (
        "crm.activity.list",
        {"select": ["ID", "COLOUR"], "order": {"COLOUR": "ASC"},
         "filter": {"COLOUR": 1, "BINDINGS": [{"OWNER_TYPE_ID": 2}, {"OWNER_ID": "x"}]}},
        [("select", "COLOUR", "unknown"), ("filter", "BINDINGS[1]", "unfit"), ("filter", "COLOUR", "unknown"),
         ("order", "COLOUR", "unknown")],
    ),
    ("crm.activity.binding.list", {"activityId": 1, "filter": {"COLOUR": 1}, "order": {"colour": "ASC"}},
     [("filter", "COLOUR", "unknown"), ("order", "colour", "unknown")]),
    (
        "crm.timeline.comment.add",
        {"fields": {"ENTITY_ID": 1, "ENTITY_TYPE": "deal", "COMMENT": "A", "COLOUR": 1, "CREATED": "2030-01-01"}},
        [("fields", "COLOUR", "unknown"), ("fields", "CREATED", "read-only")],
    ),
    (
        "crm.timeline.comment.list",
        {"filter": {"ENTITY_ID": 1, "=ENTITY_TYPE": "deal", "COLOUR": 1}, "select": ["ID", "COLOUR"],
         "order": {"COLOUR": "ASC"}},
        [("filter", "COLOUR", "unknown"), ("order", "COLOUR", "unknown"), ("select", "COLOUR", "unknown")],
    ),
    ("crm.status.list", {"filter": {"COLOUR": 1}, "order": {"COLOUR": "ASC"}},
     [("filter", "COLOUR", "unknown"), ("order", "COLOUR", "unknown")]),
    ("crm.category.list", {"entityTypeId": DEAL, "filter": {"name": "A", "colour": 1}, "order": {"colour": "ASC"}},
     [("filter", "colour", "unknown"), ("order", "colour", "unknown")]),
    ("crm.category.add", {"entityTypeId": DEAL, "fields": {"name": "A", "colour": 1}},
     [("fields", "colour", "unknown")]),
    ("crm.currency.update", {"id": "USD", "fields": {"SORT": 5, "COLOUR": 1, "LANG": {"en": {"COLOUR": 2}}}},
     [("fields", "COLOUR", "unknown")]),
    ("crm.currency.list", {"order": {"COLOUR": "ASC"}}, [("order", "COLOUR", "unknown")]),
    ("crm.type.add", {"fields": {"title": "A", "colour": 1, "relations": {}, "id": 4}},
     [("fields", "colour", "unknown"), ("fields", "id", "read-only")]),
    ("user.get", {"filter": {"COLOUR": 1}, "sort": "COLOUR", "select": ["ID", "COLOUR"]},
     [("filter", "COLOUR", "unknown"), ("order", "COLOUR", "unknown"), ("select", "COLOUR", "unknown")]),
    ("department.get", {"COLOUR": 1}, [("filter", "COLOUR", "unknown")]),
)  # fmt: skip


@pytest.mark.parametrize(
    ("method", "params", "expected"), CALLS, ids=[f"{call[0]}-{n}" for n, call in enumerate(CALLS)]
)
def test_what_was_dropped_is_told(
    wire: Wire, admin: Api, method: str, params: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    admin(method, **params)
    assert set(told(wire)) == set(expected)


USED: Sequence[tuple[str, dict[str, Any]]] = (
    ("crm.activity.binding.list", {"activityId": 1, "filter": {">entityId": 0}, "order": {"entityId": "ASC"}}),
    ("crm.activity.list", {"select": ["*", "BINDINGS"], "filter": {"BINDINGS": [{"OWNER_TYPE_ID": 2}]}}),
    ("crm.category.list", {"entityTypeId": DEAL, "filter": {">id": 0, "name": "A", "SORT": 5}}),
    ("crm.contact.list", {"select": ["*", "UF_*", "PHONE"], "filter": {"%NAME": "a"}, "order": {"ID": "DESC"}}),
    ("crm.item.list", {"entityTypeId": 3, "select": ["*", "fm", "email"], "filter": {"logic": "OR", "0": {"id": 1}}}),
    ("crm.timeline.comment.list", {"filter": {"ENTITY_ID": 1, "ENTITY_TYPE": "deal", ">ID": 0}}),
    ("crm.type.add", {"fields": {"title": "A", "entityTypeId": 1900, "linkedUserFields": {}, "isExternal": "N"}}),
    ("user.update", {"ID": 3, "NAME": "Ann", "UF_DEPARTMENT": [1]}),
    ("user.get", {"select": ["ID", "UF_*"], "filter": {"ACTIVE": True}, "sort": "ID"}),
    ("department.update", {"ID": 1, "NAME": "House"}),
)  # fmt: skip


@pytest.mark.parametrize(("method", "params"), USED, ids=[call[0] for call in USED])
def test_what_was_used_is_not_told(wire: Wire, admin: Api, method: str, params: dict[str, Any]) -> None:
    admin(method, **params)
    assert told(wire) == []


@pytest.mark.parametrize("writes", [False, True])
def test_a_batch_tells_it_by_command(wire: Wire, admin: Api, writes: bool) -> None:
    cmd = {"a": "crm.deal.list?filter[COLOUR]=1", "b": "server.time", "c": "crm.lead.list?select[]=COLOUR"}
    admin("batch", cmd={**cmd, "d": "crm.lead.add?fields[COLOUR]=1"} if writes else cmd)
    found = [(each.command, each.part, each.name) for each in log(wire)[-1].dropped]
    assert found == [("a", "filter", "COLOUR"), ("c", "select", "COLOUR"), *[("d", "fields", "COLOUR")] * writes]


def test_a_call_that_is_refused_tells_it_too(wire: Wire, admin: Api) -> None:
    admin.refused("crm.item.add", entityTypeId=DEAL, fields={"colour": 1, "stageId": "NO:SUCH"})
    assert told(wire) == [("fields", "colour", "unknown")]


def test_names_are_bounded_and_told_once(wire: Wire, admin: Api) -> None:
    names = {"\x01" * 3 * MAX_NAME + str(number): 1 for number in range(3)}
    names |= {f"{number:03}" + "\x01" * 3 * MAX_NAME: 1 for number in range(2 * MAX_DROPPED)}
    admin("crm.deal.list", filter=names)
    entry = log(wire)[-1]
    assert len(entry.dropped) == MAX_DROPPED
    assert {len(each.name) for each in entry.dropped} == {MAX_NAME}
    assert len({each.name for each in entry.dropped}) == MAX_DROPPED
    assert len(encode(entry)) <= MAX_ENTRY


def test_secrets_in_names_are_masked(wire: Wire, admin: Api) -> None:
    admin(
        "crm.deal.list", filter={"https://x.example.test/rest/1/s3cretvalue/a": 1}, select=['{"token":"s3cretvalue"}']
    )
    assert len(log(wire)[-1].dropped) == 2
    assert b"s3cret" not in encode(log(wire)[-1])


def test_what_is_not_taken_of_a_page_is_told(wire: Wire) -> None:
    api = api_of(wire, 1, "landing")
    site = api("landing.site.add", fields={"TITLE": "Garden", "CODE": "garden"})
    api("landing.landing.add", fields={"TITLE": "Roses", "SITE_ID": site, "TPL_ID": 3, "BLOCK_ID": 5})
    assert told(wire) == [("fields", "BLOCK_ID", "unknown"), ("fields", "TPL_ID", "unknown")]
