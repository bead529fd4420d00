"""``scope``, ``methods``, ``method.get``: what there is to call, and what the credential may call.

These methods tell of the registry that they are part of, so they are made when it is.
"""

from typing import Any

from homeport import documented
from homeport.core.ctx import BASIC, Credential, Ctx
from homeport.rpc import Flag, Method, Params, Registry
from homeport.rpc.dispatch import allowed
from homeport.rpc.method import make
from homeport.rpc.registry import Listed, listed


class Full(Params):
    full: Flag = Flag(False)


class Methods(Params):
    full: Flag = Flag(False)
    scope: Any = None


class ByName(Params):
    name: Any = None


def about(registry: Registry) -> tuple[Method, ...]:
    """The methods that tell of a registry."""

    def scope(ctx: Ctx, p: Full) -> list[str]:
        return sorted(documented.all_scopes() - {BASIC}) if p.full else ctx.credential.listed_scopes

    def methods(ctx: Ctx, p: Methods) -> list[str]:
        if p.full:
            return [entry.name for entry in registry.listed()]
        if p.scope is not None:
            wanted = p.scope if isinstance(p.scope, str) and p.scope else BASIC
            return [entry.name for entry in registry.listed() if wanted in entry.scope]
        return [entry.name for entry in registry.listed() if _available(entry, ctx.credential)]

    def method_get(ctx: Ctx, p: ByName) -> dict[str, bool]:
        found = registry.get(p.name) if isinstance(p.name, str) else None
        return {
            "isExisting": found is not None,
            "isAvailable": found is not None and _available(listed(found), ctx.credential),
        }

    return (
        make("scope", scope, scope=BASIC, summary="List the scopes of the credential, or all there are."),
        make("methods", methods, scope=BASIC, summary="List the methods that the credential may call, or all."),
        make("method.get", method_get, scope=BASIC, summary="Say whether a method exists and may be called."),
    )


def _available(entry: Listed, credential: Credential) -> bool:
    """Whether a credential may call a method: by its scopes, and where only applications may, by being one of these."""
    return allowed(entry.scope, credential) and (not entry.application or credential.app is not None)
