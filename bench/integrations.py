"""What integrations do all day, beside what it is compared with: pages, totals, searches, walks.

    python -m bench.integrations [--deals 1000000] [--store PostgreSQL]

Calls are made through the whole wire but without sockets, in turn within each round. Processor time of the process is
counted, and that of the database's, and the quickest round of each counts: neighbours of the machine only make calls
slower.
"""

import argparse
import gc
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from tests.cluster import Cluster
from tests.conftest import Wire, api_of

from bench import data, user_fields
from bench.data import Sized
from bench.measure import PAGE, SMALL
from bench.on_postgresql import served
from bench.prepare import prepare
from homeport.domain.crm.entities.deal import DEAL
from homeport.portals.folder import DataFolder

Row = tuple[str, str, str, str]
"""The number of a row, what it is, the aim, and what was measured."""
SQLITE, POSTGRESQL = "SQLite", "PostgreSQL"

DEALS = 1_000_000
ROUNDS = 40
SLOW_ROUNDS = 3
"""Rounds of what looks at every deal."""
SAMPLED = 400
"""Pages of a walk that are read: evenly spread, and counted for all of them."""
STARTS = 5

_LIST = "crm.deal.list"
_KEY = {"select": ["ID", "TITLE", "STAGE_ID"], "order": {"ID": "ASC"}, "start": -1}


class Costs:
    """What calls cost on one portal, in microseconds of processor.

    :param sized: a portal that may be changed
    :param database: where it is, unless in a file
    """

    def __init__(self, wire: Wire, sized: Sized, database: "Database | None") -> None:
        self._admin = api_of(wire, 1)
        self._sized = sized
        self._database = database
        self._store = wire.portal.store
        self._numbers = count(1)
        self.found: dict[str, float] = {}

    def measure(self) -> dict[str, float]:
        """All of them, by name."""
        first, last = self._sized.first_deal, self._sized.last_deal
        pages: dict[str, Callable[[], Any]] = {
            "binding": self._call("crm.activity.binding.list", activityId=self._sized.first),
            "page": self._call(_LIST, start=-1),
            "key": lambda: self._get(_LIST, **_KEY, filter={">ID": first + next(self._numbers)}),
            "total again": self._call(_LIST, **_KEY | {"start": 0}),
        }
        self._take(pages, ROUNDS)
        searches: dict[str, Callable[[], Any]] = {
            "search": lambda: self._search(f"VERY {last - first - next(self._numbers)}"),
            "search for all": lambda: self._search("VERY"),
        }
        self._take(searches, ROUNDS)
        self._take({"total": self._counting}, SLOW_ROUNDS)
        for number in range(user_fields.SELECTED):
            user_fields._make(self._store, number)
        self._fill(first)
        names = [field.name for field in DEAL.fields if field.stored and field.classic]
        picked: dict[str, Callable[[], Any]] = {
            "plain": self._call(_LIST, select=names, start=-1, filter={">ID": first}),
            "with fields": self._call(_LIST, select=[*names, *user_fields.ADDED], start=-1, filter={">ID": first}),
        }
        self._take(picked, ROUNDS)
        for first_of_part in range(0, last, user_fields.AT_ONCE):
            self._store.write_now(partial(user_fields._fill, first_of_part))
        self._store.write_now(user_fields._offer)
        if self._database is not None:
            self._database.settle()
        by_field: dict[str, Callable[[], Any]] = {
            "field filter": lambda: self._get(_LIST, **_KEY, filter={"UF_CRM_B1": first + next(self._numbers)}),
            "field order": self._call(_LIST, **_KEY | {"order": user_fields._ORDER}),
            "text filter": lambda: self._get(
                _LIST, **_KEY, filter={"UF_CRM_B0": f"value {first + next(self._numbers)}"}
            ),
        }
        self._take(by_field, ROUNDS)
        self._take({"text order": self._call(_LIST, **_KEY | {"order": {"UF_CRM_B0": "ASC"}})}, SLOW_ROUNDS)
        return self.found

    def walk(self, path: Path) -> dict[str, float]:
        """Seconds of processor that it takes to read every deal: by key, by ``start``, and by sqlite3 alone."""
        first, last = self._sized.first_deal, self._sized.last_deal
        pages = (last - first) // PAGE
        step = max(pages // SAMPLED, 1)
        asked = {"select": _KEY["select"], "order": _KEY["order"]}
        by_key = [{**asked, "filter": {">ID": first + page * PAGE}, "start": -1} for page in range(0, pages, step)]
        by_start = [{**asked, "start": page * PAGE} for page in range(0, pages, step)]
        self._get(_LIST, **by_key[0])
        found = {
            name: self._spent(lambda calls=calls: [self._get(_LIST, **call) for call in calls]) * pages / len(calls)  # type: ignore[misc]
            for name, calls in (("by key", by_key), ("by start", by_start))
        }
        with closing(sqlite3.connect(path)) as connection:
            rows = 'SELECT "ID", "TITLE", "STAGE_ID" FROM crm_deal ORDER BY "ID"'
            names = _KEY["select"]
            found["alone"] = self._spent(
                lambda: [json.dumps(dict(zip(names, row, strict=True))) for row in connection.execute(rows)]
            )
        return found

    def _get(self, method: str, /, **params: Any) -> None:
        answer = self._admin.send(method, **params)
        if answer.status != 200:
            raise SystemExit(f"bench: {method} was refused: {answer.body!r}")

    def _call(self, method: str, /, **params: Any) -> Callable[[], None]:
        return lambda: self._get(method, **params)

    def _counting(self) -> None:
        self._admin("crm.deal.update", id=1, fields={"TITLE": f"Rope {next(self._numbers)}"})
        spent = self._spent(lambda: self._get(_LIST, **_KEY | {"start": 0}))
        self.found["total"] = min(self.found.get("total", 1e12), spent * 1e6)

    def _search(self, part: str) -> None:
        self._get(_LIST, **_KEY, filter={"%TITLE": part})

    def _take(self, steps: dict[str, Callable[[], Any]], rounds: int) -> None:
        gc.collect()
        gc.freeze()  # it would fall upon the same step in each round
        for turn in range(rounds + 1):  # statements are compiled in the first
            for name, step in steps.items():
                spent = self._spent(step) * 1e6
                if turn and name != "total":  # which says by itself what of it counts
                    self.found[name] = min(self.found.get(name, 1e12), spent)

    def _fill(self, first: int) -> None:
        self._store.write_now(partial(user_fields._fill, first))

    def _spent(self, run: Callable[[], Any]) -> float:
        """Seconds of processor that something takes, here and in the database."""
        if self._database is not None:
            self._database.mark()
        began = time.process_time()
        run()
        spent = time.process_time() - began
        return spent if self._database is None else spent + self._database.spent()


class Database:
    """A database server, as its processes tell what they take.

    :param url: of the portal's database
    """

    def __init__(self, cluster: Cluster, url: str) -> None:
        self._first = int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0])
        self._url = url

        self._marked: dict[str, float] = {}
        self._ended = 0.0

    def mark(self) -> None:
        """Begin to count."""
        self._marked, self._ended = self._running(), self._of_ended()

    def spent(self) -> float:
        """Seconds of processor since then: of processes that run to the nanosecond, of those that have ended, as the
        helpers of long statements do, to the tick.
        """
        running = self._running()
        gone = sum(seconds for pid, seconds in self._marked.items() if pid not in running)
        found = sum(seconds - self._marked.get(pid, 0.0) for pid, seconds in running.items())
        return found + max(self._of_ended() - self._ended - gone, 0.0)

    def _running(self) -> dict[str, float]:
        found = {}
        for pid in Path(f"/proc/{self._first}/task/{self._first}/children").read_text().split():
            with suppress(FileNotFoundError, ProcessLookupError):  # one that ends just now
                found[pid] = int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
        return found

    def _of_ended(self) -> float:
        ticks = Path(f"/proc/{self._first}/stat").read_text().rpartition(")")[2].split()[13:15]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    def settle(self) -> None:
        """Clean up after many writes, as it does by itself in time."""
        with psycopg.connect(self._url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")


def rows(deals: int = DEALS, store: str = SQLITE) -> list[Row]:
    """The rows that are measured here, on one store."""
    return measured(deals, store)[0]


def measured(deals: int, store: str) -> tuple[list[Row], dict[str, float]]:
    """The rows that are measured here, and what calls cost."""
    original = data.portal(SMALL, deals=deals)
    if store == POSTGRESQL:
        with _in_database(original) as (wire, sized, database):
            found = Costs(wire, sized, database).measure()
        return [(row, f"{what}, on {store}", aim, value) for row, what, aim, value in _compared(deals, found)], found
    with _copied(original) as (wire, sized):
        costs = Costs(wire, sized, None)
        walked = costs.walk(sized.database)
        found = costs.measure()
    return [*_compared(deals, found), *_walked(deals, walked)], found


def _compared(deals: int, found: dict[str, float]) -> list[Row]:
    def of(name: str, other: str = "key") -> str:
        return f"{found[name] / found[other]:.1f}"

    fields = f"{of('field filter')}, {of('text filter')}"
    return [
        ("2", "a page with 20 user fields selected, in pages of the same without", "1.5", of("with fields", "plain")),
        ("3", f"a page with `total` of {deals:,} deals, in pages without: first time", "said", of("total")),
        ("3", "again, while nothing has changed", "1.2", of("total again")),
        ("4", f"`%TITLE` that finds one of {deals:,}, in a page by key", "5", of("search")),
        ("4", "`%TITLE` that all have", "", of("search for all")),
        ("5", "filter by a user field of whole numbers, of texts", "1.5", fields),
        ("5", "order by a user field of fractions offered in filters", "1.5", of("field order")),
        ("5", "order by one of texts, which has no index", "1.5", of("text order")),
    ]


def _walked(deals: int, walked: dict[str, float]) -> list[Row]:
    by_key, by_start = (f"{walked[name] / walked['alone']:.1f}" for name in ("by key", "by start"))
    first, again = _runs_of_nothing()
    return [
        ("9", f"walking {deals:,} deals by `>ID`, in reading by `sqlite3` into JSON", "4", by_key),
        ("9", "the same by `start`", "", by_start),
        ("10", "`homeport exec -- true`, seconds of processor", "0.5", f"{again:.2f}"),
        ("10", "the same, the first run of a version", "", f"{first:.2f}"),
    ]


def row(cells: tuple[str, ...]) -> str:
    """A row of a table."""
    return f"| {' | '.join(cells)} |"


def _runs_of_nothing() -> tuple[float, float]:
    """Seconds of processor that a test run takes which does nothing: the first of a version, and those that follow."""
    taken = []
    with TemporaryDirectory() as place:
        for _ in range(1 + STARTS):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(
                [sys.executable, "-m", "homeport", "exec", "--", "true"],
                check=True,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "XDG_CACHE_HOME": place},
            )
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return taken[0], median(taken[1:])


@contextmanager
def _copied(original: Sized) -> Iterator[tuple[Wire, Sized]]:
    with TemporaryDirectory(dir=data.CACHE) as place:
        folder = Path(shutil.copytree(original.folder, Path(place) / "data"))
        sized = Sized(folder, original.first, original.last, original.first_deal, original.last_deal)
        wire = Wire(DataFolder(folder))
        try:
            yield wire, sized
        finally:
            wire.close()


@contextmanager
def _in_database(original: Sized) -> Iterator[tuple[Wire, Sized, Database]]:
    with served(original) as (cluster, sized, url):
        wire = Wire(DataFolder(sized.folder, url))
        try:
            yield wire, sized, Database(cluster, url)
        finally:
            wire.close()


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.integrations", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--deals", type=int, default=DEALS, help=f"of the portal (default: {DEALS})")
    parser.add_argument("--store", choices=(SQLITE, POSTGRESQL), default=SQLITE)
    options = parser.parse_args()
    prepare()
    found_rows, found = measured(options.deals, options.store)
    print("\n".join(map(row, found_rows)))
    print({name: round(each) for name, each in found.items()})


if __name__ == "__main__":
    main()
