"""Requests as a shell script of curl commands. Where a credential was, it has a variable."""

import json
import shlex
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from homeport.domain.portal.calls.requests import Entry

_SCRIPT = """#!/bin/sh
# Requests as a portal was asked them. Give the credentials that the log does not have:
#   HOMEPORT_WEBHOOK       a webhook's address, such as https://localhost:8443/rest/1/xxxxxxxx/
#   HOMEPORT_URL           the portal's address, such as https://localhost:8443
#   HOMEPORT_ACCESS_TOKEN  an application's access token
"""


def curl(entries: Iterable[Entry]) -> str:
    """A shell script that asks the same again. Its comments say what was answered."""
    return _SCRIPT + "".join(f"\n{command(entry)}" for entry in entries)


def command(entry: Entry) -> str:
    """The command that asks one request again. Its comment says what was answered."""
    answered = " ".join(filter(None, (str(entry.status or "connection dropped"), entry.error)))
    when = datetime.fromtimestamp(entry.at, UTC).isoformat(timespec="seconds")
    lines = [f"# {when} {_plain(entry.method)} -> {_plain(answered)}"]
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
