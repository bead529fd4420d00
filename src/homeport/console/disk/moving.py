"""Choosing where a folder or a file is to go, by walking there."""

from urllib.parse import urlencode

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.crm.search import read_number
from homeport.console.disk import shown
from homeport.console.disk.shown import kind_of, row_of, way_to
from homeport.console.section import Signed
from homeport.console.turning import turned
from homeport.domain.disk.objects import FOLDER


async def ask(visit: Signed) -> Response:
    """The folders of a place, one of which is to be walked into, or is where it goes."""
    kind, number = kind_of(visit), visit.number("id")
    row = await row_of(visit, kind, number)
    at = read_number(visit.query("to")) or int(row["PARENT_ID"] or row["ID"])
    folder = await row_of(visit, FOLDER, at)
    start = read_number(visit.query("start")) or 0
    page = await visit.call.answer(
        "disk.folder.getChildren", id=at, filter={"TYPE": FOLDER}, order={"NAME": "ASC", "ID": "ASC"}, start=start
    )
    path = f"/disk/{kind}/{number}/move/"
    way = await way_to(visit, folder)

    def into(folder_id: object) -> str:
        return f"{path}?{urlencode({'to': str(folder_id)})}"

    (seen,) = await shown.shown(visit, [row])
    return visit.page(
        "disk/move",
        seen=seen,
        folder=folder,
        path=path,
        steps=[(title, into(place.rstrip("/").rpartition("/")[2])) for title, place in way.steps[1:]],
        folders=[(each["NAME"], into(each["ID"]), str(each["ID"]) == str(number)) for each in page.result],
        turned=turned(path, {"to": str(at)}, page, start),
        stays=str(row["PARENT_ID"]) == str(at),
        elsewhere=row["STORAGE_ID"] != folder["STORAGE_ID"],
    )


async def go(visit: Signed) -> Response:
    """Move it there, or copy it."""
    form = await visit.form()
    kind, number, to = kind_of(visit), visit.number("id"), form.get("to", "")
    verb = "copyTo" if form.get("do") == "copy" else "moveTo"
    await visit.call(f"disk.{kind}.{verb}", id=number, targetFolderId=to)
    return done(visit, f"/disk/folder/{read_number(to)}/")
