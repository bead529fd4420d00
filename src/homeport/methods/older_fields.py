"""Older methods that describe fields as those of the CRM do, in a list of one."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import CLASSIC, Dialect
from homeport.rpc import Method, NoParams
from homeport.rpc.method import make


def older_fields(name: str, collection: Collection, speech: Dialect) -> Method:
    """A method that describes the fields of a collection.

    :param speech: names the fields, and words the refusal
    """

    def fields(ctx: Ctx, p: NoParams) -> list[dict[str, Any]]:
        if collection.access.grant(ctx, Operation.READ) is None:
            raise speech.unreadable()
        described = {}
        for field in collection.fields:
            facts = field.facts(universal=True)
            described[speech.name(field)] = {key: facts[key] for key in CLASSIC.described}
        return [described]

    return make(
        name,
        fields,
        params=NoParams,
        summary="Describe the fields, by the method's older name.",
        errors=(speech.unreadable,),
    )
