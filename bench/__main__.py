"""``python -m bench``: measure, and print the table.

Absolute figures of a shared machine mean little, so everything that is compared runs in turn within each round, and the
ratios are what to read. On a quiet machine of two cores it takes half an hour, and some minutes more when the portals
are not there yet that it measures; each part says on standard error what it takes.
"""

import argparse
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from bench import baselines, data, fairness, integrations, measure, on_postgresql, report, startup, tasks
from bench.integrations import Row
from bench.prepare import REPOSITORY, prepare

MINUTES = 60.0


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=2, help="rounds whose median counts (default: 2)")
    parser.add_argument("--seconds", type=int, default=3, help="seconds of load a run (default: 3)")
    parser.add_argument("--large", type=int, default=1_000_000, help="activities of the large portal, deals of another")
    parser.add_argument("--minutes", type=float, default=MINUTES, help=f"the most it may take (default: {MINUTES:g})")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    options = parser.parse_args()
    prepare()
    signal.signal(signal.SIGALRM, _too_late)
    signal.setitimer(signal.ITIMER_REAL, options.minutes * 60)
    with _part(1, "the portals"):
        for activities, deals in ((measure.SMALL, None), (options.large, None), (measure.SMALL, options.large)):
            data.portal(activities, deals)
    with _part(2, "calls and what they are compared with"):
        found = measure.everything(options.rounds, options.seconds, options.large)
    with _part(3, "starts"):
        starts = startup.starts(data.portal(measure.SMALL))
    with _part(4, "what integrations do all day, on SQLite"):
        day = integrations.rows(options.large)
        _show(day)
    with _part(5, "the same on PostgreSQL"):
        day_in_database = integrations.rows(options.large, integrations.POSTGRESQL)
        _show(day_in_database)
    with _part(6, "neighbours"):
        waits = {workers: fairness.times(workers, min(options.large, fairness.ACTIVITIES)) for workers in (1, 2)}
    with _part(7, "PostgreSQL"):
        on_database = on_postgresql.measure(options.large, options.rounds, options.seconds)
        _show(on_database.rows())
    with _part(8, "lists of tasks"):
        of_tasks = tasks.section()
    with _part(9, "baselines"):
        portals = baselines.section()
    signal.setitimer(signal.ITIMER_REAL, 0)
    table = report.integrations(found, starts, [*day, *day_in_database, *on_database.rows()], waits)
    sections = f"{table}\n\n{on_postgresql.section(on_database)}\n\n{of_tasks}\n\n{portals}"
    text = report.page(found, starts, options.rounds, options.seconds, options.large, sections)
    print(text)
    if options.write:
        path = Path(REPOSITORY) / "docs" / "performance.md"
        path.write_text(text)
        print(f"Written to {path.relative_to(REPOSITORY)}.")


PARTS = 9


@contextmanager
def _part(number: int, name: str) -> Iterator[None]:
    begun = time.monotonic()
    print(f"bench: {number} of {PARTS}, {name}", file=sys.stderr, flush=True)
    yield
    print(f"bench: {number} of {PARTS} took {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)


def _show(rows: list[Row]) -> None:
    """What is found so far, should the rest fail."""
    print("\n".join(map(integrations.row, rows)), file=sys.stderr, flush=True)


def _too_late(number: int, frame: FrameType | None) -> None:
    raise SystemExit("bench: it takes longer than it may (--minutes)")


if __name__ == "__main__":
    main()
