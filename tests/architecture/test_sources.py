"""How the source is laid out."""

import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "src" / "homeport").rglob("*.py"))
MOST_LINES = 400
VAGUE = {"util", "utils", "helper", "helpers", "common", "manager", "managers", "service", "services", "base", "misc"}
GROWN = {"0001_every_table_of_the_first_version.py"}
"""Written by a tool, and never changed again."""


def test_layers_import_downward_only() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = grimp.build_graph("homeport", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    TopologicalSorter(imports).prepare()  # its error names the circle


def test_few_modules_are_loose() -> None:
    loose = [path.name for path in (ROOT / "src" / "homeport").glob("*.py")]
    assert len(loose) <= 6, loose


def test_files_stay_small() -> None:
    sizes = {path.relative_to(ROOT): len(path.read_text().splitlines()) for path in SOURCES if path.name not in GROWN}
    assert {str(path): size for path, size in sizes.items() if size > MOST_LINES} == {}


def test_names_of_modules_say_what_is_in_them() -> None:
    parts = {str(path): set(re.split(r"[_/.]", str(path.relative_to(ROOT / "src")))) for path in SOURCES}
    assert [path for path, words in parts.items() if words & VAGUE] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT / "src")))
def test_every_module_says_what_it_is_for(path: Path) -> None:
    text = path.read_text()
    assert not text.strip() or "migrations" in path.parts or text.startswith('"""')


def test_what_a_page_shows_is_waited_for() -> None:
    asked_at_once = re.compile(r"assert .*\.(is_visible|is_hidden|is_enabled|is_disabled|is_checked)\(")
    tests = sorted((ROOT / "tests" / "console").glob("*.py"))
    assert [path.name for path in tests if asked_at_once.search(path.read_text())] == [], "expect(…) waits"
