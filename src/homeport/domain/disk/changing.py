"""The life of folders and files: called otherwise, moved, copied, thrown away, brought back, deleted.

Sources: ``api-reference/disk/folder/``, ``api-reference/disk/file/``.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from homeport.core.clock import to_stored
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.uploads import read_name
from homeport.domain.disk import access, objects, storages, tree, versions
from homeport.domain.disk.access import DENIED, Level
from homeport.domain.disk.objects import FOLDER, LIVE, NEW, NOT_FOUND, TRASHED
from homeport.domain.disk.tables import OBJECT
from homeport.domain.records.fields import Values

BAD_ARGUMENT = ErrorKind("ERROR_ARGUMENT", "Invalid value of parameter {{Parameter #{number}}}")
IS_ROOT = ErrorKind("DISK_OBJ_22000", "Could not delete root folder")
STAYS = ErrorKind("", "Could not move root folder")
EMPTY_NAME = ErrorKind("0", "Empty name")

KEPT_DAYS = 30
"""How long what is thrown away can be brought back."""


def name_of(given: Any) -> str:
    """A name as a client sent it.

    :raises CallError: ``ERROR_ARGUMENT`` when nothing may be called so, ``0`` for an empty one
    """
    if given == "":
        raise EMPTY_NAME()
    try:
        return read_name(given)
    except ValueError:
        raise BAD_ARGUMENT(number=1) from None


def add_folder(ctx: Ctx, parent: Values, name: str, rights: Any = None) -> Values:
    """Make a folder in another.

    :param rights: of others to it, as clients send them
    :raises CallError: ``ACCESS_DENIED``, ``DISK_OBJ_22000``, and for rights that are none
    """
    given = access.read(rights)
    access.require(ctx, Level.ADD, parent["ID"])
    objects.require_free(ctx.tx, parent["ID"], FOLDER, name)
    row = insert(ctx, parent, {"NAME": name, "TYPE": FOLDER}, given)
    return objects.answer(ctx, row, NEW)


def insert(ctx: Ctx, parent: Values, values: Values, rights: Sequence[tuple[str, Level]]) -> Values:
    """Put a new object into a folder, as it is stored then.

    :raises CallError: ``ACCESS_DENIED`` for rights beyond the caller's own
    """
    if rights and max(level for _, level in rights) > access.level_of(ctx, parent["ID"]):
        raise DENIED()
    now, who = ctx.clock.stamp(), ctx.actor.user_id
    row: Values = dict.fromkeys(objects.OBJECTS.columns) | {
        "STORAGE_ID": parent["STORAGE_ID"],
        "PARENT_ID": parent["ID"],
        "DELETED_TYPE": LIVE,
        "CREATE_TIME": now,
        "UPDATE_TIME": now,
        "CREATED_BY": who,
        "UPDATED_BY": who,
        **values,
    }
    del row["ID"]
    row["ID"] = ctx.tx.insert(OBJECT, row)
    tree.put(ctx.tx, row["ID"], parent["ID"])
    for code, level in rights:
        access.give(ctx.tx, row["ID"], code, level)
    return row


def change(ctx: Ctx, row: Values, values: Values) -> Values:
    """Write some fields of an object; as it is stored then."""
    values = {"UPDATE_TIME": ctx.clock.stamp(), "UPDATED_BY": ctx.actor.user_id, **values}
    ctx.tx.update(OBJECT, {"ID": row["ID"]}, values)
    objects.follow(ctx, row | values, row)
    return row | values


def rename(ctx: Ctx, kind: str, number: int, name: str) -> Values:
    """Call an object otherwise.

    :raises CallError: ``ERROR_NOT_FOUND``, ``ACCESS_DENIED``, ``DISK_OBJ_22000``
    """
    row = objects.find(ctx, kind, number)
    access.require(ctx, Level.EDIT, number)
    if row["PARENT_ID"] is None:
        raise DENIED()
    if name != row["NAME"]:
        objects.require_free(ctx.tx, row["PARENT_ID"], kind, name)
        row = change(ctx, row, {"NAME": name})
    return objects.answer(ctx, row)


def move(ctx: Ctx, kind: str, number: int, target: int) -> Values:
    """Move an object, with all that is in it, to another folder of its storage.

    :raises CallError: ``ERROR_NOT_FOUND``, ``ACCESS_DENIED``, ``DISK_OBJ_22000``; for the root of a storage, and
        ``ERROR_ARGUMENT`` for a folder of another storage, or within the object itself
    """
    row, folder = objects.find(ctx, kind, number), objects.find(ctx, FOLDER, target)
    access.require(ctx, Level.EDIT, number)
    access.require(ctx, Level.ADD, target)
    if row["PARENT_ID"] is None:
        raise STAYS()
    if row["STORAGE_ID"] != folder["STORAGE_ID"] or tree.is_within(ctx.tx, target, number):
        raise BAD_ARGUMENT(number=1)
    if row["PARENT_ID"] != target:
        objects.require_free(ctx.tx, target, kind, row["NAME"])
        tree.move(ctx.tx, number, target)
        row = change(ctx, row, {"PARENT_ID": target})
    return objects.answer(ctx, row, frozenset({"PARENT_ID"}))


def copy(ctx: Ctx, kind: str, number: int, target: int) -> Values:
    """Copy an object to a folder, with all that is in it. Who may do what to the copy follows from there.

    :raises CallError: ``ERROR_NOT_FOUND``, ``ACCESS_DENIED``, ``DISK_OBJ_22000``
    """
    row, folder = objects.find(ctx, kind, number), objects.find(ctx, FOLDER, target)
    access.require(ctx, Level.READ, number)
    access.require(ctx, Level.ADD, target)
    objects.require_free(ctx.tx, target, kind, row["NAME"])
    within = tree.below(ctx.tx, number) if kind == FOLDER else []
    copied = _copy(ctx, row, folder)
    made = {number: copied}
    for each in within:
        if each["PARENT_ID"] in made:
            made[each["ID"]] = _copy(ctx, each, made[each["PARENT_ID"]])
    return objects.answer(ctx, copied, NEW)


def _copy(ctx: Ctx, row: Values, folder: Values) -> Values:
    if row["TYPE"] == FOLDER:
        return insert(ctx, folder, {"NAME": row["NAME"], "TYPE": FOLDER}, [])
    return versions.copied(ctx, row, lambda values: insert(ctx, folder, values, []))


def delete(ctx: Ctx, kind: str, number: int) -> None:
    """Delete an object for good, with all that is in it, also from the trash.

    :raises CallError: ``ERROR_NOT_FOUND``, ``ACCESS_DENIED``, ``DISK_OBJ_22000`` for the root of a storage
    """
    row = objects.find(ctx, kind, number, trashed=True)
    access.require(ctx, Level.FULL, number)
    if row["PARENT_ID"] is None:
        raise IS_ROOT()
    tree.forget(ctx.tx, number)


def throw_away(ctx: Ctx, kind: str, number: int) -> Values:
    """Put an object into the trash, with all that is in it.

    :raises CallError: as :func:`delete`
    """
    row = objects.find(ctx, kind, number)
    access.require(ctx, Level.FULL if kind == FOLDER else Level.EDIT, number)
    if row["PARENT_ID"] is None:
        raise IS_ROOT()
    tree.forget_overdue(ctx.tx, row["STORAGE_ID"], _kept_since(ctx))
    tree.bury(ctx, number)
    row = change(ctx, row, {"DELETED_TYPE": TRASHED, "DELETE_TIME": ctx.clock.stamp(), "DELETED_BY": ctx.actor.user_id})
    return objects.answer(ctx, row, frozenset({"DELETED_TYPE"}) if kind == FOLDER else frozenset())


def bring_back(ctx: Ctx, kind: str, number: int) -> Values:
    """Take an object out of the trash, with what went there with it; called otherwise where its name is taken.

    Where the folder is gone that it was in, it comes to the root of its storage.

    :raises CallError: ``ERROR_NOT_FOUND`` for what is not in the trash, or lies there for too long; ``ACCESS_DENIED``
    """
    row = objects.find(ctx, kind, number, trashed=True)
    if row["DELETED_TYPE"] != TRASHED or row["DELETE_TIME"] < _kept_since(ctx):
        raise NOT_FOUND(id=number)
    if kind == FOLDER and not ctx.actor.is_admin:
        raise DENIED()
    access.require(ctx, Level.EDIT, number)
    parent = row["PARENT_ID"]
    if objects.state_of(ctx.tx, parent) != LIVE:
        parent = storages.root_of(ctx.tx, row["STORAGE_ID"])
        tree.move(ctx.tx, number, parent)
    values = {"DELETED_TYPE": LIVE, "DELETE_TIME": None, "DELETED_BY": 0, "PARENT_ID": parent}
    row = change(ctx, row, values | {"NAME": objects.free_name(ctx.tx, parent, row["NAME"])})
    tree.rise(ctx.tx, number)
    return objects.answer(ctx, row, frozenset({"DELETED_TYPE"}))


def _kept_since(ctx: Ctx) -> str:
    """Since when what is in the trash may be there."""
    return to_stored(datetime.fromtimestamp(ctx.clock.now(), UTC) - timedelta(days=KEPT_DAYS))


def share(ctx: Ctx, number: int, user: int, task: Any) -> None:
    """Let a user do something to a folder, at most what the caller may, in place of what the user might.

    :raises CallError: ``ERROR_NOT_FOUND``, ``ACCESS_DENIED``
    """
    row = objects.find(ctx, FOLDER, number)
    level, own = access.NAMED.get(task) if isinstance(task, str) else None, access.level_of(ctx, number)
    if level is None or level > own:
        raise DENIED()
    before = access.given(ctx.tx, number, f"U{user}")
    if before > own or (row["PARENT_ID"] is None and before > level):  # nobody takes from an owner what is theirs
        raise DENIED()
    access.give(ctx.tx, number, f"U{user}", level)
