"""Lists as tables to take away: every record that a list has, with its columns, as CSV or as XLSX."""

import csv
import io
import re
import tempfile
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

from starlette.background import BackgroundTask
from starlette.responses import Response, StreamingResponse

from homeport.console.crm import columns, showing
from homeport.console.crm.added import added_to, widened
from homeport.console.crm.kinds import Kind, Kinds, kinds_of
from homeport.console.crm.names import Names, title_of
from homeport.console.crm.records import described, selected
from homeport.console.crm.search import Search
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.core.paging import UNCOUNTED

Fields = dict[str, dict[str, Any]]

XLSX_ROWS = 1_048_575
"""Rows that a sheet has beside its head."""
PART = 65_536
"""Bytes, or characters, that are sent at once."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_NUMBER = re.compile(r"^-?\d+(\.\d+)?$")


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


async def take(visit: Signed) -> Response:
    """The list that the address says, whole, newest first."""
    kinds = await kinds_of(visit.call)
    kind = kinds.of_code(visit.path("kind"))
    fields = await described(visit, kind)
    added = await added_to(visit, kind, fields)
    kind = widened(kind, added)
    saved = await columns.of_person(visit, kind)
    kind = replace(kind, columns=columns.chosen(kind, fields, saved, visit.query("columns")))
    wanted = await Search(visit, kind, fields, added).filter(visit.call)
    titles = ["ID", "Name", *(str(fields[name].get("title") or name) for name in kind.columns)]
    rows = _rows(visit, kinds, kind, fields, wanted)
    match visit.query("format"):
        case "csv":
            headers = {"Content-Disposition": f'attachment; filename="{kind.code}.csv"', "Cache-Control": "no-store"}
            return StreamingResponse(_csv(titles, rows), 200, headers, "text/csv; charset=utf-8")
        case "xlsx":
            return await _xlsx(kind, titles, rows)
    raise ProblemError("There is no such format", "Lists are taken out as csv and as xlsx.", 400)


async def _rows(
    visit: Signed, kinds: Kinds, kind: Kind, fields: Fields, wanted: dict[str, Any]
) -> AsyncIterator[list[Any]]:
    """The rows of a list, a page of calls at a time."""
    last: int | None = None
    while True:
        told = await visit.call(
            "crm.item.list",
            entityTypeId=kind.type_id,
            select=selected(kind),
            filter=wanted if last is None else {**wanted, "<id": last},
            order={"id": "DESC"},
            start=UNCOUNTED,
        )
        items = told["items"]
        if not items:
            return
        names = Names(visit.call, kinds)
        for item in items:
            for name in kind.columns:
                showing.want(names, kind, name, fields[name], item)
        await names.load()
        for item in items:
            cells = (showing.show(names, kind, name, fields[name], item) for name in kind.columns)
            yield [item["id"], title_of(kind, item), *(_cell(each, item, fields) for each in cells)]
        last = items[-1]["id"]


def _cell(  # noqa: PLR0911  a case for each form
    shown: showing.Shown, item: dict[str, Any], fields: Fields
) -> Any:
    """A value as a table has it: numbers as numbers, days as ISO 8601, all else as people read it."""
    if shown.empty:
        return ""
    match shown.form:
        case "number":
            value = item.get(shown.name)
            if isinstance(value, float) and value.is_integer():
                return int(value)
            return value if isinstance(value, int | float) else str(value)
        case "moment":
            return shown.value.iso[:10] if fields[shown.name]["type"] == "date" else shown.value.iso
        case "entry":
            return shown.value.title
        case "links":
            return ", ".join(each.title for each in shown.value)
    return str(shown.value)


async def _csv(titles: list[str], rows: AsyncIterator[list[Any]]) -> AsyncIterator[str]:
    """With a byte order mark, by which spreadsheets know that it is UTF-8."""
    text = io.StringIO()
    writer = csv.writer(text)
    text.write("\ufeff")
    writer.writerow([harmless(each) for each in titles])
    async for row in rows:
        writer.writerow([harmless(each) if isinstance(each, str) else each for each in row])
        if text.tell() > 32_768:
            yield text.getvalue()
            text.seek(0)
            text.truncate()
    yield text.getvalue()


async def _xlsx(kind: Kind, titles: list[str], rows: AsyncIterator[list[Any]]) -> Response:
    """A workbook of one sheet. Texts are written as texts, so that none of them is a formula."""
    import xlsxwriter  # noqa: PLC0415  only who takes a workbook needs it

    file = tempfile.TemporaryFile()  # noqa: SIM115  closed when it has been sent
    try:
        with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
            sheet = book.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", kind.many)[:31])
            sheet.freeze_panes(1, 0)
            _write(sheet, 0, titles)
            number = 0
            async for row in rows:
                number += 1
                if number > XLSX_ROWS:
                    raise ProblemError("There are too many for it", "Take them as CSV, or narrow the list.", 400)
                _write(sheet, number, row)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    headers = {"Content-Disposition": f'attachment; filename="{kind.code}.xlsx"', "Cache-Control": "no-store"}
    parts = iter(lambda: file.read(PART), b"")
    return StreamingResponse(parts, 200, headers, _XLSX, background=BackgroundTask(file.close))


def _write(sheet: Any, number: int, row: list[Any]) -> None:
    for place, value in enumerate(row):
        if isinstance(value, str):
            sheet.write_string(number, place, value[:32_767])
        else:
            sheet.write_number(number, place, value)
