"""``batch``: run by ``rpc/batch`` and ``rpc/batch_v3``; a command that names it again is refused."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ERROR_BATCH_LENGTH_EXCEEDED, ERROR_BATCH_METHOD_NOT_ALLOWED
from homeport.core.errors_v3 import INVALID_SELECT
from homeport.rpc import Empty, method
from homeport.rpc.batch import Batch

ERRORS = (ERROR_BATCH_LENGTH_EXCEEDED, ERROR_BATCH_METHOD_NOT_ALLOWED)


@method("batch", scope="basic", batchable=False, errors=ERRORS)
def batch(ctx: Ctx, p: Batch) -> None:
    """Run up to 50 calls in one request, later ones built from the results of earlier ones."""
    raise ERROR_BATCH_METHOD_NOT_ALLOWED()


@method("batch", version=3, scope="basic", batchable=False, errors=(*ERRORS, INVALID_SELECT))
def batch_v3(ctx: Ctx, p: Empty) -> list[Any]:
    """Run up to 50 calls in one request, all of them or none."""
    raise ERROR_BATCH_METHOD_NOT_ALLOWED()
