"""Calls of the pages: the same methods as any client's, with the rights of whoever is signed in."""

from typing import Any

from homeport.core.ctx import Application, Credential, Page
from homeport.core.errors import CallError
from homeport.domain.portal.apps import App
from homeport.domain.portal.portal import Portal, actor_of
from homeport.rpc import Registry, batch, dispatch
from homeport.rpc.dispatch import Stopwatch


class Caller:
    """Calls methods as one user.

    A page can do nothing that the API cannot, and sees only what its user may read. Its calls are not in the request
    log, which is for what integrations do.

    :param registry: the methods served
    :param app: the application that the page shows, when it is its calls
    """

    def __init__(self, portal: Portal, registry: Registry, user_id: int, app: App | None = None) -> None:
        self._portal = portal
        self._registry = registry
        actor = actor_of(portal.store.reading(), user_id)
        if app is not None:
            application = Application(app.id, app.client_id, token_id=0, confirmed={})
            self.credential = Credential(f"app:{app.id}", actor, app.scopes, application)
            return
        scopes = frozenset(scope for method in registry for scope in method.scope)
        self.credential = Credential(f"user:{user_id}", actor, scopes)

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
        found = dispatch.resolve(self._portal, self._registry, method, self.credential)
        watch = Stopwatch(self._portal.clock)
        if found.name == "batch":
            return Page(await batch.call(self._portal, self._registry, self.credential, params, watch))
        result = await dispatch.call(self._portal, found, self.credential, params, watch)
        return result if isinstance(result, Page) else Page(result)

    async def or_none(self, method: str, /, **params: Any) -> Any:
        """The result of a call, or None where the method refuses it."""
        try:
            return await self(method, **params)
        except CallError:
            return None
