"""``crm.activity.todo.*``: universal activities."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED, INVALID_ARG_VALUE, MISSING_PARAMETER
from homeport.core.owner import Owner
from homeport.domain.crm.activity import bindings, todo
from homeport.rpc import Id, Params, method

ERRORS = (todo.NOT_FOUND, bindings.OWNER_NOT_FOUND, ACCESS_DENIED)
WRITE_ERRORS = (*ERRORS, todo.WRONG_DATETIME_FORMAT, todo.CAN_NOT_UPDATE_WRONG_COLOR_TODO, INVALID_ARG_VALUE)


class Todo(Params, kw_only=True):
    owner_type_id: Id
    owner_id: Id
    deadline: Any
    title: Any = None
    description: Any = None
    responsible_id: Any = None
    parent_activity_id: Any = None
    ping_offsets: Any = None
    color_id: Any = None


class Update(Todo, kw_only=True):
    id: Id


class OfTodo(Params, kw_only=True):
    id: Id
    owner_type_id: Id
    owner_id: Id


class UpdateColor(OfTodo, kw_only=True):
    color_id: Any


class UpdateDeadline(OfTodo, kw_only=True):
    value: Any


class UpdateDescription(OfTodo, kw_only=True):
    value: str


class UpdateResponsibleUser(OfTodo, kw_only=True):
    responsible_id: Id


@method("crm.activity.todo.add", writes=True, errors=WRITE_ERRORS)
def add(ctx: Ctx, p: Todo) -> dict[str, int]:
    """Plan a universal activity for a record."""
    return {"id": todo.add(ctx, Owner(p.owner_type_id, p.owner_id), _given(p))}


@method(
    "crm.activity.todo.update",
    writes=True,
    errors=(*WRITE_ERRORS, todo.CAN_NOT_UPDATE_COMPLETED_TODO, todo.ERROR_PARENT_ACTIVITY_RESTRICT),
)
def update(ctx: Ctx, p: Update) -> dict[str, int]:
    """Change a universal activity."""
    todo.change(ctx, p.id, Owner(p.owner_type_id, p.owner_id), _given(p))
    return {"id": p.id}


@method(
    "crm.activity.todo.updateColor",
    writes=True,
    errors=(*ERRORS, todo.CAN_NOT_UPDATE_COLOR_COMPLETED_TODO, todo.CAN_NOT_UPDATE_WRONG_COLOR_TODO),
)
def update_color(ctx: Ctx, p: UpdateColor) -> dict[str, int]:
    """Change the color of a universal activity."""
    changed = {"colorId": _required(p.color_id, "colorId")}
    todo.change(
        ctx, p.id, Owner(p.owner_type_id, p.owner_id), changed, completed=todo.CAN_NOT_UPDATE_COLOR_COMPLETED_TODO
    )
    return {"id": p.id}


@method(
    "crm.activity.todo.updateDeadline",
    writes=True,
    errors=(*ERRORS, todo.WRONG_DATETIME_FORMAT, todo.CAN_NOT_UPDATE_COMPLETED_TODO),
)
def update_deadline(ctx: Ctx, p: UpdateDeadline) -> dict[str, int]:
    """Change the deadline of a universal activity."""
    todo.change(ctx, p.id, Owner(p.owner_type_id, p.owner_id), {"deadline": _required(p.value, "value")})
    return {"id": p.id}


@method("crm.activity.todo.updateDescription", writes=True, errors=(*ERRORS, todo.CAN_NOT_UPDATE_COMPLETED_TODO))
def update_description(ctx: Ctx, p: UpdateDescription) -> dict[str, int]:
    """Change the description of a universal activity."""
    todo.change(ctx, p.id, Owner(p.owner_type_id, p.owner_id), {"description": p.value})
    return {"id": p.id}


@method(
    "crm.activity.todo.updateResponsibleUser",
    writes=True,
    errors=(*ERRORS, todo.CAN_NOT_UPDATE_RESPONSIBLE_USER_COMPLETED_TODO, INVALID_ARG_VALUE),
)
def update_responsible_user(ctx: Ctx, p: UpdateResponsibleUser) -> dict[str, int]:
    """Make another user responsible for a universal activity."""
    todo.change(
        ctx,
        p.id,
        Owner(p.owner_type_id, p.owner_id),
        {"responsibleId": p.responsible_id},
        completed=todo.CAN_NOT_UPDATE_RESPONSIBLE_USER_COMPLETED_TODO,
    )
    return {"id": p.id}


def _given(p: Todo) -> dict[str, Any]:
    return {
        "deadline": _required(p.deadline, "deadline"),
        "title": p.title,
        "description": p.description,
        "responsibleId": p.responsible_id,
        "parentActivityId": p.parent_activity_id,
        "pingOffsets": p.ping_offsets,
        "colorId": p.color_id,
    }


def _required(given: Any, name: str) -> Any:
    if given is None:
        raise MISSING_PARAMETER(name=name)
    return given
