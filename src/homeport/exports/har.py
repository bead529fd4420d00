"""Requests as an HTTP archive, which browsers' tools open. Where a credential was, it has a mask."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

import homeport
from homeport.domain.portal.calls.requests import Entry
from homeport.server.addresses import Addresses

MASK = "***"


def har(entries: Iterable[Entry], addresses: Addresses) -> dict[str, Any]:
    """An HTTP archive, version 1.2. An answer that was cut is in it as far as the log has it."""
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
            "content": _content(entry),
            "redirectURL": "",
            "headersSize": -1,
            "bodySize": entry.size,
            "comment": f"{entry.error} {entry.description}".strip(),
        },
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
        "comment": "; ".join(
            (
                f"{entry.credential} user {entry.user}, {entry.statements} SQL statements".strip(),
                *(f"ignored {each}" for each in entry.dropped),
            )
        ),
    }


def _content(entry: Entry) -> dict[str, Any]:
    answer = entry.answered
    kept: dict[str, Any] = {"size": entry.size, "mimeType": "application/json"}
    if isinstance(answer, str):
        kept["mimeType"] = "text/xml" if answer.startswith("<?xml") else "text/plain"
        kept["text"] = answer
        kept["comment"] = "the beginning of it" if entry.cut else ""
    elif answer is not None:
        kept["text"] = _json(answer)
    return kept


def _path(entry: Entry) -> str:
    if entry.method.startswith("oauth/"):
        return f"/{entry.method}/"
    version = "/api" if entry.version == 3 else ""
    credential = f"/{entry.user}/{MASK}" if entry.credential.startswith("webhook:") else ""
    return f"/rest{version}{credential}/{entry.method}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


_STATUSES = frozenset(HTTPStatus)
