"""Tests notice when the modules change that decide who may do what: a few changes here, every one in `make nightly`."""

import subprocess
import sys
from pathlib import Path

import pytest
from tools.mutate import KILLED, TARGETS, changes

ROOT = Path(__file__).parents[2]
SAMPLED = {"homeport.domain.crm.activity.bindings": 2}
"""How many of which module."""


@pytest.mark.parametrize(("module", "number"), SAMPLED.items(), ids=SAMPLED)
def test_a_few_changes_are_noticed(module: str, number: int) -> None:
    command = [sys.executable, "-m", "tools.mutate", module, "--sample", str(number)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == f"{module}: {number} changes, 100.0% noticed\n"


def test_every_module_has_changes_and_tests_that_are_there() -> None:
    assert KILLED >= 0.9
    for target in TARGETS:
        assert len(changes(target)) >= 20, target.module
        for test in target.tests:
            assert (ROOT / test).exists(), test
