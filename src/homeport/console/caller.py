"""Calls of the pages: the same methods as any client's, with the rights of whoever is signed in."""

from collections.abc import Mapping
from typing import Any

from homeport.core.ctx import Actor, Application, Credential, Page
from homeport.core.errors import CallError
from homeport.domain.portal.apps.apps import App
from homeport.domain.portal.portal import Portal
from homeport.rpc import Registry, batch, direct

Command = tuple[str, dict[str, Any]]
"""A method and its parameters."""


class Caller:
    """Calls methods as one user.

    A page can do nothing that the API cannot, and sees only what its user may read. Its calls are not in the request
    log, which is for what integrations do.

    :param registry: the methods served
    :param actor: the user
    :param app: the application that the page shows, when it is its calls
    """

    def __init__(self, portal: Portal, registry: Registry, actor: Actor, app: App | None = None) -> None:
        self._portal = portal
        self._registry = registry
        if app is not None:
            application = Application(app.id, app.client_id, token_id=0, confirmed={})
            self.credential = Credential(f"app:{app.id}", actor, app.scopes, application)
            return
        self.credential = Credential(f"user:{actor.user_id}", actor, registry.scopes)

    async def __call__(self, method: str, /, **params: Any) -> Any:
        """The result of a call.

        :param params: as documented, in any form that JSON allows
        :raises CallError: the method's refusal
        """
        answer = await self.answer(method, **params)
        return answer.result

    async def answer(self, method: str, /, **params: Any) -> Page:
        """The result of a call with its ``total`` and ``next``.

        :raises CallError: the method's refusal
        """
        return await direct.answer(self._portal, self._registry, self.credential, method, params)

    async def several(self, commands: Mapping[str, Command]) -> dict[str, Page]:
        """The results of calls that are made together, by their names; what is refused is left out.

        :param commands: methods and their parameters; any number, as many batches as they need
        """
        found: dict[str, Page] = {}
        named = list(commands.items())
        for first in range(0, len(named), batch.MAX_COMMANDS):
            some = named[first : first + batch.MAX_COMMANDS]
            told = await self(
                "batch", cmd={name: {"method": method, "params": given} for name, (method, given) in some}
            )
            results, totals, following = (
                batch.by_key(told[part]) for part in ("result", "result_total", "result_next")
            )
            found |= {name: Page(result, totals.get(name), following.get(name)) for name, result in results.items()}
        return found

    async def refusals(self, commands: Mapping[str, Command]) -> dict[str, str]:
        """Make calls together, each for itself; why those were refused that were, by their names."""
        found: dict[str, str] = {}
        named = list(commands.items())
        for first in range(0, len(named), batch.MAX_COMMANDS):
            some = named[first : first + batch.MAX_COMMANDS]
            told = await self(
                "batch", cmd={name: {"method": method, "params": given} for name, (method, given) in some}
            )
            errors = batch.by_key(told["result_error"])
            found |= {name: str(each.get("error_description") or each["error"]) for name, each in errors.items()}
        return found

    async def or_none(self, method: str, /, **params: Any) -> Any:
        """The result of a call, or None where the method refuses it."""
        try:
            return await self(method, **params)
        except CallError:
            return None
