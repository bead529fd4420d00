"""Lists that are asked for more than anybody needs: they answer or refuse, and others are served meanwhile."""

import json
from typing import Any

import pytest
from sqlalchemy import text

from homeport.domain.records import written
from homeport.domain.records.filters import MAX_VALUES
from homeport.store import Query
from homeport.store.kept import KEPT, MOST
from tests.conftest import Api, Wire

MANY = 50_000
_MANY_DEALS = """
INSERT INTO crm_deal ("ID", "TITLE", "CATEGORY_ID", "STAGE_ID", "STAGE_SEMANTIC_ID", "OPENED", "ASSIGNED_BY_ID",
    "CREATED_BY_ID", "MODIFY_BY_ID", "DATE_CREATE", "DATE_MODIFY", "COMMENTS")
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
SELECT 100000 + i, 'Delivery ' || i, 0, 'NEW', 'P', 'Y', 1, 1, 1, '2026-01-01 08:00:00', '2026-01-01 08:00:00',
    CAST(i * 7919 % 50021 AS TEXT) FROM n
"""


def test_a_filter_takes_five_hundred_values_and_has_an_end(admin: Api) -> None:
    there = [int(row["ID"]) for row in admin("crm.deal.list", select=["ID"])]
    given = [*there, *range(1_000_000, 1_000_500 - len(there))]
    assert len(given) == 500
    found = admin("crm.deal.list", filter={"@ID": given}, select=["ID"])
    assert [int(row["ID"]) for row in found] == there
    others = {int(row["ID"]) for row in admin("crm.deal.list", filter={"!@ID": given}, select=["ID"])}
    assert others
    assert others.isdisjoint(there)
    texts = [f"T{number}" for number in range(500)]
    assert admin("crm.deal.list", filter={"=TITLE": texts, "@STAGE_ID": texts}, select=["ID"]) == []
    too_many = list(range(MAX_VALUES + 1))
    assert admin.refused("crm.deal.list", filter={"@ID": too_many}) == (400, "INVALID_ARG_VALUE")


@pytest.mark.parametrize("prefix", ["%", "=%", "!%", "%="])
def test_a_pattern_of_64_kb_is_not_even_looked_for(admin: Api, prefix: str) -> None:
    """The universal methods refuse it, and the classic ones, which refuse no value, find nothing."""
    pattern = "%_" * 32 * 1024
    assert admin("crm.deal.list", filter={f"{prefix}TITLE": pattern}) == []
    assert admin.refused("crm.item.list", entityTypeId=2, filter={f"{prefix}title": pattern})[1] == "INVALID_ARG_VALUE"


def test_others_are_answered_beside_orders_by_what_has_no_index(wire: Wire, admin: Api) -> None:
    wire.portal.store.write_now(lambda tx: tx.execute(Query(text(_MANY_DEALS.format(count=MANY)))))
    heavy = {"order": {"COMMENTS": "DESC"}, "select": ["ID", "COMMENTS"], "start": -1}
    orders = {
        f"c{number}": f"crm.deal.list?order[COMMENTS]=ASC&select[]=ID&start=-1&filter[>ID]={number}"
        for number in range(50)
    }

    def request(method: str, params: dict[str, Any]) -> dict[str, Any]:
        return {"path": admin.base + method, "body": json.dumps(params).encode()}

    answers = wire.send_together(
        [
            request("batch", {"cmd": orders}),
            *[request("crm.deal.list", heavy)] * 3,
            request("crm.deal.get", {"id": 1}),
            request("crm.deal.list", {"filter": {"ID": 1}, "select": ["ID"]}),
        ]
    )
    assert {answer.status for answer in answers} == {200}, [answer.body[:200] for answer in answers]
    batch, ordered, *_, one, few = [answer.json["result"] for answer in answers]
    assert len(batch["result"]) == 50
    assert not batch["result_error"]
    assert ordered == sorted(ordered, key=lambda row: row["COMMENTS"], reverse=True)
    assert (one["ID"], few) == ("1", [{"ID": "1"}])


def test_what_is_kept_of_many_selections_is_bounded(admin: Api) -> None:
    names = sorted(admin("crm.deal.fields"))
    for number in range(150):
        chosen = [name for place, name in enumerate(names) if number >> (place % 9) & 1 or place == number % len(names)]
        assert admin.send("crm.deal.list", select=chosen, start=-1).status == 200
    assert KEPT._parts <= MOST
    assert written._form.cache_info().maxsize is not None
