"""An example call of a method, as the demo portal answers it: by the administrator, through a local application.

Examples stand in a file ``examples.py`` beside the methods they belong to. Serving does not load them.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from homeport.core.ctx import Ctx

Call = tuple[str, Mapping[str, Any]]
"""A method and its parameters; of REST 3.0 where REST 2 has such a method too, with ``@v3``."""


TOLD: Call = ("@told", {})
"""Stands among calls for what the handler is told that the call before has had called."""


class Made(NamedTuple):
    """Stands among parameters for what a call before has answered.

    :param path: where in its result, such as ``("type", "id")``; the whole of it unless given
    :param call: the number of the call, counted from 0; the last unless given
    :param form: what is written of it, with ``{}`` in its place; itself unless given
    """

    path: tuple[str | int, ...] = ()
    call: int = -1
    form: str = ""


class Example(NamedTuple):
    """One call.

    :param before: calls that must have been made; each may use what those before it have answered
    :param by_hand: what somebody does on a page after these; what it answers is the last of the answers before
    """

    params: Mapping[str, Any] = MappingProxyType({})
    before: tuple[Call, ...] = ()
    by_hand: Callable[[Ctx], Any] | None = None


def filled(value: Any, results: Sequence[Any]) -> Any:
    """Parameters with what the calls before have answered in the places of :class:`Made`."""
    if isinstance(value, Made):
        found = results[value.call]
        for step in value.path:
            found = found[step]
        return value.form.format(found) if value.form else found
    if isinstance(value, Mapping):
        return {name: filled(each, results) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(each, results) for each in value]
    return value
