"""The methods of icons and of logos, which are alike."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED, INVALID_ARG_VALUE
from homeport.domain.crm.timeline import pictures
from homeport.domain.crm.timeline.pictures import Kind
from homeport.rpc import Method, NoParams, Params
from homeport.rpc.method import make


class ByCode(Params):
    code: str


class Add(ByCode):
    file_content: str


def methods(kind: Kind, prefix: str, plural: str) -> list[Method]:
    """The methods of a kind of pictures.

    :param prefix: for example ``crm.timeline.icon``
    :param plural: what the list calls them
    """
    name = kind.name

    def add(ctx: Ctx, p: Add) -> dict[str, Any]:
        return {name: pictures.add(ctx, kind, p.code, p.file_content)}

    def get(ctx: Ctx, p: ByCode) -> dict[str, Any]:
        return {name: pictures.get(ctx, kind, p.code)}

    def list_(ctx: Ctx, p: NoParams) -> Page:
        found = pictures.listed(ctx, kind)
        return Page({plural: found}, len(found))

    def delete(ctx: Ctx, p: ByCode) -> bool:
        pictures.delete(ctx, kind, p.code)
        return True

    adds = (ACCESS_DENIED, INVALID_ARG_VALUE, pictures.SAVE_ERROR)
    return [
        make(
            f"{prefix}.add",
            add,
            summary=f"Add a picture that log entries can have as their {name}.",
            errors=adds,
            writes=True,
        ),
        make(f"{prefix}.get", get, summary=f"Return the {name} of a code.", errors=(kind.not_found,)),
        make(f"{prefix}.list", list_, summary=f"List every {name} that there is."),
        make(
            f"{prefix}.delete",
            delete,
            summary=f"Delete a {name} that was added.",
            errors=(ACCESS_DENIED, kind.not_found),
            writes=True,
        ),
    ]
