"""Pages of processes, tasks and templates read their fifty rows in the order of an index."""

from typing import Any

import pytest
from sqlalchemy import Table

from homeport.domain.bizproc import tasks, templates, workflows
from homeport.domain.bizproc.tables import TASK, TEMPLATE, WORKFLOW
from homeport.domain.records.collection import Collection
from homeport.domain.records.filters import Condition, Group
from homeport.domain.records.reading import _listing
from homeport.store import Transaction
from tests.conftest import Wire

MANY = 3_000
OWN = Group(False, (Condition("USER_ID", "=", 0, 1), Condition("STATUS", "=", 1, 1)))


def filled(table: Table, number: int) -> dict[str, Any]:
    """A row with something in every column that must have something."""
    row: dict[str, Any] = {
        column.name: "" for column in table.c if not column.nullable and str(column.type) != "INTEGER"
    }
    row |= {column.name: number % 7 for column in table.c if not column.nullable and str(column.type) == "INTEGER"}
    return row | {"ID": f"{number:06d}" if table is WORKFLOW else number + 1}


@pytest.mark.usefixtures("in_files")
@pytest.mark.parametrize(
    ("collection", "grant", "tree", "index"),
    [
        (workflows.LIST, True, Group(False, ()), "bizproc_workflow_running"),
        (templates.LIST, True, Group(False, ()), "bizproc_template"),
        (tasks.LIST, "own", OWN, "bizproc_task_user"),
    ],
)
def test_a_page_is_served_by_an_index(wire: Wire, collection: Collection, grant: Any, tree: Group, index: str) -> None:
    table = {each.name: each for each in (WORKFLOW, TEMPLATE, TASK)}[collection.table.name]

    def look(tx: Transaction) -> list[str]:
        for number in range(MANY):
            tx.insert(table, {**filled(table, number), **({"NUMBER": number + 1} if table is WORKFLOW else {})})
        page = _listing(collection, grant, tree, ("ID",), collection.order).later
        return tx.plan(*tx.statement(page, {"actor": 1, "v0": 1, "v1": 0, "limit": 50, "offset": 0}))

    steps = wire.portal.store.write_now(look)
    assert any(index in step for step in steps), steps
    assert not any("ORDER BY" in step for step in steps), steps
