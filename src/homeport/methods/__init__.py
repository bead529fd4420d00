"""The surface: one file per documented prefix, each with names, parameters and a call into the domain."""

import importlib
import pkgutil
from collections.abc import Iterator

from homeport.methods import rest, scope
from homeport.rpc import Method, Registry


def load() -> Registry:
    """Every method of this package, found by walking it; a file declares them by decorator or in ``METHODS``."""
    registry = Registry(_found())
    registry.add((*scope.about(registry), *rest.about(registry)))
    return registry


def _found() -> Iterator[Method]:
    for info in pkgutil.walk_packages(__path__, f"{__name__}."):
        module = importlib.import_module(info.name)
        yield from getattr(module, "METHODS", ())
        for value in vars(module).values():
            if getattr(value, "__module__", None) == info.name:
                yield from getattr(value, "methods", ())
