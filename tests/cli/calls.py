"""Calls to a server that runs, through the standard library."""

import json
import ssl
import urllib.error
import urllib.request
from typing import Any


def call(url: str, ca: str | None = None, host: str | None = None) -> tuple[int, Any]:
    """Status and JSON of a GET."""
    request = urllib.request.Request(url, headers={"Host": host} if host else {})
    context = ssl.create_default_context(cafile=ca) if ca else None
    try:
        with urllib.request.urlopen(request, timeout=30, context=context) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)
