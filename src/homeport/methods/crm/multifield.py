"""``crm.multifield.*``: phones, e-mail addresses, websites and messengers."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.records.descriptions import described
from homeport.rpc import NoParams, method

FIELDS = {
    "ID": described("int", "ID", read_only=True),
    "TYPE_ID": described("string", "Field type", read_only=True),
    "VALUE": described("string", "Value"),
    "VALUE_TYPE": described("string", "Value type"),
}


@method("crm.multifield.fields")
def fields(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Describe the fields of a multifield's value."""
    return FIELDS
