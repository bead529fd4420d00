"""Calls from within: a method by its name, as whoever calls, without the wire."""

from typing import Any

from homeport.core.ctx import Credential, Page
from homeport.rpc import batch, dispatch
from homeport.rpc.dispatch import Host, Stopwatch
from homeport.rpc.registry import Registry


async def answer(host: Host, registry: Registry, credential: Credential, name: str, params: dict[str, Any]) -> Page:
    """The result of a method of REST 2, with its ``total`` and ``next``.

    :param params: as documented, in any form that JSON allows
    :raises CallError: the refusals of dispatch, and the method's own
    """
    found = await host.store.turn(lambda: dispatch.resolve(host, registry, name, credential))
    watch = Stopwatch(host.clock)
    watch.run(found.name)
    if found.name == "batch":
        return Page(await batch.call(host, registry, credential, params, watch))
    result = await dispatch.call_anyhow(host, found, credential, params, watch)
    return result._replace(result=result.read(), written=False) if isinstance(result, Page) else Page(result)
