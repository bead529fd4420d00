"""The page of measurements, in Markdown."""

import platform
import sqlite3

from bench.load import Run
from bench.measure import CONNECTIONS, SMALL, Found

_HEAD = "| | requests/s | p50 ms | p99 ms | CPU µs a request | memory MB | of (a) | times (b) |\n|---|--:|--:|--:|--:|--:|--:|--:|"


def page(found: Found, rounds: int, seconds: float, large: int, portals: str) -> str:
    """docs/performance.md.

    :param found: the median run of each load, by the names that :mod:`bench.measure` gives
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
            ("(b) FastAPI + ORM", typical),
        ]
        parts += [
            f"### {workers} worker{'s' * (workers > 1)}",
            "\n".join([_HEAD, *(_row(*r, constant, typical) for r in rows)]),
        ]
    parts += [_aims(found, small, big), "## Other calls, 1 worker", _others(found, small, big), portals, _NOTES]
    return "\n\n".join(parts) + "\n"


def _row(name: str, run: Run, constant: Run, typical: Run) -> str:
    return (
        f"| {name} | {run.rps:,.0f} | {run.p50:.2f} | {run.p99:.2f} | {run.cpu * 1e6:,.0f} | {run.private / 1e6:.0f} "
        f"| {run.rps / constant.rps:.0%} | {run.rps / typical.rps:.1f} |"
    )


def _aims(found: Found, small: str, big: str) -> str:
    main, constant, typical = found["homeport large seller 1"], found["constant 1"], found["fastapi 1"]
    slower = 1 - main.rps / found["homeport small seller 1"].rps
    rows = [
        ("of (a), requests", "at least 40 %", f"{main.rps / constant.rps:.0%}"),
        ("of (a), CPU a request", "", f"{constant.cpu / main.cpu:.0%}"),
        ("times (b), requests", "at least 20", f"{main.rps / typical.rps:.1f}"),
        ("times (b), CPU a request", "", f"{typical.cpu / main.cpu:.1f}"),
        (f"slower with {big} than with {small}", "less than 10 %", f"{slower:.0%}"),
    ]
    lines = [f"| {name} | {aim} | {value} |" for name, aim, value in rows]
    return "\n".join(
        ["### Against the aims (salesperson, 1 worker)", "", "| | aim | measured |", "|---|--:|--:|", *lines]
    )


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
        ("`crm.deal.add`, durable, 32 clients", found["deal.add 32"]),
        ("`crm.deal.add`, durable, 1 client", found["deal.add 1"]),
    ]
    lines = [
        f"| {name} | {run.rps:,.0f} | {run.p50:.2f} | {run.p99:.2f} | {run.cpu * 1e6:,.0f} |" for name, run in rows
    ]
    grouped = found["deal.add 32"].rps / found["deal.add 1"].rps
    return "\n".join(["| | requests/s | p50 ms | p99 ms | CPU µs a request |", "|---|--:|--:|--:|--:|", *lines]) + (
        f"\n\nThirty-two clients add {grouped:.1f} times as many records a second as one: what arrives together shares one fsync."
        f"\nThe portal of {big} has a fifth as many deals."
    )


_NOTES = """## Notes

- *memory* is what the server's processes hold beside mapped pages of the database file.
- With 2 workers the load generator shares the two cores with them, so neither row doubles.
- What limits, faults and the request log cost on the way through the application itself, without sockets, is measured by
  `python -m bench.micro`. `--no-request-log` spares the log."""
