"""Parts of texts in a database: by PostgreSQL's own index, and row by row where there is none."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from homeport.core.ctx import Actor, Credential, Ctx
from homeport.core.rights import Rights
from homeport.domain.crm.entities.deal import DEAL
from homeport.domain.crm.record.collections import collection_of
from homeport.domain.crm.record.dialects import CLASSIC
from homeport.domain.records import reading, searching
from homeport.domain.records.filters import Filter
from homeport.portals.folder import DataFolder
from homeport.portals.lifecycle import ensure_default
from homeport.store import Query, Transaction
from homeport.store.postgresql import searching as indexes
from tests.cluster import Cluster, name_of
from tests.conftest import Wire, api_of

ADMIN = Credential("test", Actor(1, Rights({}, is_admin=True)), frozenset({"crm"}))
MANY = 30_000
_FILL = f"""
INSERT INTO crm_deal ("ID", "TITLE", "CATEGORY_ID", "OPENED", "ASSIGNED_BY_ID")
SELECT 1000 + n, 'Поставка № ' || n, 0, 'Y', 1 FROM generate_series(1, {MANY}) AS n
"""
_ANALYZE = "ANALYZE crm_deal"
INDEX = "search_crm_deal_title"


@pytest.fixture
def lettered(cluster: Cluster, beside: Path) -> Iterator[str]:
    """The URL of a database that knows the letters of all scripts, with a portal, for a user who owns nothing else."""
    cluster.execute("CREATE ROLE shop LOGIN")
    cluster.execute("CREATE DATABASE lettered OWNER shop TEMPLATE template0 LC_CTYPE 'C.UTF-8'")
    url = cluster.url("lettered").replace("homeport@", "shop@")
    folder = DataFolder(beside, url)
    ensure_default(folder, demo=True)
    folder.close()
    yield url
    cluster.drop(url)
    cluster.execute("DROP ROLE shop")


def plan(tx: Transaction, wire: Wire, condition: dict[str, str]) -> str:
    """How the page of a filter is read."""
    ctx = Ctx(tx, ADMIN, wire.portal.clock)
    deals = collection_of(tx, DEAL)
    parsed = Filter(condition, lambda name: reading.filterable(deals, CLASSIC, name), ctx)
    searching.narrow(tx, deals, parsed)
    grant = deals.access.grant(ctx, reading.Operation.READ)
    page = reading._listing(deals, grant, parsed.tree, ("ID",), (("ID", False),)).first
    return "\n".join(tx.plan(*tx.statement(page, {**parsed.params, "actor": 1, "limit": 50, "offset": 0})))


@pytest.fixture
def wire_to_lettered(beside: Path, lettered: str) -> Iterator[Wire]:
    wire = Wire(DataFolder(beside, lettered))
    yield wire
    wire.close()


def test_parts_are_found_by_an_index(wire_to_lettered: Wire) -> None:
    wire = wire_to_lettered
    for statement in (_FILL, _ANALYZE):
        wire.portal.store.write_now(lambda tx, statement=statement: tx.execute(Query(text(statement))))
    with wire.portal.store.snapshot() as tx:
        assert INDEX in plan(tx, wire, {"%TITLE": "ПОСТАВКА № 12345"})
        assert INDEX in plan(tx, wire, {"=%TITLE": "%№ 1234_%"})
        assert INDEX in plan(tx, wire, {"%TITLE": "поставка № 12345, самовывозом"}), "as it is long"
        assert INDEX not in plan(tx, wire, {"%TITLE": "12"})
        assert INDEX not in plan(tx, wire, {"%TITLE": "поставка"}), "as all have it"
    admin = api_of(wire, 1)
    found: Any = admin.send("crm.deal.list", filter={"%TITLE": "ПОСТАВКА № 12345"}, select=["TITLE"]).json
    assert (found["result"], found["total"]) == ([{"ID": "13345", "TITLE": "Поставка № 12345"}], 1)
    assert wire.folder.stores.lack() is None


def made(cluster: Cluster, url: str) -> int:
    found = cluster.execute("SELECT count(*) FROM pg_indexes WHERE indexname LIKE 'search\\_%'", name_of(url))
    return int(found[0][0])


def test_without_the_extension_rows_are_looked_at_and_the_index_is_made_once_it_is_there(
    cluster: Cluster, beside: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = made(cluster, database)
    assert whole > 10
    cluster.execute("DROP EXTENSION pg_trgm CASCADE", name_of(database))
    monkeypatch.setattr(indexes, "EXTENSION", "pg_absent")
    for attempt in ("row by row", "by index"):
        folder = DataFolder(beside, database)
        ensure_default(folder, demo=True)
        wire = Wire(folder)
        admin = api_of(wire, 1)
        deal = admin("crm.deal.add", fields={"TITLE": f"Zinnober {attempt}"})
        assert [row["ID"] for row in admin("crm.deal.list", filter={"%TITLE": f"ober {attempt}"})] == [str(deal)]
        lack = folder.stores.lack()
        assert lack is not None
        assert ("extension" in lack) is (attempt == "row by row")
        assert ("LC_CTYPE" in lack) is (attempt == "by index"), "the test's own server knows no letters"
        assert made(cluster, database) == (0 if attempt == "row by row" else whole)
        wire.close()
        monkeypatch.undo()
