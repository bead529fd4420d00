"""A page of a list's elements, and of a storage's items, reads its fifty rows in the order of an index."""

import pytest

from homeport.domain.entity import items
from homeport.domain.entity.tables import ITEM
from homeport.domain.lists import elements
from homeport.domain.lists.tables import ELEMENT
from homeport.domain.records.collection import Collection
from homeport.domain.records.filters import Group
from homeport.domain.records.reading import _listing
from homeport.store import Transaction
from tests.conftest import Wire

MANY, BLOCKS, MINE = 3_000, 30, 7


@pytest.mark.usefixtures("in_files")
@pytest.mark.parametrize(
    ("collection", "index"), [(elements.of(MINE), "lists_element_of"), (items.of(MINE), "entity_item_of")]
)
def test_a_page_of_a_block_is_served_by_an_index(wire: Wire, collection: Collection, index: str) -> None:
    table = {"lists_element": ELEMENT, "entity_item": ITEM}[collection.table.name]

    def look(tx: Transaction) -> list[str]:
        tx.insert_many(table, [{"NAME": "A", "BLOCK_ID": number % BLOCKS} for number in range(MANY)])
        page = _listing(collection, True, Group(False, ()), ("ID", "NAME"), collection.order).later
        return tx.plan(*tx.statement(page, {"actor": 1, "limit": 50, "offset": 0}))

    steps = wire.portal.store.write_now(look)
    assert any(index in step for step in steps), steps
    assert not any("ORDER BY" in step or step.startswith("Sort") for step in steps), steps
