"""User fields: what a page that selects them costs, a filter and an order by one, and making one, on few and on many
records.

    python -m bench.user_fields [--deals 1000000] [--rounds 200]

Pages, the filter and making are timed without sockets and JSON: of rounds that take turns the best tenth counts, which
no neighbour of the machine disturbed. A whole call is CPU of the server's processes. Ratios are what to read.
"""

import argparse
import gc
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from sqlalchemy import text
from tests.cluster import Cluster

from bench import data
from bench.data import Sized
from bench.load import Call, run
from bench.measure import ADMIN
from bench.prepare import prepare
from bench.servers import homeport
from homeport.core.clock import Clock
from homeport.core.ctx import Actor, Credential, Ctx
from homeport.core.owner import DEAL
from homeport.core.rights import Rights
from homeport.domain.crm.entities.deal import DEAL as ENTITY
from homeport.domain.crm.record import reading
from homeport.domain.crm.record.dialects import CLASSIC
from homeport.domain.crm.record.user_fields import home_of
from homeport.domain.user_fields import defining, definitions
from homeport.portals import built_in, copying, lifecycle
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.store import Query, Store, Transaction

SMALL, LARGE = 1_000, 1_000_000
FIELDS = ("string", "integer", "double", "date")
SELECTED = 20

PLAIN = [field.name for field in ENTITY.fields if field.stored and field.classic]
ADDED = [f"UF_CRM_B{number}" for number in range(SELECTED)]

AT_ONCE = 20_000
"""Deals that get their values in one transaction, which may not take for ever."""

_ANALYZE = Query(text("ANALYZE crm_deal"))  # PostgreSQL does it by itself a while after so many changes
_COUNT = Query(text("SELECT count(*) FROM crm_deal"))
_ORDER = {"UF_CRM_B2": "DESC"}
"""A field of fractions."""
_CREDENTIAL = Credential("bench", Actor(1, Rights({}, is_admin=True)), frozenset({"crm"}))
_CLOCK = Clock()
_NUMBER = count()


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.user_fields", description=__doc__)
    parser.add_argument("--deals", type=int, default=LARGE, help=f"of the large portal (default: {LARGE})")
    parser.add_argument("--rounds", type=int, default=200, help="rounds (default: 200)")
    options = parser.parse_args()
    prepare()
    page, order = "page | with 20 | times | whole call | with 20 | times", "order | its index | with it"
    print(f"| | deals | {page} | filter | {order} | making one |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    for deals in (SMALL, options.deals):
        with portals(deals) as folders:
            for name, folder in folders.items():
                store = folder.stores.open(DEFAULT)
                pages, rest = alone(store, options.rounds)
                store.close()
                print(f"| {name} | {deals:,} | {pages} | {whole(folder)} | {rest} |", flush=True)


@contextmanager
def portals(deals: int) -> Iterator[dict[str, DataFolder]]:
    """A portal with this many deals more than the demo's, in a file and in a database."""
    cluster = Cluster()
    with TemporaryDirectory() as path:
        files = DataFolder(Path(path) / "files")
        lifecycle.create(files, DEFAULT, built_in.DEMO)
        with closing(sqlite3.connect(files.portal_file(DEFAULT))) as connection, data.filling(connection):
            connection.execute(data.DEALS.format(count=deals, first=1000, companies=1000))
        database = DataFolder(Path(shutil.copytree(files.path, Path(path) / "database")), cluster.create())
        copying.copy(files, DEFAULT, database, DEFAULT, lambda line: None)
        try:
            yield {"SQLite": files, "PostgreSQL": database}
        finally:
            database.close()
            cluster.close()


def alone(store: Store, rounds: int) -> tuple[str, str]:
    """What pages take, and what a filter and making a field take."""
    making = [_timed(partial(_make, store, number)) for number in range(SELECTED)]
    (deals,) = store.write_now(lambda tx: tx.one(_COUNT)) or (0,)
    for first in range(0, deals + 1000, AT_ONCE):
        store.write_now(partial(_fill, first))
    store.write_now(lambda tx: tx.execute(_ANALYZE))
    unindexed = _timed(partial(_in_order, store))
    indexing = _timed(partial(store.write_now, _offer))
    with store.snapshot() as tx:
        ctx = Ctx(tx, _CREDENTIAL, _CLOCK)
        steps: dict[str, Callable[[], Any]] = {
            "plain": lambda: _page(ctx, select=PLAIN),
            "with": lambda: _page(ctx, select=[*PLAIN, *ADDED]),
            "filter": lambda: _page(ctx, select=["ID"], filter={"UF_CRM_B1": 1001 + next(_NUMBER) * 7 % (deals - 100)}),
            "order": lambda: _page(ctx, select=["ID"], order=_ORDER),
        }
        taken: dict[str, list[float]] = {step: [] for step in steps}
        gc.collect()
        gc.freeze()
        for turn in range(rounds + 5):  # the first are not counted: statements are compiled in them
            for step, run_ in steps.items():
                seconds = _timed(run_)
                if turn >= 5:
                    taken[step].append(seconds)
    found = {step: sorted(each)[len(each) // 10] * 1e6 for step, each in taken.items()}
    made = f"{median(making) * 1e3:.0f} ms, {max(making) * 1e3:.0f} at most"
    order = f"{unindexed * 1e3:.0f} ms | {indexing * 1e3:.0f} ms | {found['order']:.0f} µs"
    return _compared(found["plain"], found["with"]), f"{found['filter']:.0f} µs | {order} | {made}"


def whole(folder: DataFolder) -> str:
    """What calls take of the server's CPU, from their bytes to their answers'."""
    options = () if folder.database is None else ("--database", folder.database)
    calls = [
        Call("crm.deal.list", json.dumps({"select": select, "order": {"ID": "DESC"}, "start": -1}))
        for select in (PLAIN, [*PLAIN, *ADDED])
    ]
    taken: list[list[float]] = [[], []]
    with homeport(Sized(folder.path, 0, 0, 0, 0), 1, *options) as server:
        for _ in range(4):
            for call, each in zip(calls, taken, strict=True):
                each.append(run(server, server.webhooks[ADMIN], call, connections=4, seconds=2).cpu * 1e6)
    return _compared(*(min(each) for each in taken))


def _compared(plain: float, more: float) -> str:
    return f"{plain:.0f} µs | {more:.0f} µs | {more / plain:.2f}"


def _page(ctx: Ctx, **asked: Any) -> None:
    page = reading.page(ctx, ENTITY, CLASSIC, start=-1, **{"filter": {}, "order": {"ID": "DESC"}, **asked})
    if not page.result:
        raise SystemExit("bench: nothing was found")


def _in_order(store: Store) -> None:
    with store.snapshot() as tx:
        _page(Ctx(tx, _CREDENTIAL, _CLOCK), select=["ID"], order=_ORDER)


def _offer(tx: Transaction) -> None:
    """Offer the field that pages are ordered by in filters, which indexes its order."""
    field = next(each for each in definitions.of(tx, home_of(tx, DEAL).entity_id).fields if each.name in _ORDER)
    defining.change(Ctx(tx, _CREDENTIAL, _CLOCK), home_of(tx, DEAL), field, {"SHOW_FILTER": "Y"})


def _make(store: Store, number: int) -> None:
    given = {"FIELD_NAME": f"B{number}", "USER_TYPE_ID": FIELDS[number % len(FIELDS)], "SETTINGS": {"PRECISION": 2}}
    store.write_now(lambda tx: defining.add(Ctx(tx, _CREDENTIAL, _CLOCK), home_of(tx, DEAL), given))


def _fill(first: int, tx: Transaction) -> None:
    """Give deals a value of their own in every field."""
    slots = [f"UF_{letter}{number}" for letter in "TNRD" for number in range(1, SELECTED // 4 + 1)]
    value = {"T": "'value ' || \"ID\"", "N": '"ID"', "R": '"ID" + 0.5', "D": "'2026-02-03'"}
    assigned = ", ".join(f'"{slot}" = {value[slot[3]]}' for slot in slots)
    some = f'"ID" > {first} AND "ID" <= {first + AT_ONCE}'
    tx.execute(Query(text(f"UPDATE crm_deal SET {assigned} WHERE {some}")))


def _timed(run: Callable[[], Any]) -> float:
    begun = perf_counter()
    run()
    return perf_counter() - begun


if __name__ == "__main__":
    main()
