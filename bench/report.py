"""The page of measurements, in Markdown."""

import platform
import sqlite3

from bench.load import Run
from bench.measure import CONNECTIONS, SMALL, Found
from bench.startup import Starts

_HEAD = "| | requests/s | p50 ms | p99 ms | CPU µs a request | memory MB | of (a) | times (b) |\n|---|--:|--:|--:|--:|--:|--:|--:|"


def page(found: Found, starts: Starts, rounds: int, seconds: float, large: int, portals: str) -> str:
    """docs/performance.md.

    :param found: the median run of each load, by the names that :mod:`bench.measure` gives
    :param starts: how long a start takes
    :param portals: the section of :mod:`bench.baselines`
    """
    small, big = f"{SMALL:,} activities", f"{large:,} activities"
    parts = [
        "# Performance",
        f"""`make bench` measures and prints this page; `{"python -m bench --write"}` writes it. Shared machines are noisy, so everything
that is compared runs in turn within each round and the **ratios** are what to read: absolute figures differ by half
from one minute to the next. Here: two shared x86-64 cores under {platform.system()}, Python {platform.python_version()}, SQLite
{sqlite3.sqlite_version}; `wrk` on the same two cores, {CONNECTIONS} connections kept open; {rounds} rounds of {seconds:g} seconds a load, the median
of each figure.""",
        "## crm.activity.binding.list",
        """With everything on: webhook check, rate accounting, permissions, the `time` object; a random activity each time, each
with 3 bindings. The salesperson's rights are the harder case: every bound record is checked against departments and
the opened flag. Beside it, in the same rounds:

- **(a)** the same HTTP server (uvicorn, httptools, uvloop, same settings) answering a constant of the same size;
- **(a')** that constant answered at once on Homeport's own connections, as calls are (ADR 0015): the least that a call could cost;
- **(b)** a typical service of the same job as most teams would write it: FastAPI, a session per request, SQLAlchemy ORM,
  pydantic models, on the same database file (`bench/reference_fastapi.py`).""",
    ]
    for workers in (1, 2):
        constant, typical = found[f"constant {workers}"], found[f"fastapi {workers}"]
        rows = [
            (f"**salesperson, {big}**", found[f"homeport large seller {workers}"]),
            (f"salesperson, {small}", found[f"homeport small seller {workers}"]),
            (f"administrator, {big}", found[f"homeport large admin {workers}"]),
            (f"administrator, {small}", found[f"homeport small admin {workers}"]),
            ("(a) a constant", constant),
            *([("(a') a constant, at once", found["prompt constant 1"])] if workers == 1 else []),
            ("(b) FastAPI + ORM", typical),
        ]
        parts += [
            f"### {_workers(workers)}",
            "\n".join([_HEAD, *(_row(*r, constant, typical) for r in rows)]),
        ]
    parts += [_aims(found, starts, small, big), "## Other calls, 1 worker", _others(found, small, big), portals, _NOTES]
    return "\n\n".join(parts) + "\n"


def _row(name: str, run: Run, constant: Run, typical: Run) -> str:
    return (
        f"| {name} | {run.rps:,.0f} | {run.p50:.2f} | {run.p99:.2f} | {run.cpu * 1e6:,.0f} | {run.private / 1e6:.0f} "
        f"| {run.rps / constant.rps:.0%} | {run.rps / typical.rps:.1f} |"
    )


def _aims(found: Found, starts: Starts, small: str, big: str) -> str:
    main, constant, typical = found["homeport large seller 1"], found["constant 1"], found["fastapi 1"]
    slower = 1 - main.rps / found["homeport small seller 1"].rps
    grouped = found["deal.add 32"].rps / found["deal.add 1"].rps
    grouped_slow = found["deal.add 32 slow disk"].rps / found["deal.add 1 slow disk"].rps
    batch = found["homeport small seller 1"].rps / found["batch small"].rps
    batch_cpu = found["batch small"].cpu / found["homeport small seller 1"].cpu
    rows = [
        ("of (a), requests", "55 % or more", f"{main.rps / constant.rps:.0%}"),
        ("of (a), CPU a request", "", f"{constant.cpu / main.cpu:.0%}"),
        ("times (b), requests", "30 or more", f"{main.rps / typical.rps:.1f}"),
        ("times (b), CPU a request", "", f"{typical.cpu / main.cpu:.1f}"),
        (f"p99 in p50, {CONNECTIONS} connections", "under 3", f"{main.p99 / main.p50:.1f}"),
        (f"slower with {big} than with {small}", "within 10 %", f"{slower:.0%}"),
        (
            "`crm.deal.list` of 50 by key behind 1,000,000 deals, p50 in the first page's",
            "within 1.2",
            f"{found['deal.list deep'].p50 / found['deal.list first'].p50:.2f}",
        ),
        ("durable writes of 32 clients, in those of one", "10 or more", f"{grouped:.1f}"),
        ("the same, on a disk that takes 5 ms longer", "", f"{grouped_slow:.1f}"),
        ("a batch of 50 reads, in reads", "under 15", f"{batch:.1f}"),
        ("a batch of 50 reads, in reads' CPU", "", f"{batch_cpu:.1f}"),
        (f"start-up, seconds, median (of them processor: {starts.cpu:.2f})", "under 0.3", f"{starts.wall:.2f}"),
        ("memory of a worker, MB", "under 90", f"{main.private / 1e6:.0f}"),
    ]
    lines = [f"| {name} | {aim} | {value} |" for name, aim, value in rows]
    return "\n".join(
        ["### Against the aims (salesperson, 1 worker)", "", "| | aim | measured |", "|---|--:|--:|", *lines]
    )


def integrations(found: Found, starts: Starts, day: list[tuple[str, str, str, str]], waits: dict[int, float]) -> str:
    """The section of what integrations do all day.

    :param day: the rows that :mod:`bench.integrations` measures
    :param waits: by workers, how many times as long a light client waits beside heavy ones
    """
    main, constant = found["homeport large seller 1"], found["constant 1"]
    page = found["deal.list whole small"].cpu / found["homeport small admin 1"].cpu
    adding, grouped = found["deal.add 32"].cpu * 1e6, found["deal.add 32"].rps / found["deal.add 1"].rps
    rows = [
        ("1", "processor of a page of 50 deals with all fields, in `binding.list`s", "4", f"{page:.1f}"),
        *day,
        ("8", "`crm.deal.add` of 32 clients, µs of processor", "200", f"{adding:.0f}"),
        ("8", "32 writers in one", "6", f"{grouped:.1f}"),
        ("10", "a start with every scope, seconds", "0.3", f"{starts.wall:.2f}"),
        *(
            (
                "11",
                f"a light client's p99 beside heavy ones, in its p99 alone, {_workers(workers)}",
                "3",
                f"{times:.1f}",
            )
            for workers, times in waits.items()
        ),
        ("12", "`binding.list` of the constant, 1 worker", "40 %", f"{main.rps / constant.rps:.0%}"),
    ]
    table = [f"| {' | '.join(cells)} |" for cells in sorted(rows, key=lambda cells: int(cells[0]))]
    return "\n".join([_DAY, *table])


def _workers(count: int) -> str:
    return f"{count} worker{'s' * (count > 1)}"


def _others(found: Found, small: str, big: str) -> str:
    names = {
        "`crm.deal.list`, a page of 50 with `total`": "deal.list counted",
        "`crm.deal.list`, a page of 50, `start=-1`": "deal.list uncounted",
        "`batch` of 50 `crm.activity.binding.list`": "batch",
    }
    rows = [
        (f"{name}, {size}", found[f"{key} {kind}"])
        for name, key in names.items()
        for kind, size in (("small", small), ("large", big))
    ]
    rows += [
        ("`crm.deal.list` of 50 by key, `start=-1`, 1,000,000 deals, the first page", found["deal.list first"]),
        ("`crm.deal.list` of 50 by key, `start=-1`, 1,000,000 deals, the last ones", found["deal.list deep"]),
        ("`crm.deal.add`, durable, 32 clients", found["deal.add 32"]),
        ("`crm.deal.add`, durable, 1 client", found["deal.add 1"]),
        (
            "`crm.deal.add`, 32 clients, a disk that takes 5 ms longer (`bench/slow_disk.py`)",
            found["deal.add 32 slow disk"],
        ),
        ("`crm.deal.add`, 1 client, such a disk", found["deal.add 1 slow disk"]),
    ]
    lines = [
        f"| {name} | {run.rps:,.0f} | {run.p50:.2f} | {run.p99:.2f} | {run.cpu * 1e6:,.0f} |" for name, run in rows
    ]
    grouped = found["deal.add 32"].rps / found["deal.add 1"].rps
    return "\n".join(["| | requests/s | p50 ms | p99 ms | CPU µs a request |", "|---|--:|--:|--:|--:|", *lines]) + (
        f"\n\nThirty-two clients add {grouped:.1f} times as many records a second as one: what arrives together shares one fsync."
        f"\nThe portal of {big} has a fifth as many deals."
    )


_DAY = """## What integrations do all day

Ratios of processor time, unless they say otherwise. Rows 2 to 5 and 9 are calls through the whole wire without sockets, on as many deals
as they say (`python -m bench.integrations`), in SQLite unless it says PostgreSQL, whose own processes are counted too; a walk is counted
from 400 of its pages. Rows 1, 6 to 8 and 12 are calls over sockets.

| # | what | aim | measured |
|--:|---|--:|--:|"""

_NOTES = """## Where a call's time goes

Without sockets (`python -m bench.micro --activities 1000`, the best of 60 rounds): 40 µs from the request's bytes to the
answer's. The constant takes 12 µs as an ASGI application, and 6 µs at once. Of the 40:

| µs | |
|--:|---|
| 8 | reading HTTP, writing the answer (uvicorn, httptools, `connection.py`) |
| 6 | SQLite; 11 with 1,000,000 activities, whose pages are seldom in the processor's caches |
| 4 | request log and metrics |
| 3 | turns of the event loop |
| 2.5 | the `time` object, operating time |
| 2 | writing JSON |
| 5 | path, parameters, webhook check, a third each |
| 9 | the rest: dispatch, conversion of parameters, the method, its page |

No function takes more than 4 %. Sockets add 10 µs to a constant and some 25 to a call, whose code and data are more than the
caches hold beside the load generator's.

**What would reach 55 % of (a)**: some 18 µs for everything but HTTP, of which SQLite has 6. That is no longer Python: it is the
code of `wire/` and `rpc/` compiled (mypyc, Cython), with wheels for each platform, or a processor that the load generator does
not share. **Ten times the writes on this disk**: one writer is told in under a millisecond already, so that 32 would have to cost
80 µs each; a `crm.deal.add` takes three statements and some 190 µs of processor without sockets, 110 of them in the writer's thread and the rest for
HTTP, log and answer (ADR 0027). Where a disk takes a few milliseconds for a commit, sharing it gives about ten times.
**Start-up**: two fifths of it are loading SQLAlchemy, a quarter Homeport's own modules.
**A page in four `binding.list`s**: SQLite alone takes as long as that to read its 2,200 values; it writes them as JSON
in little more (ADR 0024). **At PostgreSQL** a page's values are made here, as structs of its selection; a call alone takes two round trips and a
change of threads (ADR 0023). **`%TITLE`** is looked up in an index (ADR 0025), which takes a third of it; another third is the way to
the lane of long reads and back. **Order by a text of a user field** has no index (ADR 0017).
**`homeport exec`**: half of it is importing what makes the demo portal, a third its tables, made by all migrations.

## Notes

- *memory* is what the server's processes hold beside mapped pages of the database file.
- With 2 workers the load generator shares the two cores with them, so neither row doubles.
- `--no-request-log` spares the log."""
