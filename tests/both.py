"""A portal in a file and one in a database that are asked the same: the answers are equal, to the last character."""

import json
import re
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from tests.conftest import Answer, Api, Wire, api_of

P = ParamSpec("P")
T = TypeVar("T")

NOW = 1_800_000_000.0
"""Where both clocks stand."""
_TIMES = ("time", "result_time")
"""What answers say of how long something took."""
_TOKEN = re.compile(r"(?<=[?&]token=)[^&]+")


class Both:
    """The two portals.

    :param wires: to the one in a file, and to the one in a database; with equal contents
    """

    def __init__(self, *wires: Wire) -> None:
        self.wires = wires
        self._apis: dict[int, list[Api]] = {}
        for wire in wires:
            wire.freeze(NOW)

    def meet(self, user: int) -> None:
        """Make a webhook for a user, whom nobody may dismiss before."""
        if user not in self._apis:
            self._apis[user] = [api_of(wire, user) for wire in self.wires]

    def send(self, user: int, method: str, /, **params: Any) -> Answer:
        """What both answer to a call of a user."""
        self.meet(user)
        answers = [api.send(method, **params) for api in self._apis[user]]
        found = [(answer.status, _comparable(answer.json)) for answer in answers]
        assert found[0] == found[1], f"{method} {json.dumps(params)}"
        return answers[0]

    def each(self, job: Callable[Concatenate[Wire, P], T], *made: P.args, **named: P.kwargs) -> T:
        """What comes of a change behind the protocol, the same in both."""
        outcomes = [job(wire, *made, **named) for wire in self.wires]
        assert outcomes[0] == outcomes[1]
        return outcomes[0]


def _comparable(found: Any) -> Any:
    """Without times, and without the tokens of downloads, which each portal signs with a key of its own."""
    if isinstance(found, dict):
        return {name: _comparable(part) for name, part in found.items() if name not in _TIMES}
    if isinstance(found, str):
        return _TOKEN.sub("", found)
    return [_comparable(part) for part in found] if isinstance(found, list) else found
