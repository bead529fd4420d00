"""``python -m bench``: measure, and print the table.

Absolute figures of a shared machine mean little, so everything that is compared runs in turn within each round, and the
ratios are what to read.
"""

import argparse
from pathlib import Path

from bench import baselines, data, fairness, integrations, measure, on_postgresql, report, startup, tasks
from bench.prepare import REPOSITORY, prepare


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=2, help="rounds whose median counts (default: 2)")
    parser.add_argument("--seconds", type=int, default=3, help="seconds of load a run (default: 3)")
    parser.add_argument("--large", type=int, default=1_000_000, help="activities of the large portal")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md")
    options = parser.parse_args()
    prepare()
    found = measure.everything(options.rounds, options.seconds, options.large)
    starts = startup.starts(data.portal(measure.SMALL))
    day, _ = integrations.section(options.large)
    waits = {workers: fairness.times(workers) for workers in (1, 2)}
    on_database = on_postgresql.section(options.large, options.rounds, options.seconds)
    parts = (report.integrations(found, starts, day, waits), on_database, tasks.section(), baselines.section())
    sections = "\n\n".join(parts)
    text = report.page(found, starts, options.rounds, options.seconds, options.large, sections)
    print(text)
    if options.write:
        path = Path(REPOSITORY) / "docs" / "performance.md"
        path.write_text(text)
        print(f"Written to {path.relative_to(REPOSITORY)}.")


if __name__ == "__main__":
    main()
