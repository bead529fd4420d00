"""How many statements a write takes, and that what it keeps in mind instead is as it is now."""

from typing import Any

import pytest
from sqlalchemy import text

from homeport import methods
from homeport.core.ctx import Actor, Credential, Ctx
from homeport.core.rights import Rights
from homeport.domain.events import outgoing
from homeport.store import Query, Transaction
from tests.conftest import Api, Wire

ADMIN = Credential("test", Actor(1, Rights({}, is_admin=True)), frozenset({"crm"}))


def statements(wire: Wire, method: str, **params: Any) -> int:
    """How many statements a method takes, once it is known what it needs."""

    def run(tx: Transaction) -> int:
        before = tx.statements
        methods.load().find(method).run(Ctx(tx, ADMIN, wire.portal.clock), params)
        return tx.statements - before

    wire.portal.store.write_now(run)
    return int(wire.portal.store.write_now(run))


@pytest.mark.parametrize(
    ("method", "params", "most"),
    [
        ("crm.deal.add", {"fields": {"TITLE": "Rope"}}, 3),
        ("crm.lead.add", {"fields": {"TITLE": "Rope"}}, 3),
        ("crm.deal.update", {"id": 1, "fields": {"TITLE": "Rope"}}, 3),
        ("crm.deal.update", {"id": 1, "fields": {"STAGE_ID": "NEW"}}, 3),
    ],
)
def test_a_write_takes_few_statements(
    wire: Wire, in_files: None, method: str, params: dict[str, Any], most: int
) -> None:
    assert statements(wire, method, **params) == most


def test_a_stage_is_known_as_soon_as_it_is_there_and_no_longer(wire: Wire, admin: Api) -> None:
    stage = {"ENTITY_ID": "DEAL_STAGE", "STATUS_ID": "KNOTTED", "NAME": "Knotted", "SORT": 15}
    deal = admin("crm.deal.add", fields={"TITLE": "Rope"})
    before = admin("crm.deal.get", id=deal)["STAGE_ID"]
    assert admin.send("crm.deal.update", id=deal, fields={"STAGE_ID": "KNOTTED"}).status != 200
    made = admin("crm.status.add", fields=stage)
    assert admin("crm.deal.update", id=deal, fields={"STAGE_ID": "KNOTTED"})
    assert admin("crm.deal.update", id=deal, fields={"STAGE_ID": before})
    assert admin("crm.status.update", id=made, fields={"SORT": 1})
    first = admin("crm.deal.add", fields={"TITLE": "Rope"})
    assert admin("crm.deal.get", id=first)["STAGE_ID"] == "KNOTTED", "the first of its directory"
    assert admin("crm.deal.update", id=first, fields={"STAGE_ID": before})
    assert admin("crm.status.delete", id=made)
    assert admin.send("crm.deal.update", id=deal, fields={"STAGE_ID": "KNOTTED"}).status != 200


def test_what_a_batch_undoes_is_not_known_after_it(wire: Wire, admin: Api) -> None:
    """A command that fails is undone with what it has made; those after it see what is there."""
    commands = {
        "stage": "crm.status.add?fields[ENTITY_ID]=DEAL_STAGE&fields[STATUS_ID]=KNOTTED&fields[NAME]=Knotted",
        "deal": "crm.deal.add?fields[TITLE]=Rope&fields[STAGE_ID]=KNOTTED",
        "deleted": "crm.status.delete?id=$result[stage]",
        "again": "crm.deal.add?fields[TITLE]=Rope&fields[STAGE_ID]=KNOTTED",
    }
    result = admin("batch", cmd=commands)
    assert set(result["result"]) == {"stage", "deal", "again"}, result
    assert set(result["result_error"]) == {"deleted"}, "a record is in the stage"


def test_a_currency_a_pipeline_and_a_listener_are_known_as_soon_as_they_are_there(wire: Wire, admin: Api) -> None:
    first = admin("crm.deal.add", fields={"TITLE": "Rope"})
    assert admin("crm.deal.get", id=first)["CURRENCY_ID"] == "EUR"
    assert admin("crm.currency.base.set", id="USD")
    assert admin("crm.deal.get", id=admin("crm.deal.add", fields={"TITLE": "Rope"}))["CURRENCY_ID"] == "USD"
    for type_id in (2, 3):  # the one has stages, the other has none
        made = admin("crm.category.add", entityTypeId=type_id, fields={"name": "Ropes"})["category"]["id"]
        fields = {"title": "A", "name": "A", "categoryId": made}
        item = admin("crm.item.add", entityTypeId=type_id, fields=fields)["item"]
        assert item["categoryId"] == made
        admin("crm.item.delete", entityTypeId=type_id, id=item["id"])
        admin("crm.category.delete", entityTypeId=type_id, id=made)
        assert admin.send("crm.item.add", entityTypeId=type_id, fields=fields).status == 400
    told = {"url": "http://localhost:1/", "events": ["ONCRMDEALADD"]}
    wire.portal.store.write_now(lambda tx: outgoing.add(tx, wire.portal.clock, **told))
    admin("crm.deal.add", fields={"TITLE": "Rope"})
    with wire.portal.store.snapshot() as tx:
        assert tx.value(Query(text("SELECT count(*) FROM portal_outbox"))) == 1
