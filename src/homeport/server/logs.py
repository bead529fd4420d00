"""How the server's own log is written: to standard error, for people or for programs."""

import logging
import sys
from datetime import UTC, datetime

from homeport.core.log import ACCESS, WORKERS

FORMATS = ("text", "json")


def configure(form: str, *, every_request: bool) -> None:
    """Say how the log is written from now on.

    :param form: one of :data:`FORMATS`; ``json`` is an object a line, with ``time``, ``level``, ``logger``, ``message``
        and, of a request, ``request`` and ``portal``; of a slow statement also ``statement``
    :param every_request: whether each request has a line
    """
    handler = logging.StreamHandler(sys.stderr)
    if form == "json":
        handler.setFormatter(_json())
    else:
        handler.setFormatter(_Text("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    WORKERS.setLevel(logging.INFO)
    if every_request:
        ACCESS.setLevel(logging.INFO)


class _Text(logging.Formatter):
    """For people: what else is known of a slow statement stands below its line, further in."""

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        statement = getattr(record, "statement", None)
        if statement is None:
            return line
        where = f"portal {vars(record)['portal']}"
        if (request := getattr(record, "request", None)) is not None:
            where += f", request {request['id']}"
        params = ", ".join(f"{name} {kind}" for name, kind in statement["params"].items())
        details = [where, statement["sql"], *([f"with {params}"] if params else []), *statement.get("plan", ())]
        return "\n  ".join((line, *details))


def _json() -> logging.Formatter:
    from pythonjsonlogger.json import JsonFormatter  # noqa: PLC0415  few ask for it

    class Formatter(JsonFormatter):
        def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
            return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    fields = {"asctime": "time", "levelname": "level", "name": "logger", "exc_info": "exception"}
    return Formatter("%(asctime)s %(levelname)s %(name)s %(message)s", rename_fields=fields)
