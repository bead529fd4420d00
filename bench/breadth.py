"""``python -m bench.breadth``: what 500 more families cost a server that nobody asks for them.

The package is copied twice, once with invented families of six methods beside the real ones, each with a table, rules
and methods of its own. Both are started in turn, so that the machine's moods hit them alike.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.request import ProxyHandler, build_opener

PACKAGE = Path(__file__).parents[1] / "src" / "homeport"
LOOK_SECONDS = 0.002

_DOMAIN = '''"""Invented things {number}."""

from sqlalchemy import Column, Integer, Table, Text

from homeport.core import values as v
from homeport.domain.records.collection import ADMINISTRATORS, Collection
from homeport.domain.records.fields import F, FieldTable
from homeport.store.schema import METADATA

FIELDS = FieldTable(
    (F("ID", v.INTEGER, read_only=True), *(F(f"FIELD_{{place}}", v.STRING) for place in range(20)))
)
TABLE = Table(
    "invented_{number}",
    METADATA,
    Column("ID", Integer, primary_key=True),
    *(Column(f"FIELD_{{place}}", Text) for place in range(20)),
)
THINGS = Collection(noun="thing", plural="things", table=TABLE, fields=FIELDS, access=ADMINISTRATORS)
'''
_METHODS = '''"""``invented.thing{number}.*``."""

from homeport.domain.invented.things{number} import THINGS
from homeport.domain.records.dialect import CATALOG
from homeport.methods.family import family

METHODS = family("invented.thing{number}", THINGS, CATALOG, "add get list update delete getFields")
'''
_SCOPE = '''"""Invented."""

from homeport.domain.records.scopes import Scope

TABLES = tuple(f"homeport.domain.invented.things{{number}}" for number in range({count}))
SCOPE = Scope(name="invented", needed="invented", tables=TABLES)
'''
_VERBS = {
    "add": "writes",
    "get": "reads",
    "list": "reads",
    "update": "writes",
    "delete": "writes",
    "getFields": "reads",
}


class Start(NamedTuple):
    """One start.

    :param seconds: from the process's beginning to its first answer
    :param memory: of the process then, in MB
    """

    seconds: float
    memory: float


def invent(package: Path, count: int) -> None:
    """Put families into a copy of the package."""
    domain, methods = package / "domain" / "invented", package / "methods" / "invented"
    for folder in (domain, methods):
        folder.mkdir()
        (folder / "__init__.py").write_text('"""Invented."""\n')
    (domain / "scope.py").write_text(_SCOPE.format(count=count))
    lines = []
    for number in range(count):
        (domain / f"things{number}.py").write_text(_DOMAIN.format(number=number))
        (methods / f"thing{number}.py").write_text(_METHODS.format(number=number))
        module = f"homeport.methods.invented.thing{number}"
        lines += [f"invented.thing{number}.{verb}  invented  {kind}  {module}\n" for verb, kind in _VERBS.items()]
    with (package / "methods" / "index.txt").open("a") as index:
        index.writelines(lines)


def start(place: Path) -> Start:
    """Start the server of a copy, and call it once."""
    ready = place / "ready.json"
    ready.unlink(missing_ok=True)
    command = [sys.executable, "-m", "homeport", "serve", "--demo", "--port", "0", "--https-port", "0"]
    command += ["--data", str(place / "data"), "--ready-file", str(ready)]
    environment = {**os.environ, "PYTHONPATH": str(place)}
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment) as process:
        try:
            while not ready.exists():
                if process.poll() is not None:
                    raise SystemExit("bench: the server did not start")
                time.sleep(LOOK_SECONDS)
            said = json.loads(ready.read_text())
            path = said["webhooks"][0]["url"].split("/", 3)[3]
            build_opener(ProxyHandler({})).open(f"{said['http']}/{path}crm.activity.binding.list?activityId=1").read()
            return Start(time.perf_counter() - begun, _memory(process.pid))
        finally:
            process.terminate()


def _memory(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def main() -> None:
    """Measure, and print both."""
    parser = argparse.ArgumentParser(prog="python -m bench.breadth", description=__doc__)
    parser.add_argument("--families", type=int, default=500, help="how many are invented (default: 500)")
    parser.add_argument("--starts", type=int, default=9, help="starts of each, beside a first (default: 9)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="homeport-breadth-") as folder:
        places = {"as it is": Path(folder) / "as-it-is", "with more": Path(folder) / "with-more"}
        for place in places.values():
            shutil.copytree(PACKAGE, place / "homeport", ignore=shutil.ignore_patterns("__pycache__"))
            shutil.copytree(PACKAGE.parents[1] / "contract", place / "homeport" / "contract")
        invent(places["with more"] / "homeport", options.families)
        for place in places.values():
            subprocess.run([sys.executable, "-m", "compileall", "-q", str(place)], check=True)
        rounds = [{name: start(place) for name, place in places.items()} for _ in range(options.starts + 1)][1:]
    for name in places:
        seconds = median(each[name].seconds for each in rounds)
        memory = median(each[name].memory for each in rounds)
        print(f"{name:10} {seconds:6.3f} s {memory:6.1f} MB")
    for what in ("seconds", "memory"):
        ratio = median(getattr(each["with more"], what) / getattr(each["as it is"], what) for each in rounds)
        print(f"{options.families} families more: {ratio:.3f} of the {what}")


if __name__ == "__main__":
    main()
