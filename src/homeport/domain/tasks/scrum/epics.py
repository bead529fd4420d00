"""Epics of a scrum: what many of its tasks are about.

Source: ``api-reference/sonet-group/scrum/epic/``.
"""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.disk import access as disk
from homeport.domain.disk import attached
from homeport.domain.disk.access import Level
from homeport.domain.disk.tables import ATTACHED
from homeport.domain.records.collection import Change, Collection
from homeport.domain.sonet_group import groups
from homeport.domain.tasks.scrum import access
from homeport.domain.tasks.scrum.leaving import EPIC_KIND as KIND
from homeport.domain.tasks.scrum.tables import EPIC, EPIC_FIELDS, ITEM, NO_EPIC

NO_GROUP = ErrorKind("0", "Group is not found")
NO_NAME = ErrorKind("0", "Name is not found")
NOT_CREATED = ErrorKind("0", "Epic not created")
NOT_FOUND = ErrorKind("0", "Epic not found")
NOT_UPDATED = ErrorKind("0", "Epic not updated")

ADDING = access.spoken(NOT_FOUND, NOT_CREATED)
CHANGING = access.spoken(NOT_FOUND, NOT_UPDATED)

MODULE = "tasks"
FIELD = "UF_SCRUM_EPIC_FILES"
DESCRIBED: dict[str, Any] = {
    "ID": "0", "ENTITY_ID": "TASKS_SCRUM_EPIC", "FIELD_NAME": FIELD, "USER_TYPE_ID": "disk_file", "XML_ID": None,
    "SORT": "100", "MULTIPLE": "Y", "MANDATORY": "N", "SHOW_FILTER": "N", "SHOW_IN_LIST": "N", "EDIT_IN_LIST": "N",
    "IS_SEARCHABLE": "N",
    "SETTINGS": {"IBLOCK_ID": None, "SECTION_ID": None, "UF_TO_SAVE_ALLOW_EDIT": False},
    "USER_TYPE": {
        "USER_TYPE_ID": "disk_file", "CLASS_NAME": "Bitrix\\Disk\\Uf\\FileUserType", "DESCRIPTION": "File (Drive)",
        "BASE_TYPE": "int", "TAG": ["DISK FILE ID", "DOCUMENT ID"],
    },
    "CUSTOM_DATA": {"PHOTO_TEMPLATE": ""}, "EDIT_FORM_LABEL": FIELD, "TAG": "DOCUMENT ID",
}  # fmt: skip
"""What an epic's files are said to be: a field of several files of the disk."""


def _of_scrum(change: Change) -> None:
    """An epic has a name, in a group in which its writer may change the scrum."""
    if not (change.row.get("NAME") or "").strip():
        raise NO_NAME()
    group = change.row.get("GROUP_ID")
    if not group or not groups.exists(change.ctx.tx, group):
        raise NO_GROUP()
    if group != change.old.get("GROUP_ID") and not access.may_write(change.ctx, group):
        raise access.DENIED()


def _freed(change: Change) -> None:
    """Tasks of an epic that is deleted, or has left the group, are of none."""
    change.ctx.tx.update(ITEM, {"EPIC_ID": change.old["ID"]}, {"EPIC_ID": NO_EPIC})


def _left(change: Change) -> None:
    if change.old and change.row["GROUP_ID"] != change.old["GROUP_ID"]:
        _freed(change)


def _without_files(change: Change) -> None:
    change.ctx.tx.delete(ATTACHED, ENTITY_TYPE=KIND, ENTITY_ID=change.old["ID"])


EPICS = Collection(
    noun="epic",
    plural="epics",
    table=EPIC,
    fields=EPIC_FIELDS,
    access=access.OF_GROUP,
    before_save=(_of_scrum, access.sign),
    after_save=(_left,),
    before_delete=(_freed, _without_files),
)


def attach(ctx: Ctx, epic: int, given: Any, refusal: ErrorKind) -> None:
    """Show files of the disk with an epic, in the place of those that it had.

    :param given: ids as clients send them, each with an ``n`` before it
    :raises CallError: ``refusal`` for what is no file that the caller may read
    """
    if not isinstance(given, list | dict):
        raise refusal()
    ids = [str(each).removeprefix("n") for each in (given.values() if isinstance(given, dict) else given)]
    if not all(each.isascii() and each.isdecimal() and len(each) < 19 for each in ids):
        raise refusal()
    numbers = list(dict.fromkeys(map(int, ids)))
    if not all(disk.may(ctx, Level.READ, number) for number in numbers):
        raise refusal()
    ctx.tx.delete(ATTACHED, ENTITY_TYPE=KIND, ENTITY_ID=epic)
    for number in numbers:
        attached.attach(ctx, number, MODULE, KIND, epic)


def files_of(ctx: Ctx, epic: int) -> dict[str, Any]:
    """The files of an epic, as it shows them."""
    shown = [each.id for each in attached.of(ctx.tx, KIND, [epic]).get(epic, [])]
    return {**DESCRIBED, "VALUE": shown, "ENTITY_VALUE_ID": epic}
