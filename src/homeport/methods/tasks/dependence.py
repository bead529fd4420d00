"""``task.dependence.*``: links between tasks on a plan."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.tasks import dependences
from homeport.methods.family import as_id
from homeport.rpc import Id, Ordered, method


class Between(Ordered):
    task_id_from: Id
    task_id_to: Id


class Add(Between):
    link_type: Id


@method("task.dependence.add", writes=True, errors=(dependences.EXISTS, dependences.NO_ADDING))
def add(ctx: Ctx, p: Add) -> list[Any]:
    """Let a task depend on another."""
    refusal = dependences.NO_ADDING
    dependences.add(ctx, as_id(p.task_id_from, refusal), as_id(p.task_id_to, refusal), p.link_type)
    return []


@method("task.dependence.delete", writes=True, errors=(dependences.ABSENT, dependences.NO_DELETING))
def delete(ctx: Ctx, p: Between) -> list[Any]:
    """Take the link between two tasks away."""
    refusal = dependences.NO_DELETING
    dependences.delete(ctx, as_id(p.task_id_from, refusal), as_id(p.task_id_to, refusal))
    return []
