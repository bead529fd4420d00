"""The next number of a numerator. One numerator counts for all templates that name it.

Sources: ``document-generator-numerator-add.md``, ``how-to-generate-documents.md``.
"""

import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.documentgenerator.tables import COUNTER, NUMERATOR
from homeport.store import Query

NO_NUMBER = ErrorKind("0", "Error getting next number")

_PERIODS = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}
_WORD = re.compile(r"\{([A-Z_]+)\}")
_MOST = 2**62
_NUMERATOR = Query(select(NUMERATOR.c.TEMPLATE, NUMERATOR.c.SETTINGS).where(NUMERATOR.c.ID == bindparam("id")))
_LAST = Query(
    select(COUNTER.c.LAST).where(COUNTER.c.NUMERATOR_ID == bindparam("id"), COUNTER.c.PERIOD == bindparam("period"))
)


def next_number(ctx: Ctx, numerator: int, words: Mapping[str, str], *, spends: bool) -> str:
    """The number that the next document has.

    :param words: what else stands in braces in a numerator's template, such as ``CLIENT_ID``
    :param spends: whether the one after it gets another one
    :raises CallError: :data:`NO_NUMBER` when the numerator is gone, or has come to its end
    """
    row = ctx.tx.one(_NUMERATOR, id=numerator)
    if row is None:
        raise NO_NUMBER()
    settings = msgspec.json.decode(row[1])
    zone = ZoneInfo(settings["timezone"]) if settings["timezone"] else ctx.clock.zone
    now = datetime.fromtimestamp(ctx.clock.now(), UTC).astimezone(zone)
    number = ""
    if "{NUMBER}" in row[0]:
        period = now.strftime(_PERIODS.get(settings["periodicBy"] or "", ""))
        last = ctx.tx.value(_LAST, id=numerator, period=period)
        count = settings["start"] if last is None else last + settings["step"]
        if count > _MOST:
            raise NO_NUMBER()
        if spends:
            key = {"NUMERATOR_ID": numerator, "PERIOD": period}
            if last is None:
                ctx.tx.delete(COUNTER, NUMERATOR_ID=numerator)  # of periods that are over
                ctx.tx.insert(COUNTER, {**key, "LAST": count})
            else:
                ctx.tx.update(COUNTER, key, {"LAST": count})
        number = str(count).rjust(settings["length"], settings["padString"])
    known = {
        "NUMBER": number,
        "DAY": now.strftime("%d"),
        "MONTH": now.strftime("%m"),
        "YEAR": now.strftime("%Y"),
        "RANDOM": str(secrets.randbelow(900_000) + 100_000) if spends else "",
        **words,
    }
    return _WORD.sub(lambda found: known.get(found[1], found[0]), row[0])
