"""The surface: one file per documented prefix, each with names, parameters and a call into the domain.

``index.txt`` has a line for each method, so that a file is imported when one of its methods is first called.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from homeport.methods import rest, scope
from homeport.rpc import Method, Registry
from homeport.rpc.registry import Listed, listed

INDEX = Path(__file__).with_name("index.txt")
"""Written by ``make registry``; a test compares it with what the files declare."""


def load() -> Registry:
    """Every method of this package, each to be imported when it is first called."""
    registry = Registry(index=read(INDEX.read_text(encoding="utf-8")), load=declared)
    registry.add((*scope.about(registry), *rest.about(registry)))
    return registry


def declared(module: str) -> Iterator[Method]:
    """The methods that a module declares: by decorator, or in ``METHODS``.

    :param module: its name; imported when it is not yet
    """
    found = importlib.import_module(module)
    yield from getattr(found, "METHODS", ())
    for value in vars(found).values():
        if getattr(value, "__module__", None) == module:
            yield from getattr(value, "methods", ())


def walk() -> Iterator[Listed]:
    """What every file of this package declares, found by importing them all."""
    for info in pkgutil.walk_packages(__path__, f"{__name__}."):
        if not info.name.endswith(".examples"):
            yield from (listed(entry, info.name) for entry in declared(info.name))


def read(text: str) -> Iterator[Listed]:
    """The lines of an index."""
    for line in text.splitlines():
        name, scopes, kind, module, *rest_of_line = line.split()
        yield Listed(
            name,
            tuple(scopes.split(",")),
            kind == "writes",
            "application" in rest_of_line,
            3 if "v3" in rest_of_line else 2,
            module,
        )


def written(entries: Iterable[Listed]) -> str:
    """An index: a line for each method, so that a change of the surface shows in a diff."""
    return "".join(
        "  ".join(
            (
                entry.name,
                ",".join(entry.scope),
                "writes" if entry.writes else "reads",
                entry.module,
                *(["application"] if entry.application else []),
                *(["v3"] if entry.version == 3 else []),
            )
        )
        + "\n"
        for entry in sorted(entries)
    )
