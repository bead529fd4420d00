"""Files of the disk that are taken for something else, as if a client had sent them."""

import base64

from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.domain.disk import access, objects, versions
from homeport.domain.disk.access import Level
from homeport.domain.disk.objects import FILE
from homeport.domain.files.files import blobs_of

MOST = 16 * 1024 * 1024
"""Bytes of a file that can be taken."""


def sent(ctx: Ctx, number: int, refusal: ErrorKind) -> list[str]:
    """A file of the disk that the caller may read, as ``[name, base64]``.

    :raises CallError: ``refusal`` when there is none, and when it is too long
    """
    try:
        row = objects.find(ctx, FILE, number)
        access.require(ctx, Level.READ, number)
        stored = versions.stored_of(ctx, row["FILE_ID"], row["NAME"])
    except CallError:
        raise refusal() from None
    if stored.size > MOST:
        raise refusal()
    with blobs_of(ctx.tx).open(stored.hash) as file:
        return [stored.name, base64.b64encode(file.read()).decode()]
