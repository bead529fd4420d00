"""The slow-query log: what is said of a statement that took long. Names and kinds of its parameters, and no value."""

import os
from collections.abc import Mapping
from typing import Any

from homeport.core.log import SLOW
from homeport.domain.portal.calls.requests import name_of
from homeport.store.slow import Slow

_KINDS = {"NoneType": "null", "bool": "boolean", "bytes": "bytes", "float": "number", "int": "integer", "str": "text"}


def tell(slow: Slow) -> None:
    """Write a statement to the server's log.

    A program finds in ``request`` which request it ran for, and in ``statement`` what it was.
    """
    caller = slow.caller
    method = caller.method if caller else ""
    statement: dict[str, Any] = {
        "seconds": round(slow.seconds, 6),
        "sql": " ".join(slow.sql.split()),
        "params": _kinds(slow.params),
    }
    if slow.plan is not None:
        statement["plan"] = slow.plan
    extra: dict[str, Any] = {"portal": slow.portal, "statement": statement}
    if caller and caller.request:
        extra["request"] = {"id": name_of(os.getpid(), caller.request), "method": method}
    SLOW.warning("a statement%s took %.3f s", f" of {method}" if method else "", slow.seconds, extra=extra)


def _kinds(params: Mapping[str, Any]) -> dict[str, str]:
    return {name: _KINDS.get(kind := type(value).__name__, kind) for name, value in params.items()}
