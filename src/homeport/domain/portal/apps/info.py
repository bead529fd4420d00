"""What an application is told of itself and of the portal's plan.

Source: ``api-reference/common/system/app-info.md``.
"""

import re
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.portal import settings
from homeport.domain.portal.apps import apps
from homeport.domain.portal.limits.plans import PLANS

ACCESS_DENIED = ErrorKind("ACCESS_DENIED", "Access denied! Application context required")

_FAMILY = re.compile(r"[a-z]+")


def info(ctx: Ctx) -> dict[str, Any]:
    """The calling application. What is paid for ends never: it is a local one."""
    assert ctx.credential.app is not None
    app = apps.find(ctx.tx, ctx.credential.app.id)
    assert app is not None
    current = settings.read(ctx.tx)
    license_type = PLANS[current.plan].license
    family = _FAMILY.match(license_type)
    assert family is not None
    return {
        "ID": app.id,
        "CODE": app.client_id,
        "VERSION": app.version,
        "STATUS": app.status,
        "INSTALLED": app.installed,
        "PAYMENT_EXPIRED": "N",
        "DAYS": None,
        "LANGUAGE_ID": current.language,
        "LICENSE": f"{current.language}_{license_type}",
        "LICENSE_TYPE": license_type,
        "LICENSE_FAMILY": family[0],
    }
