"""``userconsent.agreement.*``: agreements to read."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.records.filters import as_map
from homeport.domain.userconsent import agreements
from homeport.methods.family import as_id
from homeport.rpc import NoParams, Params, method


class Text(Params):
    id: Any = None
    replace: Any = None


@method("userconsent.agreement.list")
def list_(ctx: Ctx, p: NoParams) -> list[dict[str, str]]:
    """List the agreements."""
    return agreements.listed()


@method("userconsent.agreement.text", errors=(agreements.MISSING, agreements.UNKNOWN))
def text(ctx: Ctx, p: Text) -> dict[str, str]:
    """Return the text of an agreement, with what is said of whoever asks for it."""
    found = agreements.find(as_id(p.id, agreements.MISSING))
    said = {name.lower(): value for name, value in as_map(p.replace).items()}
    return agreements.text(found, said.get("button_caption"), as_map(said.get("fields")))
