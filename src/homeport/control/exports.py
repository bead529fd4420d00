"""Requests in forms that other programs take: an HTTP archive, and a shell script of curl commands.

Secrets are in neither: they are not in the log. Where a credential was, the archive has a mask and the script a
variable.
"""

import json
import shlex
from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import homeport
from homeport.addresses import Addresses
from homeport.domain.portal.requests import Entry

MASK = "***"
_SCRIPT = """#!/bin/sh
# Requests as a portal was asked them. Give the credentials that the log does not have:
#   HOMEPORT_WEBHOOK       a webhook's address, such as https://localhost:8443/rest/1/xxxxxxxx/
#   HOMEPORT_URL           the portal's address, such as https://localhost:8443
#   HOMEPORT_ACCESS_TOKEN  an application's access token
"""


def har(entries: Iterable[Entry], addresses: Addresses) -> dict[str, Any]:
    """An HTTP archive, version 1.2. The answers' bodies are not in it: the log does not keep them."""
    return {
        "log": {
            "version": "1.2",
            "creator": {"name": "Homeport", "version": homeport.__version__},
            "entries": [_har_entry(entry, addresses) for entry in entries],
        }
    }


def _har_entry(entry: Entry, addresses: Addresses) -> dict[str, Any]:
    milliseconds = round(entry.duration * 1000, 3)
    request: dict[str, Any] = {
        "method": entry.verb,
        "url": (addresses.https if entry.secure else addresses.http) + _path(entry),
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": [],
        "queryString": [],
        "headersSize": -1,
        "bodySize": -1,
    }
    if entry.params is not None and entry.verb == "POST":
        request["postData"] = {"mimeType": "application/json", "text": _json(entry.params)}
    elif isinstance(entry.params, dict):
        request["queryString"] = [
            {"name": name, "value": value if isinstance(value, str) else _json(value)}
            for name, value in entry.params.items()
        ]
    return {
        "startedDateTime": datetime.fromtimestamp(entry.at, UTC).isoformat(),
        "time": milliseconds,
        "request": request,
        "response": {
            "status": entry.status,
            "statusText": HTTPStatus(entry.status).phrase if entry.status in _STATUSES else "",
            "httpVersion": "HTTP/1.1",
            "cookies": [],
            "headers": [],
            "content": {"size": entry.size, "mimeType": "application/json"},
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": entry.size,
            "comment": f"{entry.error} {entry.description}".strip(),
        },
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
        "comment": f"{entry.credential} user {entry.user}, {entry.statements} SQL statements".strip(),
    }


def _path(entry: Entry) -> str:
    if entry.method.startswith("oauth/"):
        return f"/{entry.method}/"
    version = "/api" if entry.version == 3 else ""
    credential = f"/{entry.user}/{MASK}" if entry.credential.startswith("webhook:") else ""
    return f"/rest{version}{credential}/{entry.method}"


def curl(entries: Iterable[Entry]) -> str:
    """A shell script that asks the same again. Its comments say what was answered."""
    return _SCRIPT + "".join(_curl(entry) for entry in entries)


def _curl(entry: Entry) -> str:
    answered = " ".join(filter(None, (str(entry.status or "connection dropped"), entry.error)))
    when = datetime.fromtimestamp(entry.at, UTC).isoformat(timespec="seconds")
    lines = [f"\n# {when} {_plain(entry.method)} -> {_plain(answered)}"]
    lines.append(f"curl --silent --show-error {_address(entry)} \\")
    lines.append("  --header 'Content-Type: application/json' \\")
    lines.append(f"  --data-raw {_data(entry)}")
    return "\n".join(lines) + "\n"


def _address(entry: Entry) -> str:
    method = shlex.quote(entry.method)
    if entry.credential.startswith("webhook:"):
        base = '"$HOMEPORT_WEBHOOK"'
        return f"\"$(echo {base} | sed 's,/rest/,/rest/api/,')\"{method}" if entry.version == 3 else f"{base}{method}"
    if entry.method.startswith("oauth/"):
        return f'"$HOMEPORT_URL"/{method}/'
    return f'"$HOMEPORT_URL"/rest{"/api" if entry.version == 3 else ""}/{method}'


def _data(entry: Entry) -> str:
    params = entry.params if entry.params is not None else {}
    if not (entry.credential.startswith("app:") and isinstance(params, dict)):
        return shlex.quote(_json(params))
    others = _json({name: value for name, value in params.items() if name != "auth"})[1:]
    comma = "" if others == "}" else ","
    return f'\'{{"auth":"\'"$HOMEPORT_ACCESS_TOKEN"\'"\'{shlex.quote(comma + others)}'


def _plain(text: str) -> str:
    """A text that cannot end a comment."""
    return " ".join(text.split())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_STATUSES = frozenset(HTTPStatus)
