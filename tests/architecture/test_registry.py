"""The surface: listed, described and tested."""

import importlib.util
import re
from pathlib import Path

import pytest

from homeport.methods import load
from homeport.rpc import Method

ROOT = Path(__file__).parents[2]
METHODS = [*(REGISTRY := load()), *REGISTRY.v3]


def test_the_list_of_methods_is_what_is_registered() -> None:
    spec = importlib.util.spec_from_file_location("write_registry", ROOT / "tools" / "write_registry.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.LIST.read_text().splitlines() == tool.lines(load()), "make registry writes it anew"


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_every_method_is_summed_up_in_one_sentence(method: Method) -> None:
    assert re.fullmatch(r"[A-Z].*[A-Za-z0-9)`]\.", method.summary), method.summary
    assert len(method.summary) <= 120


def test_every_error_of_a_method_says_something() -> None:
    for method in METHODS:
        for kind in method.errors:
            assert kind.text, f"{method.name}: {kind.code}"
            assert 400 <= kind.status < 600, f"{method.name}: {kind.code}"


def test_every_method_is_named_in_a_test() -> None:
    """By its whole name, or by a prefix that a test fills in: ``f"crm.{entity}.add"``."""
    text = "\n".join(path.read_text() for path in sorted((ROOT / "tests").rglob("test_*.py")))
    literals = set(re.findall(r"""["'`]([a-z][\w{}.]*)""", text, re.IGNORECASE))
    # a name with a part that the test fills in stands for all of that shape
    patterns = [r"\w+".join(re.escape(part) for part in re.split(r"{[^{}]*}", name)) for name in literals]
    named = re.compile("|".join(patterns), re.IGNORECASE)
    missing = [method.name for method in METHODS if not named.fullmatch(method.name)]
    assert not missing
