"""``tasks.flow.Flow.*``: flows, which give tasks to people by a rule."""

from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import MISSING_PARAMETER
from homeport.domain.records.fields import Values
from homeport.domain.tasks.flows import flows
from homeport.methods.family import as_id
from homeport.rpc import Params, method

SCOPE = "task"

DELETING = replace(flows.DIALECT, denied=flows.STREAM_DENIED)


class WithData(Params):
    flow_data: Any = None


class Named(WithData):
    name: Any = None
    id: Any = None


class OfFlow(Params):
    flow_id: Any = None


def _data(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise MISSING_PARAMETER(name="flowData")
    return given


def _flow(given: Any, name: str = "flowId") -> int:
    """The number of a flow, as a client sent it.

    :raises CallError: ``100`` when it is left out; ``NOT_FOUND`` when it is none
    """
    if given is None:
        raise MISSING_PARAMETER(name=name)
    return as_id(given, flows.NOT_FOUND)


@method("tasks.flow.Flow.create", scope=SCOPE, writes=True, errors=(flows.DENIED, flows.UNFIT, flows.TAKEN))
def create(ctx: Ctx, p: WithData) -> Values:
    """Make a flow."""
    return flows.add(ctx, _data(p.flow_data))


@method(
    "tasks.flow.Flow.update",
    scope=SCOPE,
    writes=True,
    errors=(flows.DENIED, flows.NOT_FOUND, flows.UNFIT, flows.TAKEN),
)
def update(ctx: Ctx, p: WithData) -> Values:
    """Change a flow."""
    given = dict(_data(p.flow_data))
    return flows.change(ctx, _flow(given.pop("id", None), "id"), given)


@method("tasks.flow.Flow.get", scope=SCOPE, errors=(flows.DENIED, flows.NOT_FOUND))
def get(ctx: Ctx, p: OfFlow) -> Values:
    """Return a flow."""
    return flows.get(ctx, _flow(p.flow_id))


@method("tasks.flow.Flow.delete", scope=SCOPE, writes=True, errors=(flows.STREAM_DENIED, flows.NOT_FOUND))
def delete(ctx: Ctx, p: WithData) -> dict[str, bool]:
    """Delete a flow; its tasks stay."""
    flows.delete(ctx, _flow(_data(p.flow_data).get("id"), "id"), DELETING)
    return {"deleted": True}


@method("tasks.flow.Flow.isExists", scope=SCOPE, errors=(flows.STREAM_DENIED,))
def is_exists(ctx: Ctx, p: Named) -> dict[str, bool]:
    """Whether another flow has a name."""
    data = _data(p.flow_data)
    name, number = data.get("name", p.name), data.get("id", p.id)
    if not isinstance(name, str):
        raise MISSING_PARAMETER(name="name")
    return {"exists": flows.is_named(ctx.tx, name, as_id(number, flows.NOT_FOUND) if number else 0)}


@method("tasks.flow.Flow.activate", scope=SCOPE, writes=True, errors=(flows.STREAM_DENIED, flows.NOT_FOUND))
def activate(ctx: Ctx, p: OfFlow) -> bool:
    """Turn a flow off, or on again."""
    flows.switch(ctx, _flow(p.flow_id))
    return True


@method("tasks.flow.Flow.pin", scope=SCOPE, writes=True, errors=(flows.STREAM_DENIED,))
def pin(ctx: Ctx, p: OfFlow) -> bool:
    """Pin a flow in the caller's list, or unpin it; the answer says which."""
    return flows.pin(ctx, _flow(p.flow_id))
