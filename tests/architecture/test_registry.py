"""The surface: listed, described and tested."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import fields

from homeport import methods
from homeport.methods import family, family_v3, load
from homeport.rpc import Method, Registry
from homeport.rpc.registry import Listed

ROOT = Path(__file__).parents[2]
FLOORS = {"portal", "records", "events"}
"""What scopes stand on."""
FILES_OF_A_SCOPE = 5
"""What a scope is for whoever only asks what it brings: the package, ``scope.py``, events, what those depend on."""
METHODS = [*(REGISTRY := load()), *REGISTRY.v3]


def test_the_index_has_what_the_files_declare() -> None:
    assert methods.INDEX.read_text() == methods.written(methods.walk()), "make registry writes it anew"


def test_a_method_is_imported_when_it_is_first_called() -> None:
    program = (
        "import sys; from homeport import methods; registry = methods.load(); "
        "print('homeport.methods.crm.currency.currency' in sys.modules); registry.find('crm.currency.list'); "
        "print('homeport.methods.crm.currency.currency' in sys.modules, 'homeport.methods.department' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "False"]


def test_scopes_are_asked_what_they_bring_without_what_makes_it() -> None:
    """A server's first call asks them: what it loads then, every start and every worker would have."""
    program = (
        "import sys; from homeport.domain.records.scopes import scopes; scopes(); "
        "print(*sorted(name.split('.')[2] for name in sys.modules if name.startswith('homeport.domain.')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert {"crm", "disk", "tasks"} <= set(loaded)
    assert not {"demo", "declared"} & set(loaded)
    assert max(loaded.count(scope) for scope in {*loaded} - FLOORS) <= FILES_OF_A_SCOPE


def test_a_name_is_taken_once() -> None:
    entry = Listed("crm.deal.get", ("crm",), False, False, 2, "somewhere")
    with pytest.raises(ValueError, match=r"crm\.deal\.get is declared twice"):
        Registry(index=(entry, entry._replace(module="elsewhere")))


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_every_method_is_summed_up_in_one_sentence(method: Method) -> None:
    assert re.fullmatch(r"[A-Z].*[A-Za-z0-9)`]\.", method.summary), method.summary
    assert len(method.summary) <= 120


WITH_200 = ("humanresources.hcmlink.",)
"""Methods whose pages show refusals that come with the status of success."""


def test_every_error_of_a_method_says_something() -> None:
    for method in METHODS:
        for kind in method.errors:
            assert kind.text, f"{method.name}: {kind.code}"
            refuses_with_200 = kind.status == 200 and method.name.startswith(WITH_200)
            assert refuses_with_200 or 400 <= kind.status < 600, f"{method.name}: {kind.code}"


def _of_family(method: Method) -> bool:
    """Whether ``tests/methods/test_family.py`` tests it with all that come from a collection and a dialect."""
    return method.handler.__module__ in (family.__name__, family_v3.__name__)


def test_every_method_is_named_in_a_test() -> None:
    """By its whole name, by a prefix that a test fills in: ``f"crm.{entity}.add"``, or by its family's name."""
    text = "\n".join(path.read_text() for path in sorted((ROOT / "tests").rglob("test_*.py")))
    literals = {name.rstrip(".") for name in re.findall(r"""["'`]([a-z][\w{}.]*)""", text, re.IGNORECASE)}
    # a name with a part that the test fills in stands for all of that shape
    patterns = [r"\w+".join(re.escape(part) for part in re.split(r"{[^{}]*}", name)) for name in literals]
    named = re.compile("|".join(patterns), re.IGNORECASE)
    missing = [
        method.name
        for method in METHODS
        if not (named.fullmatch(method.name) or (_of_family(method) and method.name.rpartition(".")[0] in literals))
    ]
    assert not missing


AT_HAND = {
    *(f"catalog.product{kind}.getFieldsByFilter" for kind in ("", ".offer", ".sku", ".service")),
    "catalog.productImage.list",
    "crm.activity.binding.list",
    "crm.category.list",
    "crm.currency.list",
    "crm.enum.ownertype",
    "crm.requisite.preset.field.list",
    "crm.timeline.bindings.list",
    *(f"crm.{name}.contact.items.get" for name in ("company", "deal", "lead", "quote")),
    "crm.contact.company.items.get",
    *(f"crm.{name}.productrows.get" for name in ("deal", "lead", "quote")),
}
"""Lists whose filters are not for the database: the few rows that there are, are compared as they are answered."""


def test_lists_that_are_filtered_by_the_database_are_read_beside_the_event_loop() -> None:
    """A filter may have a large statement compiled, and have the database look through all that there is."""
    assert {
        method.name
        for method in METHODS
        if "filter" in {field.encode_name for field in fields(method.params)} and not (method.heavy or method.writes)
    } == AT_HAND
