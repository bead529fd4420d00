"""What rights look at is in one index of each table of records: they are counted without being read."""

import pytest
from sqlalchemy import and_, func, select

from homeport.core import owner
from homeport.core.rights import Grant, Level
from homeport.domain.crm import access
from homeport.domain.crm.entities import BUILT_IN, identity, table_of
from homeport.domain.demo.plan import DELIVERY
from homeport.store import Query
from tests.conftest import Wire

GRANTS = (Grant(Level.OPEN), Grant(Level.DEPARTMENT), Grant(Level.OWN, ((0, Level.ALL), (7, Level.NONE))))


@pytest.mark.parametrize("grant", GRANTS, ids=str)
@pytest.mark.parametrize("type_id", [*BUILT_IN, DELIVERY], ids=owner.symbol_of)
def test_records_are_counted_by_an_index(wire: Wire, type_id: int, grant: Grant) -> None:
    record = table_of(type_id)
    covered = and_(*identity(record, type_id), access.predicate(grant, record, scans=True))
    count = Query(select(func.count()).select_from(record).where(covered))
    with wire.portal.store.snapshot() as tx:
        plan = "\n".join(tx.plan(*tx.statement(count, {"actor": 3})))
    steps = [step for step in plan.splitlines() if record.name in step]
    assert steps
    assert all(f"USING COVERING INDEX {record.name}_access" in step for step in steps), plan
