"""The addresses that methods tell as ``DETAIL_URL``: whose drive it is, and the names on the way down."""

from starlette.responses import Response

from homeport.console.disk.shown import row_of
from homeport.console.pages import ProblemError, redirect
from homeport.console.section import Signed
from homeport.domain.disk import storages
from homeport.domain.disk.objects import FOLDER

PLACES = {
    "/company/personal/user/{of}/disk/{way}": storages.USERS,
    "/workgroups/group/{of}/disk/{way}": storages.GROUPS,
    "/docs/{way}": storages.COMMON,
}
"""The beginnings of addresses, by whose drives they are of."""


async def lead(visit: Signed) -> Response:
    """Lead to what an address names."""
    path = visit.request.scope["path"]
    kind = next(kind for place, kind in PLACES.items() if path.startswith(place.partition("{")[0]))
    wanted = {"ENTITY_TYPE": kind} | ({"ENTITY_ID": visit.path("of")} if kind != storages.COMMON else {})
    found = await visit.call("disk.storage.getList", filter=wanted)
    names = [name for name in visit.request.path_params.get("names", "").split("/") if name]
    at = await row_of(visit, FOLDER, int(found[0]["ROOT_OBJECT_ID"])) if found else None
    for name in names:
        if at is None or at["TYPE"] != FOLDER:
            at = None
            break
        within = await visit.call("disk.folder.getChildren", id=at["ID"], filter={"=NAME": name})
        at = within[0] if within else None
    if at is None:
        raise ProblemError("There is nothing of that name", "It may have been moved, or called otherwise.", 404)
    return redirect(f"/disk/{at['TYPE']}/{at['ID']}/")
