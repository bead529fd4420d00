"""Pages of tasks by role and deadline among many, beside a page of as many deals.

    python -m bench.tasks [--tasks 300000] [--rounds 40]

As :mod:`bench.integrations` measures: calls through the whole wire but without sockets, in turn within each round, of
whose times of processor the least counts: totals are those that are kept until somebody writes.
"""

import argparse
import gc
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from tests.conftest import Api, Wire, api_of

from bench import data
from bench.measure import SMALL
from bench.prepare import prepare
from homeport.portals.folder import DEFAULT, DataFolder

TASKS = 300_000
PEOPLE = 6
"""Who has them, by turns: the demo portal's."""
ROLES = ("RESPONSIBLE_ID", "CREATED_BY", "ACCOMPLICE", "AUDITOR")
ADMIN, MEMBER = 1, 3

TOTAL = ", with total"

_HEAD = """## Lists of tasks

A page of 50 by deadline of {tasks:,} tasks that six people have by turns in each role, in pages of as many deals: the
least of {rounds} rounds (`python -m bench.tasks`), without sockets. Totals are kept until somebody writes.

| filter | aim | administrator | with total | member | with total |
|---|--:|--:|--:|--:|--:|"""
_ROW = ["ID", "TITLE", "STATUS", "DEADLINE", "RESPONSIBLE_ID"]
_OF_TASKS = f"""{data._NUMBERS}
INSERT INTO task (ID, TITLE, RESPONSIBLE_ID, CREATED_BY, CHANGED_BY, REAL_STATUS, PRIORITY, DEADLINE, CREATED_DATE,
    CHANGED_DATE, ACTIVITY_DATE)
SELECT {{first}} + i, 'Fetch ' || i, i * 31 % {{people}} + 1, i * 17 % {{people}} + 1, 1, i % 4 + 2, 1,
    datetime('2026-01-01', '+' || (i * 7919 % {{count}}) || ' minutes'), '2026-01-01 08:00:00', '2026-01-01 08:00:00',
    '2026-01-01 08:00:00'
FROM n"""

_OF_PEOPLE = tuple(
    f"""
INSERT INTO task_list (TASK_ID, FIELD, POSITION, VALUE, DEADLINE)
SELECT ID, '{field}', 0, ID * {step} % {{people}} + 1, DEADLINE FROM task WHERE ID > {{first}}"""
    for field, step in (("ACCOMPLICES", 13), ("AUDITORS", 5))
)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.tasks", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--tasks", type=int, default=TASKS, help=f"of the portal (default: {TASKS})")
    parser.add_argument("--rounds", type=int, default=40, help="rounds (default: 40)")
    options = parser.parse_args()
    prepare()
    print(section(options.tasks, options.rounds))


def section(tasks: int = TASKS, rounds: int = 40) -> str:
    """The section of docs/performance.md, measured now."""
    with filled(tasks) as wire:
        people = [measure(api_of(wire, user, "crm,task"), rounds) for user in (ADMIN, MEMBER)]
    rows = []
    for name, aim in ((role, "2") for role in ROLES):
        cells = [_ratios(each, name) for each in people]
        rows.append(f"| `{name}` | {aim} | {' | '.join(cells)} |")
    rows.append(f"| none | | {' | '.join(_ratios(each, 'all') for each in people)} |")
    return "\n".join([_HEAD.format(tasks=tasks, rounds=rounds), *rows])


def _ratios(found: dict[str, float], name: str) -> str:
    return " | ".join(f"{found[f'{name}{more}'] / found[f'deals{more}']:.1f}" for more in ("", TOTAL))


def measure(api: Api, rounds: int) -> dict[str, float]:
    """What pages cost, in seconds of processor, by what they are of."""
    mine = {role: {"filter": {role: api.user_id}} for role in ROLES}
    deals = partial(_get, api, "crm.deal.list", select=["ID", "TITLE", "STAGE_ID"])
    every = {"deals": partial(deals, start=-1), f"deals{TOTAL}": deals}
    for name, more in {**mine, "all": {}}.items():
        asked: dict[str, Any] = {"select": _ROW, "order": {"DEADLINE": "asc"}, **more}
        every[name] = partial(_get, api, "tasks.task.list", **asked, start=-1)
        every[f"{name}{TOTAL}"] = partial(_get, api, "tasks.task.list", **asked)
    return _least(every, rounds)


def _get(api: Api, method: str, /, **params: Any) -> None:
    answer = api.send(method, **params)
    if answer.status != 200:
        raise SystemExit(f"bench: {method} was refused: {answer.body!r}")


def _least(steps: dict[str, Callable[[], None]], rounds: int) -> dict[str, float]:
    found = dict.fromkeys(steps, 1e12)
    gc.collect()
    gc.freeze()
    for turn in range(rounds + 1):  # statements are compiled in the first
        for name, step in steps.items():
            began = process_time()
            step()
            if turn:
                found[name] = min(found[name], process_time() - began)
    return found


@contextmanager
def filled(tasks: int) -> Iterator[Wire]:
    """A portal with as many deals as tasks, a sixth of them everybody's in each role."""
    original = data.portal(SMALL, deals=tasks)
    with TemporaryDirectory(dir=data.CACHE) as place:
        folder = DataFolder(Path(shutil.copytree(original.folder, Path(place) / "data")))
        with closing(sqlite3.connect(folder.portal_file(DEFAULT))) as connection, data.filling(connection):
            first = connection.execute("SELECT max(ID) FROM task").fetchone()[0] + 1_000
            known = {"count": tasks, "first": first, "people": PEOPLE}
            for statement in (_OF_TASKS, *_OF_PEOPLE):
                connection.execute(statement.format(**known))
        wire = Wire(folder)
        try:
            yield wire
        finally:
            wire.close()


if __name__ == "__main__":
    main()
