"""What the documentation's examples show, and what our own have to make before, for the methods of every family."""

import re
from typing import Any

from homeport import documented
from homeport.reference.examples import example_of
from homeport.rpc.example import Made, filled
from tests.conftest import Api

DETAILS = documented.details()
DAY = "2026-01-15T10:00:00+00:00"
GIF = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
TEXT = ["prices.txt", "UGllciAzOiAxNCBFVVI="]

PLACEHOLDER = re.compile(r"\{\{shell:.*\}\}|\*\*put_.*date.*_here\*\*|formatDate\(.*\)")


def dated(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: dated(item) for key, item in value.items()}
    if isinstance(value, list):
        return [dated(item) for item in value]
    return PLACEHOLDER.sub(DAY, value) if isinstance(value, str) else value


def shown_of(name: str) -> dict[str, Any]:
    """An example's parameters by their names; nothing of one that has them by their places."""
    example = DETAILS[name]["request_example"]
    return example if isinstance(example, dict) else {}


def made_before(caller: Api, name: str) -> dict[str, Any]:
    """What our own example had to make before, in the parameters that name it."""
    example = example_of(name)
    naming = {key.lower(): value for key, value in example.params.items() if _has_made(value)}
    results: list[Any] = []
    for method, params in example.before if naming else ():
        results.append(caller(method, **filled(params, results)))
    found: dict[str, Any] = filled(naming, results)
    return found


def _has_made(value: Any) -> bool:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return isinstance(value, Made) or any(_has_made(each) for each in inside)
