"""``feature.*``: what the portal can do."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.portal import features
from homeport.rpc import Params, method


class ByCode(Params):
    code: Any = None


@method("feature.get", scope="basic", errors=(features.CODE_EMPTY,))
def get(ctx: Ctx, p: ByCode) -> dict[str, str]:
    """Say whether the portal has a feature."""
    code = p.code if isinstance(p.code, str) else ""
    return {"value": "Y" if features.is_available(code) else "N"}
