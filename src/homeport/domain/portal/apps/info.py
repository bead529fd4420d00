"""What whoever calls is told of its credential and of the portal's plan.

Source: ``api-reference/common/system/app-info.md``.
"""

import re
from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.portal import settings
from homeport.domain.portal.apps import apps
from homeport.domain.portal.limits.plans import PLANS

_FAMILY = re.compile(r"[a-z]+")


def info(ctx: Ctx) -> dict[str, Any]:
    """The calling application, for which nothing is paid that could end; of a webhook its scopes alone."""
    current = settings.read(ctx.tx)
    license_type = PLANS[current.plan].license
    license_code = f"{current.language}_{license_type}"
    if ctx.credential.app is None:
        return {"SCOPE": ctx.credential.listed_scopes, "LICENSE": license_code}
    app = apps.find(ctx.tx, ctx.credential.app.id)
    assert app is not None
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
        "LICENSE": license_code,
        "LICENSE_TYPE": license_type,
        "LICENSE_FAMILY": family[0],
    }
