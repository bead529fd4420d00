"""``rest.*`` and ``documentation``: what REST 3.0 has, told by itself.

These methods tell of the registry that they are part of, so they are made when it is.
"""

from functools import cache
from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import ERROR_MANIFEST_IS_NOT_AVAILABLE
from homeport.domain.portal import settings
from homeport.methods import lines
from homeport.rpc import Empty, Method, Registry, openapi
from homeport.rpc.method import make
from homeport.rpc.openapi import Document


class Scopes(msgspec.Struct):
    """Which scopes a method needs: any of them will do."""

    module: str
    method: str
    scopes: list[str]
    version: int


def about(registry: Registry) -> tuple[Method, ...]:
    """The methods that tell of a registry."""

    @cache
    def document() -> Document:
        told = openapi.document(registry.v3, lambda method, name: lines.of(method, 3, name))
        return Document(msgspec.json.encode(told))

    def documentation(ctx: Ctx, p: Empty) -> Document:
        if not settings.read(ctx.tx).documentation:
            raise ERROR_MANIFEST_IS_NOT_AVAILABLE()
        return document()

    def scope_list(ctx: Ctx, p: Empty) -> dict[str, list[Scopes]]:
        found = [*registry.listed(), *registry.v3.listed()]
        return {
            "items": [
                Scopes(entry.name.partition(".")[0], entry.name, list(entry.scope), entry.version)
                for entry in sorted(found, key=lambda entry: (entry.name, entry.version))
            ]
        }

    of_3: dict[str, Any] = {"scope": "basic", "version": 3}
    told: dict[str, Any] = {
        **of_3,
        "batchable": False,  # it has no envelope, so it cannot be one of several results
        "errors": (ERROR_MANIFEST_IS_NOT_AVAILABLE,),
        "summary": "Describe the methods of REST 3.0 as an OpenAPI document.",
    }
    return (
        make("rest.documentation.openapi", documentation, **told),
        make("documentation", documentation, **told),
        make("rest.scope.list", scope_list, **of_3, summary="List which scope each method needs."),
    )
