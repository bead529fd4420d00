"""Makes a client's calls one by one and prints what came of each, as JSON."""

import json
import sys
from collections.abc import Callable
from typing import Any

SETTINGS: dict[str, Any] = json.load(sys.stdin)
"""What ``live.Live`` says of the server."""


def report(calls: dict[str, Callable[[], Any]], describe: Callable[[Exception], dict[str, Any]]) -> None:
    """Print what came of each call.

    :param describe: what the client's exception tells of the error
    """
    outcomes: dict[str, Any] = {}
    for name, call in calls.items():
        try:
            outcomes[name] = {"value": call()}
        except Exception as error:  # whatever the client raises is what the test is about
            outcomes[name] = {
                "raised": [kind.__name__ for kind in type(error).__mro__],
                "text": str(error),
                **describe(error),
            }
    json.dump(outcomes, sys.stdout)
