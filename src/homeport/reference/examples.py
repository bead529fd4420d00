"""The examples of all methods, gathered from beside the methods."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache

from homeport import methods
from homeport.rpc.example import Example


def example_of(name: str) -> Example:
    """The example of a method; of one that needs no parameters, a call without any.

    :param name: as documented; of REST 3.0 where REST 2 has such a method too, with ``@v3``
    """
    return every().get(name, Example())


@cache
def every() -> Mapping[str, Example]:
    """The examples of all methods that have one, by the method's name."""
    found: dict[str, Example] = {}
    for info in pkgutil.walk_packages(methods.__path__, f"{methods.__name__}."):
        if info.name.endswith(".examples"):
            found |= importlib.import_module(info.name).EXAMPLES
    return found
