"""Consents: kept with the agreement, the moment, and from where they came.

Source: ``user-consent-consent-add.md``.
"""

import ipaddress
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, read_string
from homeport.domain.portal.people import users
from homeport.domain.userconsent import agreements
from homeport.domain.userconsent.tables import CONSENT

WRONG_IP = ErrorKind("ERROR_ARGUMENT", "Invalid IP address.")
WRONG_VALUE = ErrorKind("ERROR_ARGUMENT", "Invalid value of the parameter `{name}`.")

MOST_LETTERS = 4_000


def add(ctx: Ctx, agreement: int, ip: Any, user: Any, texts: dict[str, Any]) -> int:
    """Keep a consent; its number.

    :param user: who has consented; empty for who is no user
    :param texts: ``URL``, ``ORIGIN_ID``, ``ORIGINATOR_ID``
    :raises CallError: ``agreements.UNKNOWN``, ``WRONG_IP``, ``WRONG_VALUE``
    """
    row: dict[str, Any] = {"AGREEMENT_ID": agreements.find(agreement).id, "DATE_INSERT": ctx.clock.stamp()}
    try:
        row["IP"] = str(ipaddress.ip_address(str(ip).strip()))
    except ValueError:
        raise WRONG_IP() from None
    if not is_empty(user):
        if not str(user).isdecimal() or len(str(user)) > 18 or not users.exists(ctx.tx, int(user)):
            raise WRONG_VALUE(name="USER_ID")
        row["USER_ID"] = int(user)
    for name, value in texts.items():
        try:
            row[name] = (read_string(value, ctx.clock.zone) or "")[:MOST_LETTERS] or None
        except ValueError:
            raise WRONG_VALUE(name=name) from None
    return ctx.tx.insert(CONSENT, row)
