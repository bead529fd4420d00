"""``bizproc.workflow.*``: processes."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.domain.bizproc import workflows
from homeport.methods.bizproc._params import List
from homeport.rpc import Underscored, method


class Start(Underscored):
    template_id: Any = None
    document_id: Any = None
    parameters: Any = None


class ById(Underscored):
    id: Any = None


class Terminate(ById):
    status: Any = None


@method(
    "bizproc.workflow.start",
    writes=True,
    errors=(
        workflows.DENIED,
        workflows.NO_TEMPLATE_ID,
        workflows.NO_TEMPLATE,
        workflows.WRONG_DOCUMENT,
        workflows.NO_TYPE,
        workflows.MISMATCH,
    ),
)
def start(ctx: Ctx, p: Start) -> str:
    """Start a process on a document; its identifier."""
    return workflows.start(ctx, p.template_id, p.document_id, p.parameters)


@method("bizproc.workflow.instances", heavy=True, errors=(workflows.DENIED,))
def instances(ctx: Ctx, p: List) -> Page:
    """List the processes that run."""
    return workflows.page(ctx, p.select, p.filter, p.order, p.start)


@method("bizproc.workflow.terminate", writes=True, errors=(workflows.DENIED, workflows.NO_ID))
def terminate(ctx: Ctx, p: Terminate) -> bool:
    """Stop a process; what it was stays."""
    workflows.terminate(ctx, p.id, p.status)
    return True


@method("bizproc.workflow.kill", writes=True, errors=(workflows.DENIED, workflows.NO_ID))
def kill(ctx: Ctx, p: ById) -> bool:
    """Delete a process with all that it was."""
    workflows.kill(ctx, p.id)
    return True
