"""Portals from baselines: how long a new one, a reset, a snapshot and an export take.

    python -m bench.baselines [--activities 10000] [--write]

First with nobody else, then while a server with two workers has the portal open, and while it is asked without pause by
one client and by as many as the main measurement has. The median and the longest of a number of turns count.
"""

import argparse
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from os import getloadavg
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bench import data
from bench.load import Call, run
from bench.measure import CONNECTIONS
from bench.prepare import REPOSITORY, prepare
from bench.servers import homeport
from homeport.domain.user import staff
from homeport.portals import lifecycle, saved, transfer
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.store import SqliteStore

ACTIVITIES = 10_000
TURNS = 30
AIMS = {"new portal": 20.0, "reset": 50.0}

HEADING, NEXT = "## Portals from baselines", "## Notes"
_HEAD = (
    HEADING
    + """

Milliseconds: the median of {turns} turns, and in brackets the shortest and the longest. A portal of {activities:,}
activities ({size:.1f} MB), every write durable. *Alone*: no server runs; *served*: one with two workers has the portal
open, and then is asked without pause by one client and by {clients}. `python -m bench.baselines --write` measures them.
The machine's load was {load:.1f} when that began: others' work on the two cores is in these figures.

| | aim | alone | served | 1 client | {clients} clients |
|---|--:|--:|--:|--:|--:|"""
)

Took = dict[str, list[float]]


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(prog="python -m bench.baselines", description=__doc__)
    parser.add_argument("--activities", type=int, default=ACTIVITIES, help="of the portal (default: 10000)")
    parser.add_argument("--write", action="store_true", help="write the section of docs/performance.md")
    options = parser.parse_args()
    prepare()
    text = section(options.activities)
    print(text)
    if options.write:
        page = Path(REPOSITORY) / "docs" / "performance.md"
        before, _, notes = page.read_text().partition(NEXT)
        page.write_text(f"{before.partition(HEADING)[0]}{text}\n\n{NEXT}{notes}")
        print(f"Written to {page.relative_to(REPOSITORY)}.")


def section(activities: int = ACTIVITIES) -> str:
    """The section of docs/performance.md, measured now."""
    original, load_before = data.portal(activities), getloadavg()[0]
    with TemporaryDirectory(dir=data.CACHE) as place:
        sized = data.Sized(Path(place) / "data", original.first, original.last, original.first_deal, original.last_deal)
        shutil.copytree(original.folder, sized.folder)
        folder = DataFolder(sized.folder)
        saved.save_baseline(folder, "large", DEFAULT)
        size = folder.baseline_file("large").stat().st_size / 1e6
        found = [_measure(folder)]
        with homeport(sized, 2) as server:
            found.append(_measure(folder))
            call = Call("crm.activity.binding.list", '{"activityId":{id}}', sized.first, sized.last)
            load = partial(run, server, server.webhooks[1], call, seconds=1)
            for connections in (1, CONNECTIONS):
                with _meanwhile(partial(load, connections=connections)):
                    found.append(_measure(folder))
    rows = [
        f"| {name} | {AIMS.get(name, '')} | " + " | ".join(_cell(took[name]) for took in found) + " |"
        for name in found[0]
    ]
    return "\n".join(
        [_HEAD.format(turns=TURNS, activities=activities, size=size, load=load_before, clients=CONNECTIONS), *rows]
    )


def _cell(took: list[float]) -> str:
    return f"{median(took) * 1e3:.0f} ({min(took) * 1e3:.0f} to {max(took) * 1e3:.0f})"


def _measure(folder: DataFolder) -> Took:
    """Each thing in turn. What is reset holds a change each time."""
    took: Took = {name: [] for name in ("new portal", "reset", "snapshot", "restore", "export")}
    target = folder.path / "exported.db"
    for turn in range(TURNS):
        name = f"turn{turn}.example.test"
        took["new portal"].append(_timed(partial(lifecycle.create, folder, name, "large")))
        lifecycle.remove(folder, name)
        _change(folder)
        took["reset"].append(_timed(lambda: lifecycle.reset(folder, DEFAULT, "large")))
        took["snapshot"].append(_timed(lambda: saved.save_snapshot(folder, DEFAULT, "now", replace=True)))
        took["restore"].append(_timed(lambda: lifecycle.restore(folder, DEFAULT, "now")))
        took["export"].append(_timed(lambda: transfer.export(folder, DEFAULT, target)))
    return took


def _change(folder: DataFolder) -> None:
    store = SqliteStore(folder.portal_file(DEFAULT))
    store.write_now(lambda tx: staff.dismiss(tx, 6))
    store.close()


def _timed(job: Callable[[], object]) -> float:
    begun = perf_counter()
    job()
    return perf_counter() - begun


@contextmanager
def _meanwhile(job: Callable[[], object]) -> Iterator[None]:
    """Run a job again and again while the block does."""
    over = threading.Event()

    def repeat() -> None:
        while not over.is_set():
            job()

    thread = threading.Thread(target=repeat)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


if __name__ == "__main__":
    main()
