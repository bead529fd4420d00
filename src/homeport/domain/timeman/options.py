"""The portal's settings of working time, each by its name."""

from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.timeman.tables import OPTION
from homeport.store import Query

_VALUE = Query(select(OPTION.c.VALUE).where(OPTION.c.NAME == bindparam("name")))


def read(ctx: Ctx, name: str, usual: Any) -> Any:
    """A setting; ``usual`` until it is set."""
    text = ctx.tx.value(_VALUE, name=name)
    return usual if text is None else msgspec.json.decode(text)


def put(ctx: Ctx, name: str, value: Any) -> None:
    """Set a setting."""
    text = msgspec.json.encode(value).decode()
    if not ctx.tx.update(OPTION, {"NAME": name}, {"VALUE": text}):
        ctx.tx.insert(OPTION, {"NAME": name, "VALUE": text})
