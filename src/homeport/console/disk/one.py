"""The page of a file, or of what a folder is: versions, the public link, and what may be done with it."""

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.crm import showing
from homeport.console.crm.names import full_name
from homeport.console.crm.search import read_number
from homeport.console.crm.showing import Moment
from homeport.console.disk import shown
from homeport.console.disk.shown import ctx_of, kind_of, level_of, row_of, way_to
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.core.clock import to_stored
from homeport.domain.disk import links
from homeport.domain.disk.objects import FILE, FOLDER
from homeport.domain.portal.people.checking import Checking
from homeport.domain.portal.people.passwords import UnfitPasswordError
from homeport.store import Transaction

DAYS = (1, 7, 30, 365)
"""How long a link may be good that is to end."""

_CHECKING = Checking()


class Shared(NamedTuple):
    """The public link of a folder or a file."""

    url: str
    asks: bool
    expires: Moment | None


class Version(NamedTuple):
    """A content that a file has had."""

    id: int
    size: str
    created: Moment | None
    author: str
    url: str


async def show(visit: Signed) -> Response:
    """The page of a file or a folder."""
    kind, number = kind_of(visit), visit.number("id")
    row = await row_of(visit, kind, number)
    level = await level_of(visit, number)
    (seen,) = await shown.shown(visit, [row], shown.PREVIEW)
    there = int(row["DELETED_TYPE"]) == 0
    stored = await visit.call("disk.file.getVersions", id=number) if kind == FILE and there else []
    people = await _names(visit, {row["CREATED_BY"], row["UPDATED_BY"], *(each["CREATED_BY"] for each in stored)})
    return visit.page(
        "disk/one",
        row=row,
        seen=seen,
        way=await way_to(visit, row),
        is_root=not row["PARENT_ID"],
        there=there,
        level=level,
        shared=await _shared(visit, kind, number) if there else None,
        days=DAYS,
        author=people.get(str(row["CREATED_BY"]), ""),
        editor=people.get(str(row["UPDATED_BY"]), ""),
        created=showing.moment(row["CREATE_TIME"]),
        versions=[
            Version(
                int(each["ID"]),
                shown.size_of(int(each["SIZE"])),
                showing.moment(each["CREATE_TIME"]),
                people.get(str(each["CREATED_BY"]), ""),
                each["DOWNLOAD_URL"],
            )
            for each in stored
        ],
    )


async def _shared(visit: Signed, kind: str, number: int) -> Shared | None:
    found = await visit.portal.read(lambda tx: links.terms_of(ctx_of(visit, tx), kind, number))
    if found is None:
        return None
    return Shared(f"{visit.address}{found.url}", found.asks, showing.moment(found.expires))


async def _names(visit: Signed, ids: set[Any]) -> dict[str, str]:
    wanted = sorted(str(each) for each in ids if each)
    found = await visit.call("user.get", filter={"ID": wanted}, ADMIN_MODE=True) if wanted else []
    return {each["ID"]: full_name(each) for each in found}


async def add_folder(visit: Signed) -> Response:
    """Make a folder in another."""
    form = await visit.form()
    number = visit.number("id")
    await visit.call("disk.folder.addSubFolder", id=number, data={"NAME": form.get("name", "").strip()})
    return done(visit, f"/disk/folder/{number}/")


async def rename(visit: Signed) -> Response:
    """Call it otherwise."""
    form = await visit.form()
    kind, number = kind_of(visit), visit.number("id")
    await visit.call(f"disk.{kind}.rename", id=number, newName=form.get("name", "").strip())
    return done(visit, _about(kind, number))


async def throw_away(visit: Signed) -> Response:
    """Put it into the trash."""
    await visit.form()
    kind, number = kind_of(visit), visit.number("id")
    row = await visit.call(f"disk.{kind}.markDeleted", id=number)
    return done(visit, f"/disk/folder/{row['PARENT_ID']}/")


async def bring_back(visit: Signed) -> Response:
    """Take it out of the trash."""
    await visit.form()
    kind, number = kind_of(visit), visit.number("id")
    row = await visit.call(f"disk.{kind}.restore", id=number)
    return done(visit, f"/disk/folder/{row['PARENT_ID']}/")


async def delete(visit: Signed) -> Response:
    """Delete it for good."""
    await visit.form()
    kind, number = kind_of(visit), visit.number("id")
    row = await row_of(visit, kind, number)
    await visit.call("disk.folder.deleteTree" if kind == FOLDER else "disk.file.delete", id=number)
    return done(visit, f"/disk/trash/{row['STORAGE_ID']}/")


async def restore_version(visit: Signed) -> Response:
    """Let a file have again what it had."""
    form = await visit.form()
    number = visit.number("id")
    await visit.call("disk.file.restoreFromVersion", id=number, versionId=form.get("version", ""))
    return done(visit, f"/disk/file/{number}/")


async def share(visit: Signed) -> Response:
    """Make a public link, let it ask for a password and end, or revoke it."""
    form = await visit.form()
    kind, number = kind_of(visit), visit.number("id")
    match form.get("do"):
        case "make":
            await visit.call(f"disk.{kind}.getExternalLink", id=number)
        case "revoke":
            await visit.portal.store.write(lambda tx: links.revoke(ctx_of(visit, tx), kind, number))
        case _:
            await _protect(visit, form, kind, number)
    return done(visit, _about(kind, number))


async def _protect(visit: Signed, form: dict[str, str], kind: str, number: int) -> None:
    """Set the terms of a link: what a form leaves empty stays as it is."""
    hashed = None
    if form.get("password"):
        try:
            hashed = await _CHECKING.hashed(form["password"])
        except UnfitPasswordError as error:
            raise ProblemError("The password does not fit", f"{error}.", 400) from None
    days, opens, endless = read_number(form.get("days", "")), form.get("open") == "Y", form.get("days") == "never"

    def write(tx: Transaction) -> None:
        ctx = ctx_of(visit, tx)
        kept = links.terms_of(ctx, kind, number)
        expires = None if kept is None or endless else kept.expires
        if days in DAYS:
            expires = to_stored(datetime.fromtimestamp(visit.portal.clock.now(), UTC) + timedelta(days=days or 0))
        password = hashed or (None if opens else links.password_of(ctx, kind, number))
        links.protect(ctx, kind, number, password, expires)

    await visit.portal.store.write(write)


def _about(kind: str, number: int) -> str:
    return f"/disk/{kind}/{number}/" if kind == FILE else f"/disk/{kind}/{number}/about/"
