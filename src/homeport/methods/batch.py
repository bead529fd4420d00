"""``batch``: run by ``rpc/batch``; a command that names it again is refused."""

from homeport.core.ctx import Ctx
from homeport.core.errors import ERROR_BATCH_LENGTH_EXCEEDED, ERROR_BATCH_METHOD_NOT_ALLOWED
from homeport.rpc import method
from homeport.rpc.batch import Batch


@method("batch", scope="basic", batchable=False, errors=(ERROR_BATCH_LENGTH_EXCEEDED, ERROR_BATCH_METHOD_NOT_ALLOWED))
def batch(ctx: Ctx, p: Batch) -> None:
    """Run up to 50 calls in one request, later ones built from the results of earlier ones."""
    raise ERROR_BATCH_METHOD_NOT_ALLOWED()
