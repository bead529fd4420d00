"""Calls over a socket."""

import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen


def call(base: str, method: str, **params: object) -> tuple[int, Any]:
    """Status and answer of a call.

    :param base: a webhook's address
    """
    request = Request(base + method, json.dumps(params).encode(), {"Content-Type": "application/json"})
    try:
        with urlopen(request, timeout=30) as answer:
            return answer.status, json.load(answer)
    except HTTPError as refused:
        with refused:
            return refused.code, json.load(refused)
