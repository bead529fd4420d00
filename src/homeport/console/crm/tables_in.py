"""Records from a table: a file is given, its columns are said to be fields, and its rows are added part by part.

Those that are refused are told of, and can be taken away to be mended.
"""

import asyncio
import csv
import io
from typing import Any

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.caller import Command
from homeport.console.crm import cells, sheet
from homeport.console.crm.kinds import Kind, Kinds, kinds_of
from homeport.console.crm.people import people_of
from homeport.console.crm.records import described
from homeport.console.crm.tables_out import harmless
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.domain.crm.imports import imports
from homeport.domain.crm.imports.imports import Import, Refusal

MAX_FILE = 32 * 1024 * 1024
"""Bytes."""
PART = 200
"""Rows that one request makes records of."""
PREVIEW = 5
MOST_COLUMNS = 150
MOST_TOLD = 100
"""Refusals that a page shows; all of them are in the file."""


async def ask(visit: Signed) -> Response:
    """The form for a file; what has become of the last one."""
    kind = (await kinds_of(visit.call)).of_code(visit.path("kind"))
    found = await _find(visit, kind)
    return visit.page("crm/import", kind=kind, found=found, encodings=sheet.ENCODINGS)


async def take(visit: Signed) -> Response:
    """Keep a file, and ask what its columns are for."""
    form, files = await visit.upload()
    kind = (await kinds_of(visit.call)).of_code(visit.path("kind"))
    name, raw = files.get("file", ("", b""))
    if not raw:
        raise ProblemError("There is no file", "Choose one that has a head and rows.", 400)
    text = await asyncio.to_thread(sheet.decoded, raw, form.get("encoding", ""))
    delimiter = sheet.delimiter_of(text)
    try:
        head = sheet.read(text, 0, delimiter, 1)
    except sheet.UnreadableError:
        raise ProblemError("The head of the table cannot be read", "A quote in it is never closed.", 400) from None
    total = await asyncio.to_thread(sheet.count, text, head.place, delimiter)
    if not head.rows or not total:
        raise ProblemError("There are no rows", "The first row has the names of the columns; the others follow.", 400)
    if len(head.rows[0]) > MOST_COLUMNS:
        raise ProblemError("There are too many columns", f"A table may have {MOST_COLUMNS} of them.", 400)
    user_id = visit.someone.user_id
    await visit.portal.store.write(
        lambda tx: imports.begin(tx, user_id, kind.type_id, name[:200], delimiter, text, head.place, total)
    )
    return done(visit, f"{kind.path}import/columns/")


async def show_columns(visit: Signed) -> Response:
    """The columns of the file, each with what it is for."""
    _, kind, found = await _opened(visit)
    fields = await described(visit, kind)
    head = sheet.read(found.content, 0, found.delimiter, 1).rows[0]
    rows = _preview(found)
    return visit.page(
        "crm/import_columns",
        kind=kind,
        found=found,
        columns=[
            (title, name, [row[place] if place < len(row) else "" for row in rows])
            for place, (title, name) in enumerate(zip(head, cells.guessed(kind, fields, head), strict=True))
        ],
        twice={title for title in head if head.count(title) > 1},
        possible=sorted(cells.possible(kind, fields).items(), key=lambda each: each[1].lower()),
    )


async def map_columns(visit: Signed) -> Response:
    """Say what the columns are for, and begin."""
    form = await visit.form()
    _, kind, found = await _opened(visit)
    possible = cells.possible(kind, await described(visit, kind))
    head = sheet.read(found.content, 0, found.delimiter, 1).rows[0]
    chosen = [form.get(f"column.{place}", "") for place in range(len(head))]
    mapping = [name if name in possible else "" for name in chosen]
    for name in mapping:
        if name and name not in cells.CHANNELS and mapping.count(name) > 1:
            text = f"Two columns are for “{possible[name]}”. Let one of them be for nothing."
            raise ProblemError("A field is named twice", text, 400)
    if not any(mapping):
        raise ProblemError("No column is for anything", "Choose a field for one of them at least.", 400)
    await visit.portal.store.write(lambda tx: imports.map_columns(tx, found.id, mapping))
    return done(visit, f"{kind.path}import/run/")


async def show(visit: Signed) -> Response:
    """How far the import is, and the way on."""
    _, kind, found = await _opened(visit)
    return await _progress(visit, kind, found)


async def run(visit: Signed) -> Response:
    """Make records of the next rows."""
    await visit.form()
    kinds, kind, found = await _opened(visit)
    if any(found.mapping) and not found.is_over:
        await _step(visit, kinds, kind, found)
    return await _progress(visit, kind, await _known(visit, kind))


async def take_refused(visit: Signed) -> Response:
    """The rows that were refused, as a table with the reasons, to be mended and brought in again."""
    _, kind, found = await _opened(visit)
    refused = await visit.portal.read(lambda tx: imports.refused(tx, found))
    text = io.StringIO()
    writer = csv.writer(text, delimiter=found.delimiter)
    head = sheet.read(found.content, 0, found.delimiter, 1).rows[0]
    writer.writerow([harmless(each) for each in (*head, "Why it was refused")])
    for each in refused:
        row = (*each.cells, *[""] * (len(head) - len(each.cells)), each.why)
        writer.writerow([harmless(cell) for cell in row])
    headers = {"Content-Disposition": f'attachment; filename="{kind.code}-refused.csv"', "Cache-Control": "no-store"}
    return Response(f"\ufeff{text.getvalue()}", 200, headers, "text/csv; charset=utf-8")


async def _step(visit: Signed, kinds: Kinds, kind: Kind, found: Import) -> None:
    store = visit.portal.store
    try:
        part = sheet.read(found.content, found.place, found.delimiter, PART)
    except sheet.UnreadableError as error:
        rest = found.total - found.done
        told = Refusal(found.done + 1, f"The table cannot be read from here on: {error}", [])
        await store.write(lambda tx: imports.claim(tx, found, len(found.content), rest))
        await store.write(lambda tx: imports.note(tx, found, 0, [told]))
        return
    await store.write(lambda tx: imports.claim(tx, found, part.place, len(part.rows)))
    reader = cells.Reader(visit.call, kinds, kind, await described(visit, kind), found.mapping)
    await reader.prepare(await people_of(visit.call), part.rows)
    commands: dict[str, Command] = {}
    why: dict[int, str] = {}
    for place, row in enumerate(part.rows):
        try:
            given = reader.fields_of(row)
        except cells.UnfitError as error:
            why[place] = str(error)
            continue
        commands[str(place)] = ("crm.item.add", {"entityTypeId": kind.type_id, "fields": given})
    refusals = await visit.call.refusals(commands) if commands else {}
    why |= {int(place): text for place, text in refusals.items()}
    refused = [Refusal(found.done + place + 1, text, part.rows[place]) for place, text in sorted(why.items())]
    await store.write(lambda tx: imports.note(tx, found, len(part.rows) - len(refused), refused))


async def _progress(visit: Signed, kind: Kind, found: Import) -> Response:
    refused = await visit.portal.read(lambda tx: imports.refused(tx, found))
    answer = visit.part if visit.partial else visit.page
    values: dict[str, Any] = {"kind": kind, "found": found, "refused": refused[:MOST_TOLD], "count": len(refused)}
    return answer("crm/import_part" if visit.partial else "crm/import_run", **values)


def _preview(found: Import) -> list[list[str]]:
    try:
        return sheet.read(found.content, found.place, found.delimiter, PREVIEW).rows
    except sheet.UnreadableError:
        return []


async def _find(visit: Signed, kind: Kind) -> Import | None:
    user_id = visit.someone.user_id
    return await visit.portal.read(lambda tx: imports.find(tx, user_id, kind.type_id))


async def _known(visit: Signed, kind: Kind) -> Import:
    found = await _find(visit, kind)
    if found is None:
        raise ProblemError("There is no file", "Choose the file again.", 404)
    return found


async def _opened(visit: Signed) -> tuple[Kinds, Kind, Import]:
    kinds = await kinds_of(visit.call)
    kind = kinds.of_code(visit.path("kind"))
    return kinds, kind, await _known(visit, kind)
