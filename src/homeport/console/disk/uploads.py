"""Addresses to which a page's script sends files."""

from starlette.responses import Response

from homeport.console.disk.shown import ctx_of, kind_of
from homeport.console.pages import data
from homeport.console.section import Signed
from homeport.domain.disk import uploading
from homeport.domain.disk.objects import FOLDER


async def address(visit: Signed) -> Response:
    """Where one file may be sent: to be in a folder, or another content of a file."""
    await visit.form()
    number = visit.number("id")
    if kind_of(visit) == FOLDER:
        told = await visit.call("disk.folder.uploadFile", id=number, generateUniqueName=True)
    else:
        told = await visit.portal.read(lambda tx: uploading.version_address(ctx_of(visit, tx), number))
    return data({"field": told["field"], "url": told["uploadUrl"]})
