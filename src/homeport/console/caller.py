"""Calls of the pages: the same methods as any client's, with the rights of whoever is signed in."""

from typing import Any

from homeport.core.ctx import Credential, Page
from homeport.core.errors import CallError
from homeport.domain.portal.portal import Portal, actor_of
from homeport.rpc import Registry, direct


class Caller:
    """Calls methods as one user.

    A page can do nothing that the API cannot, and sees only what its user may read. Its calls are not in the request
    log, which is for what integrations do.

    :param registry: the methods served
    """

    def __init__(self, portal: Portal, registry: Registry, user_id: int) -> None:
        self._portal = portal
        self._registry = registry
        scopes = frozenset(scope for method in registry for scope in method.scope)
        self.credential = Credential(f"user:{user_id}", actor_of(portal.store.reading(), user_id), scopes)

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

    async def or_none(self, method: str, /, **params: Any) -> Any:
        """The result of a call, or None where the method refuses it."""
        try:
            return await self(method, **params)
        except CallError:
            return None
