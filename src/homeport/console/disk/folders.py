"""What is in a folder, a page at a time; drives; the trash."""

from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from homeport.console.crm.search import read_number
from homeport.console.disk import shown
from homeport.console.disk.shown import ctx_of, level_of, row_of, way_to
from homeport.console.pages import redirect
from homeport.console.section import Signed
from homeport.console.turning import turned
from homeport.core.ctx import Page
from homeport.domain.disk import objects, search, storages
from homeport.domain.disk.objects import FOLDER
from homeport.store import Transaction

ORDERS = {
    "name": ("Name", {"TYPE": "DESC", "NAME": "ASC", "ID": "ASC"}),
    "changed": ("Changed last", {"TYPE": "DESC", "UPDATE_TIME": "DESC", "ID": "DESC"}),
}
"""How a folder is sorted: folders first."""

STORAGES = {
    storages.COMMON: "Of the company",
    storages.GROUPS: "Of groups",
    storages.USERS: "Of people",
    storages.APPS: "Of applications",
}
"""The headings of drives, in their order."""


async def show_home(visit: Signed) -> Response:
    """Lead to the person's own drive."""
    own = await visit.call(
        "disk.storage.getList", filter={"ENTITY_TYPE": storages.USERS, "ENTITY_ID": str(visit.someone.user_id)}
    )
    return redirect(f"/disk/folder/{own[0]['ROOT_OBJECT_ID']}/" if own else "/disk/storages/")


async def show_storages(visit: Signed) -> Response:
    """The drives that the person may read."""
    start = read_number(visit.query("start")) or 0
    page = await visit.call.answer("disk.storage.getList", order={"ENTITY_TYPE": "ASC", "NAME": "ASC"}, start=start)
    groups = [
        (title, [each for each in page.result if each["ENTITY_TYPE"] == kind]) for kind, title in STORAGES.items()
    ]
    return visit.page(
        "disk/storages",
        groups=[(title, found) for title, found in groups if found],
        turned=turned("/disk/storages/", {}, page, start),
    )


async def show_folder(visit: Signed) -> Response:
    """A page of a folder, or of what is found in it."""
    number = visit.number("id")
    row = await row_of(visit, FOLDER, number)
    words, start = visit.query("q").strip(), read_number(visit.query("start")) or 0
    order = visit.query("sort") if visit.query("sort") in ORDERS else "name"
    grid = visit.query("view") == "grid"
    page = Page([])
    if len(words) >= search.SHORTEST:
        page = await visit.call.answer(
            "disk.file.search", query=words, type="all", filter={"FOLDER_ID": number}, start=start
        )
    elif not words:
        page = await visit.call.answer("disk.folder.getChildren", id=number, order=ORDERS[order][1], start=start)
    given = {"q": words, "sort": "" if order == "name" else order, "view": "grid" if grid else ""}
    given = {name: value for name, value in given.items() if value}
    path = f"/disk/folder/{number}/"
    way = await way_to(visit, row)
    return visit.page(
        "disk/folder",
        folder=row,
        path=path,
        way=way,
        is_root=not row["PARENT_ID"],
        level=await level_of(visit, number),
        shown=await shown.shown(visit, page.result),
        turned=turned(path, given, page, start),
        words=words,
        short=0 < len(words) < search.SHORTEST,
        shortest=search.SHORTEST,
        order=order,
        orders={code: title for code, (title, _) in ORDERS.items()},
        grid=grid,
        views={name: f"{path}?{urlencode({**given, 'view': name})}" for name in ("list", "grid")},
    )


async def show_trash(visit: Signed) -> Response:
    """What lies in the trash of a drive."""
    number, start = visit.number("id"), read_number(visit.query("start")) or 0
    storage = await visit.call("disk.storage.get", id=number)

    def look(tx: Transaction) -> tuple[Page, list[shown.Shown]]:
        ctx = ctx_of(visit, tx)
        page = objects.thrown_away(ctx, number, start)
        return page, [shown.shown_of(ctx, row) for row in page.result]

    page, rows = await visit.portal.store.read_aside(look, visit.call.credential.key)
    root: dict[str, Any] = {"NAME": storage["NAME"], "path": f"/disk/folder/{storage['ROOT_OBJECT_ID']}/"}
    return visit.page(
        "disk/trash",
        root=root,
        shown=rows,
        storage=number,
        turned=turned(f"/disk/trash/{number}/", {}, page, start),
        level=await level_of(visit, int(storage["ROOT_OBJECT_ID"])),
    )
