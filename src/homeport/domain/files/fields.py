"""Fields that hold files, one each or several: kept with their row, shown to whoever may read the row, gone with it.

Sources: ``files/how-to-upload-files.md``, ``files/how-to-update-files.md``, ``files/index.md``.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

import msgspec

from homeport.core import uploads
from homeport.core.ctx import Ctx
from homeport.core.errors import CallError, ErrorKind
from homeport.core.rights import Operation
from homeport.core.uploads import Upload
from homeport.domain.files import doors, files
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Refusals, Stored
from homeport.domain.records import reading
from homeport.domain.records.collection import Change, Collection, Files
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field, FieldTable, Values
from homeport.store import Transaction

NAMELESS = "file"
"""How a file is called that came without a name."""

NOT_FOUND = ErrorKind("ERROR_NOT_FOUND", "There is no such file", 404)


class Held(NamedTuple):
    """A file of a field, as it is to be answered.

    :param row: the number of the row
    :param number: the file's own
    :param url: where the caller gets it
    """

    ctx: Ctx
    dialect: Dialect
    field: Field
    row: int
    number: int
    url: str


def spoken(held: Held) -> Values:
    """A file as records of the CRM answer it: with addresses for people and for programs, which are the same."""
    people, programs = ("url", "urlMachine") if held.dialect.camel else ("showUrl", "downloadUrl")
    return {"id": held.number, people: held.url, programs: held.url}


class FieldFiles(Files):
    """How the fields of a collection hold files.

    :param door: what the addresses of its files lead through
    :param kind: tells the collection from others behind the same door
    :param answer: what is answered of a file
    """

    def __init__(self, door: str, kind: str = "", answer: Callable[[Held], Any] = spoken) -> None:
        self._door = door
        self._kind = kind
        self._answer = answer

    def keep(self, change: Change) -> None:
        for field in change.collection.fields.files:
            value = change.new.get(field.name)
            if isinstance(value, uploads.Change | list):
                change.new[field.name] = _kept(change, field, value)

    def let_go(self, change: Change) -> None:
        for field in change.collection.fields.files:
            if field.name in change.new:
                forget(change.ctx.tx, change.old.get(field.name), left=numbers(change.new[field.name]))

    def forget(self, change: Change) -> None:
        for field in change.collection.fields.files:
            forget(change.ctx.tx, change.old.get(field.name))

    def show(
        self, ctx: Ctx, collection: Collection, dialect: Dialect, fields: Sequence[Field], row: int, shown: Values
    ) -> None:
        for field in fields:
            name = dialect.name(field)
            if isinstance(shown[name], list):
                shown[name] = [self.shown(ctx, dialect, field, row, number) for number in shown[name]]
            elif shown[name]:
                shown[name] = self.shown(ctx, dialect, field, row, int(shown[name]))

    def shown(self, ctx: Ctx, dialect: Dialect, field: Field, row: int, number: int) -> Any:
        """What is answered of a file."""
        return self._answer(Held(ctx, dialect, field, row, number, self.url(ctx, field.name, row, number)))

    def url(self, ctx: Ctx, name: str, row: int, number: int) -> str:
        """Where the caller gets a file.

        :param name: of its field, as it is stored
        """
        return doors.download_url(ctx, self._door, row, f"{self._kind}|{name}|{number}")


def numbers(stored: Any) -> list[int]:
    """The files that a field holds, of what is stored."""
    if not stored:
        return []
    return msgspec.json.decode(stored, type=list[int]) if isinstance(stored, str) else [stored]


def _kept(change: Change, field: Field, wanted: uploads.Change | list[uploads.Change]) -> Any:
    """The numbers of what a field is to hold, as they are stored."""
    there = numbers(change.old.get(field.name))
    found: dict[int, None] = {}
    for each in wanted if isinstance(wanted, list) else [wanted]:
        if each.upload is not None:
            found[_saved(change, field, each.upload)] = None
        elif not each.removes and each.id in there:
            found[each.id] = None
        elif not each.removes and each.id:
            raise change.dialect.misfit(field)
    if not found:
        return None
    return msgspec.json.encode(list(found)).decode() if isinstance(wanted, list) else next(iter(found))


def _saved(change: Change, field: Field, upload: Upload) -> int:
    def misfit() -> CallError:
        return change.dialect.misfit(field)

    return files.save(change.ctx, upload._replace(name=upload.name or NAMELESS), Refusals(misfit, misfit)).id


def forget(tx: Transaction, stored: Any, left: Sequence[int] = ()) -> None:
    """Remove the files that a field held, but those that are left."""
    for number in numbers(stored):
        if number not in left:
            files.forget(tx, number)


def again(ctx: Ctx, fields: FieldTable, values: Values) -> Values:
    """Values that another row gets too, with files of its own: what a file belongs to is one row alone."""
    copied = dict(values)
    for field in fields.files:
        if copied.get(field.name):
            found = [files.again(ctx, number).id for number in numbers(copied[field.name])]
            copied[field.name] = msgspec.json.encode(found).decode() if field.several else found[0]
    return copied


def door(collection_of: Callable[[Ctx, str], Collection | None]) -> Door:
    """Addresses that lead to the files of fields, for whoever may read the row.

    :param collection_of: a collection by its kind; None when there is none any more
    """

    return Door(find=partial(found, collection_of))


def found(collection_of: Callable[[Ctx, str], Collection | None], ctx: Ctx, row: int, said: str) -> Stored:
    """The file that an address leads to.

    :param said: the collection's kind, the field's name and the file's number
    :raises CallError: ``ERROR_NOT_FOUND``, also for a row that the caller may not read
    """
    kind, name, number = said.split("|")
    return of_field(ctx, collection_of(ctx, kind), row, name, int(number), NOT_FOUND)


def of_field(ctx: Ctx, collection: Collection | None, row: int, name: str, number: int, refusal: ErrorKind) -> Stored:
    """A file of a field, for whoever may read the row.

    :param name: the field's stored name
    :raises CallError: ``refusal`` when there is none, or the caller may not read the row
    """
    if collection is None or not reading.may(ctx, collection, Operation.READ, {"ID": row}):
        raise refusal()
    stored = reading.stored(ctx, collection, {"ID": row}) or {}
    held = {number for field in collection.fields.files if field.name == name for number in numbers(stored[name])}
    file = files.find(ctx.tx, number) if number in held else None
    if file is None:
        raise refusal()
    return file
