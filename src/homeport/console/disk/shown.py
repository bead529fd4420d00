"""Folders and files as pages show them."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from homeport.console.crm import showing
from homeport.console.crm.showing import Moment
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.core.ctx import Ctx
from homeport.core.errors import CallError
from homeport.domain.disk import access, objects
from homeport.domain.disk.access import DENIED
from homeport.domain.disk.objects import FILE, FOLDER
from homeport.domain.files import files
from homeport.store import Transaction

THUMBNAIL, PREVIEW = 240, 1200
"""Pixels that copies of pictures are at most wide and high: in a grid, and on the page of a file."""
DEEPEST = 50
"""Steps up from a folder that are shown."""

_KINDS = {FILE, FOLDER}
_UNITS = ("bytes", "KB", "MB", "GB", "TB")

Row = dict[str, Any]


class Shown(NamedTuple):
    """A folder or a file.

    :param kind: ``folder`` or ``file``
    :param url: where a file is taken from; empty for a folder
    :param picture: the address of a small copy; empty for what is no picture
    """

    id: int
    kind: str
    name: str
    size: str
    changed: Moment | None
    url: str
    picture: str

    @property
    def path(self) -> str:
        """Its page."""
        return f"/disk/{self.kind}/{self.id}/"

    @property
    def about(self) -> str:
        """The page that says what it is, and what may be done with it."""
        return f"{self.path}about/" if self.kind == FOLDER else self.path

    @property
    def icon(self) -> str:
        """A name in ``icons.html``."""
        return "folder" if self.kind == FOLDER else "image" if self.picture else "file"


class Way(NamedTuple):
    """Where a folder or a file is.

    :param storage: the number of its storage
    :param steps: titles and paths from the storage's root down, without what is there itself
    """

    storage: int
    steps: list[tuple[str, str]]


def shown_of(ctx: Ctx, row: Row, most: int = THUMBNAIL) -> Shown:
    """A row that a method has answered.

    :param most: pixels of the copy of a picture
    """
    number, kind = int(row["ID"]), row["TYPE"]
    is_file = kind == FILE
    return Shown(
        number,
        kind,
        row["NAME"],
        size_of(int(row["SIZE"] or 0)) if is_file else "",
        showing.moment(row["UPDATE_TIME"]),
        row["DOWNLOAD_URL"] if is_file else "",
        objects.picture_url(ctx, number, most) if is_file and files.is_image(row["NAME"]) else "",
    )


async def shown(visit: Signed, rows: Sequence[Row], most: int = THUMBNAIL) -> list[Shown]:
    """Rows that methods have answered."""
    return await visit.portal.read(lambda tx: [shown_of(ctx_of(visit, tx), row, most) for row in rows])


def ctx_of(visit: Signed, tx: Transaction) -> Ctx:
    """What the domain is asked with, as whoever is signed in."""
    return Ctx(tx, visit.call.credential, visit.portal.clock)


async def level_of(visit: Signed, number: int) -> int:
    """How much the person may do to a folder or a file: a :class:`~homeport.domain.disk.access.Level`."""
    return await visit.portal.read(lambda tx: access.level_of(ctx_of(visit, tx), number))


async def row_of(visit: Signed, kind: str, number: int) -> Row:
    """A folder or a file as methods answer it.

    :raises ProblemError: when there is none, or the person may not read it
    """
    try:
        found: Row = await visit.call(f"disk.{kind}.get", id=number)
    except CallError as error:
        if error.code == DENIED.code:
            raise ProblemError("This is not open to you", f"Ask whoever keeps this {kind} to share it.", 403) from error
        raise ProblemError(f"There is no such {kind}", "It may have been deleted for good.", 404) from error
    return found


async def way_to(visit: Signed, row: Row) -> Way:
    """Where something is, as far up as the person may read."""
    steps: list[tuple[str, str]] = []
    above = row
    while above["PARENT_ID"] and len(steps) < DEEPEST:
        found = await visit.call.or_none("disk.folder.get", id=above["PARENT_ID"])
        if found is None:
            break
        above = found
        steps.insert(0, (above["NAME"], f"/disk/folder/{above['ID']}/"))
    return Way(int(row["STORAGE_ID"]), [("Drives", "/disk/storages/"), *steps])


def kind_of(visit: Signed) -> str:
    """The kind that the path names.

    :raises ProblemError: when it is none
    """
    kind = visit.path("kind")
    if kind not in _KINDS:
        raise ProblemError("There is no such page", "The address may be mistyped.", 404)
    return kind


def size_of(size: int) -> str:
    """Bytes as people read them: ``1.4 MB``."""
    if size == 1:
        return "1 byte"
    value, unit = float(size), 0
    while value >= 1000 and unit < len(_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    return f"{value:.1f} {_UNITS[unit]}" if unit and value < 100 else f"{value:.0f} {_UNITS[unit]}"
