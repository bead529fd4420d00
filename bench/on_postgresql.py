"""The same load with the portal in PostgreSQL, beside the same services on the same database.

    python -m bench.on_postgresql [--activities 1000000] [--write]

The database server is started for it, on this machine, and thrown away: its part of each request's CPU time is counted
by itself.
"""

import argparse
import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psycopg
from tests.cluster import Cluster

from bench import data
from bench.data import Sized
from bench.load import Call, Run, run
from bench.measure import ADMIN, CONNECTIONS, SELLER, answer
from bench.prepare import REPOSITORY, prepare
from bench.servers import Server, homeport, reference
from homeport.portals.folder import DEFAULT, DataFolder

ACTIVITIES = 1_000_000
AIM = 10

PAGE, PAGE_OF_FILE = "a page of 50 deals with all fields", "the same on SQLite"

HEADING, NEXT = "## On PostgreSQL", "## Portals from baselines"
_HEAD = (
    HEADING
    + """

`crm.activity.binding.list` once more, with the portal of {activities:,} activities in PostgreSQL {version} on the
same two cores, reached by its socket. (b) is the same service on the same schema: SQLAlchemy ORM over psycopg 3, a
session per request in FastAPI's threads, 40 pooled connections. 1 worker each, {clients} connections kept open; the
median of {rounds} rounds of {seconds:g} seconds.
*Database* is the CPU time of all of PostgreSQL's processes. `python -m bench.on_postgresql --write` measures it.
The machine's load was {load:.1f} when that began: others' work on the two cores is in these figures.

| | requests/s | p50 ms | p99 ms | CPU µs a request | database µs a request | of (a) | times (b) |
|---|--:|--:|--:|--:|--:|--:|--:|"""
)


@dataclass(frozen=True, slots=True)
class Measured:
    """A run, and what PostgreSQL did meanwhile.

    :param database: seconds of its CPU a request
    """

    run: Run
    database: float


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="python -m bench.on_postgresql", description=__doc__)
    parser.add_argument("--activities", type=int, default=ACTIVITIES, help=f"of the portal (default: {ACTIVITIES})")
    parser.add_argument("--rounds", type=int, default=3, help="rounds whose median counts (default: 3)")
    parser.add_argument("--seconds", type=float, default=3, help="seconds of load a run (default: 3)")
    parser.add_argument("--write", action="store_true", help="write the section of docs/performance.md")
    options = parser.parse_args()
    prepare()
    text = section(measure(options.activities, options.rounds, options.seconds))
    print(text)
    if options.write:
        page = Path(REPOSITORY) / "docs" / "performance.md"
        before, _, after = page.read_text().partition(NEXT)
        page.write_text(f"{before.partition(HEADING)[0]}{text}\n\n{NEXT}{after}")
        print(f"Written to {page.relative_to(REPOSITORY)}.")


@dataclass(frozen=True, slots=True)
class Found:
    """What was measured, by names.

    :param told: what the heading says of it
    """

    results: dict[str, Measured]
    told: dict[str, object]

    def both(self, name: str) -> float:
        """Seconds of processor a request, the server's and the database's."""
        return self.results[name].run.cpu + self.results[name].database

    @property
    def of_constant(self) -> float:
        """How many calls are answered, in answers of the constant."""
        return next(iter(self.results.values())).run.rps / self.results["(a) a constant"].run.rps

    def rows(self) -> list[tuple[str, str, str, str]]:
        """What it comes to among what integrations do all day."""
        page = f"{self.both(PAGE) / self.both(PAGE_OF_FILE):.1f}"
        return [
            ("6", "`binding.list` on PostgreSQL, of the constant", "20 %", f"{self.of_constant:.0%}"),
            ("7", "a page of 50 deals with all fields on PostgreSQL, in SQLite's processor", "2", page),
        ]


def measure(activities: int = ACTIVITIES, rounds: int = 3, seconds: float = 3) -> Found:
    """Run every load in each round; the medians."""
    original, load = data.portal(activities), os.getloadavg()[0]
    with served(original) as (cluster, sized, url), ExitStack() as stack:
        steps = _steps(cluster, original, sized, url, seconds, stack)
        taken: dict[str, list[Measured]] = defaultdict(list)
        for turn in range(rounds + 1):  # the first is not counted
            for name, step in steps.items():
                try:
                    found = step()
                except SystemExit:
                    if turn:
                        raise
                    continue  # what is imported at the first call may take longer than the load does
                if turn:
                    taken[name].append(found)
        version = str(cluster.execute("SHOW server_version")[0][0]).split()[0]
    told = {"activities": activities, "version": version, "clients": CONNECTIONS, "rounds": rounds, "seconds": seconds}
    return Found({name: _median(each) for name, each in taken.items()}, {**told, "load": load})


def section(found: Found) -> str:
    """The section of docs/performance.md."""
    constant, typical = found.results["(a) a constant"].run, found.results["(b) FastAPI + ORM"].run
    rows = [_row(name, each, constant, typical) for name, each in found.results.items()]
    cpu = found.both("(b) FastAPI + ORM") / found.both(next(iter(found.results)))
    return "\n".join(
        [
            _HEAD.format(**found.told),
            *rows,
            "",
            f"The aim is {AIM} times (b). By CPU time of server and database together it is {cpu:.1f} times.",
        ]
    )


def _row(name: str, found: Measured, constant: Run, typical: Run) -> str:
    run = found.run
    took = f"{run.p50:.2f} | {run.p99:.2f} | {run.cpu * 1e6:,.0f} | {found.database * 1e6:,.0f}"
    return f"| {name} | {run.rps:,.0f} | {took} | {run.rps / constant.rps:.0%} | {run.rps / typical.rps:.1f} |"


def _median(runs: list[Measured]) -> Measured:
    middle = {name: median(getattr(each.run, name) for each in runs) for name in Run.__slots__}
    return Measured(Run(**middle), median(each.database for each in runs))


@contextmanager
def served(original: Sized) -> Iterator[tuple[Cluster, Sized, str]]:
    """The portal in a database of a server of its own, and a data folder without it."""
    with TemporaryDirectory(dir=data.CACHE) as place, ExitStack() as stack:
        cluster = Cluster()
        stack.callback(cluster.close)
        url = cluster.create()
        sized = Sized(Path(place), original.first, original.last, original.first_deal, original.last_deal)
        shutil.copyfile(original.folder / "secret.key", sized.folder / "secret.key")
        folder = DataFolder(sized.folder, url)
        folder.stores.add(DEFAULT, original.database)
        folder.close()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
        yield cluster, sized, url


def _steps(
    cluster: Cluster, original: Sized, sized: Sized, url: str, seconds: float, stack: ExitStack
) -> dict[str, Callable[[], Measured]]:
    server = stack.enter_context(homeport(sized, 1, "--database", url))
    call = Call("crm.activity.binding.list", '{"activityId":{id}}', sized.first, sized.last)
    webhook = server.webhooks[SELLER]
    body = answer(server, SELLER, sized.first)
    constant = stack.enter_context(reference("constant", 1, {"BENCH_BODY": body}))
    orm = url.replace("postgresql://", "postgresql+psycopg://") + "&options=-csearch_path%3Dportal_1"
    key = str(sized.folder / "secret.key")
    typical = stack.enter_context(reference("fastapi", 1, {"BENCH_KEY": key, "BENCH_DATABASE": orm}))
    loads = {
        "**salesperson**": (server, webhook),
        "administrator": (server, server.webhooks[ADMIN]),
        "(a) a constant": (constant, "/"),
        "(b) FastAPI + ORM": (typical, webhook),
    }
    steps = {name: _step(cluster, target, path, call, seconds) for name, (target, path) in loads.items()}
    page, in_file = Call("crm.deal.list", '{"start":-1}'), stack.enter_context(homeport(original, 1))
    steps[PAGE] = _step(cluster, server, server.webhooks[ADMIN], page, seconds)
    steps[PAGE_OF_FILE] = _step(cluster, in_file, in_file.webhooks[ADMIN], page, seconds)
    return steps


def _step(cluster: Cluster, server: Server, path: str, call: Call, seconds: float) -> Callable[[], Measured]:
    def step() -> Measured:
        before = _database_cpu(cluster)
        found = run(server, path, call, connections=CONNECTIONS, seconds=seconds)
        return Measured(found, (_database_cpu(cluster) - before) / (found.rps * seconds))

    return step


def _database_cpu(cluster: Cluster) -> float:
    """CPU time of the database server's processes so far, also of those that have ended."""
    first = int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0])
    ticks = 0
    for pid in (first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())):
        with suppress(FileNotFoundError, ProcessLookupError):  # one that ends just now
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15] if pid == first else fields[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
