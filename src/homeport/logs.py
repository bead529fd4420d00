"""How the server's own log is written: to standard error, for people or for programs."""

import logging
import sys
from datetime import UTC, datetime

from homeport.core.log import ACCESS

FORMATS = ("text", "json")


def configure(form: str, *, every_request: bool) -> None:
    """Say how the log is written from now on.

    :param form: one of :data:`FORMATS`; ``json`` is an object a line, with ``time``, ``level``, ``logger``, ``message``
        and, of a request, ``request`` and ``portal``
    :param every_request: whether each request has a line
    """
    handler = logging.StreamHandler(sys.stderr)
    if form == "json":
        handler.setFormatter(_json())
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    if every_request:
        ACCESS.setLevel(logging.INFO)


def _json() -> logging.Formatter:
    from pythonjsonlogger.json import JsonFormatter  # noqa: PLC0415  few ask for it

    class Formatter(JsonFormatter):
        def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
            return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")

    fields = {"asctime": "time", "levelname": "level", "name": "logger", "exc_info": "exception"}
    return Formatter("%(asctime)s %(levelname)s %(name)s %(message)s", rename_fields=fields)
