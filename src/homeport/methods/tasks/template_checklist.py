"""``tasks.template.checklist.*``: what is to be done in each task that a template makes."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_PARAMETER, MISSING_PARAMETER, ErrorKind
from homeport.core.rights import Operation
from homeport.core.values import number_or_none
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map
from homeport.domain.tasks.templates import attachments, checklist, templates
from homeport.methods.family import as_id
from homeport.rpc import Method, Params, method
from homeport.rpc.method import make

SCOPE = "task"
NO_ITEM_ID = ErrorKind(
    "100", "Bitrix\\Tasks\\CheckList\\Internals\\CheckList All parameters in the constructor must have real class type"
)
UNKNOWN = ErrorKind("0", "Invalid value [] for field [ENTITY_ID] in item [, {title}]")
NO_READING = ErrorKind("0", "Access to the task template is denied")
NO_ADDING = ErrorKind("0", "Adding item: action is not available")
NO_CHANGING = ErrorKind("0", "Updating item: action not available")
NO_DELETING = ErrorKind("0", "Deleting item: action not available")
NO_TOGGLING = ErrorKind("0", "Changing the status of the item: action not available")
NO_FILES_BY_CONTENT = ErrorKind("0", "Modification of the item: action is not available")
NO_FILES_FROM_DISK = ErrorKind("0", "Item modification: action not available")
NO_REMOVING = ErrorKind("0", "Changing item: action is not available")
NOT_THERE = ErrorKind("0", "Invalid value [] for field [ENTITY_ID] in element [, ]")
NO_MOVING = ErrorKind("0", "Moving item: action not available")
VALUES = (checklist.UNNAMED, checklist.NO_PARENT, checklist.UNFIT)


class OfTemplate(Params):
    template_id: Any = None


class Add(OfTemplate):
    fields: Any = None


class OfItem(OfTemplate):
    check_list_item_id: Any = None


class Update(OfItem):
    fields: Any = None


class MoveAfter(OfItem):
    after_item_id: Any = None


class ByContent(OfItem):
    attachment_parameters: Any = None


class FromDisk(OfItem):
    files_ids: Any = None


class Removal(OfItem):
    attachments_ids: Any = None


class MoveBefore(OfItem):
    before_item_id: Any = None


class List(OfTemplate):
    filter: Any = None
    select: Any = None
    order: Any = None


def _template(ctx: Ctx, given: Any, operation: Operation, refusal: ErrorKind) -> int:
    """A template to which the caller may do so.

    :param refusal: of one that is not there, too
    """
    if given is None:
        raise MISSING_PARAMETER(name="templateId")
    number = as_id(given, refusal)
    if not templates.may(ctx, number, operation):
        raise refusal()
    return number


def _item(ctx: Ctx, p: Any, refusal: ErrorKind, unknown: ErrorKind = UNKNOWN) -> Values:
    """An item of a template that the caller may change.

    :param unknown: the refusal of an item that there is not; takes ``title``
    """
    if p.template_id is not None and p.check_list_item_id is None:
        raise NO_ITEM_ID()
    template = _template(ctx, p.template_id, Operation.WRITE, refusal)
    return _of(ctx, template, p.check_list_item_id, unknown)


def _of(ctx: Ctx, template: int, given: Any, unknown: ErrorKind = UNKNOWN) -> Values:
    refusal = unknown(title="")
    found = checklist.find(ctx.tx, template, as_id(given, ErrorKind(refusal.code, refusal.description)))
    if found is None:
        raise refusal
    return found


def _fields(given: Any) -> dict[str, Any]:
    if not given or not isinstance(given, dict):
        raise MISSING_PARAMETER(name="fields")
    return given


def _answer(ctx: Ctx, template: int, number: int) -> dict[str, Values]:
    return {"checkListItem": checklist.shown(ctx, template, checklist.find(ctx.tx, template, number))}


@method("tasks.template.checklist.add", scope=SCOPE, writes=True, errors=(NO_ADDING, *VALUES))
def add(ctx: Ctx, p: Add) -> dict[str, Values]:
    """Add an item to a checklist of a template, or a checklist."""
    template = _template(ctx, p.template_id, Operation.WRITE, NO_ADDING)
    return _answer(ctx, template, checklist.add(ctx, template, _fields(p.fields)))


@method("tasks.template.checklist.update", scope=SCOPE, writes=True, errors=(NO_ITEM_ID, NO_CHANGING, UNKNOWN, *VALUES))
def update(ctx: Ctx, p: Update) -> dict[str, Values]:
    """Change an item of a checklist of a template."""
    item = _item(ctx, p, NO_CHANGING)
    checklist.change(ctx, item, _fields(p.fields))
    return _answer(ctx, item["TEMPLATE_ID"], item["ID"])


@method("tasks.template.checklist.get", scope=SCOPE, errors=(NO_ITEM_ID, NO_READING))
def get(ctx: Ctx, p: OfItem) -> dict[str, Values]:
    """Return an item of a checklist of a template; one without values where there is none."""
    if p.template_id is not None and p.check_list_item_id is None:
        raise NO_ITEM_ID()
    template = _template(ctx, p.template_id, Operation.READ, NO_READING)
    return _answer(ctx, template, number_or_none(p.check_list_item_id) or 0)


@method("tasks.template.checklist.list", scope=SCOPE, heavy=True, errors=(NO_READING,))
def list_(ctx: Ctx, p: List) -> dict[str, Any]:
    """List the items of a template's checklists by a filter."""
    template = _template(ctx, p.template_id, Operation.READ, NO_READING)
    found = checklist.listed(ctx, template, filter=p.filter, select=p.select, order=p.order)
    return {"checkListItems": found or []}


@method("tasks.template.checklist.delete", scope=SCOPE, writes=True, errors=(NO_ITEM_ID, NO_DELETING, UNKNOWN))
def delete(ctx: Ctx, p: OfItem) -> bool:
    """Delete an item of a checklist of a template with all below it."""
    checklist.delete(ctx, _item(ctx, p, NO_DELETING))
    return True


def _toggling(name: str, value: str, summary: str) -> Method:
    def toggle(ctx: Ctx, p: OfItem) -> dict[str, Values]:
        item = _item(ctx, p, NO_TOGGLING)
        checklist.change(ctx, item, {"IS_COMPLETE": value})
        return _answer(ctx, item["TEMPLATE_ID"], item["ID"])

    errors = (NO_ITEM_ID, NO_TOGGLING, UNKNOWN)
    full = f"tasks.template.checklist.{name}"
    return make(full, toggle, params=OfItem, scope=SCOPE, writes=True, errors=errors, summary=summary)


@method(
    "tasks.template.checklist.moveAfter",
    scope=SCOPE,
    writes=True,
    errors=(NO_ITEM_ID, NO_MOVING, UNKNOWN, checklist.UNFIT),
)
def move_after(ctx: Ctx, p: MoveAfter) -> dict[str, Values]:
    """Put an item of a checklist of a template behind another."""
    return _moved(ctx, p, p.after_item_id, "afterItemId", behind=True)


@method(
    "tasks.template.checklist.moveBefore",
    scope=SCOPE,
    writes=True,
    errors=(NO_ITEM_ID, NO_MOVING, UNKNOWN, checklist.UNFIT),
)
def move_before(ctx: Ctx, p: MoveBefore) -> dict[str, Values]:
    """Put an item of a checklist of a template before another."""
    return _moved(ctx, p, p.before_item_id, "beforeItemId", behind=False)


def _moved(ctx: Ctx, p: Any, beside: Any, name: str, *, behind: bool) -> dict[str, Values]:
    item = _item(ctx, p, NO_MOVING)
    if beside is None:
        raise MISSING_PARAMETER(name=name)
    other = _of(ctx, item["TEMPLATE_ID"], beside)
    if other["ID"] == item["ID"]:
        raise NO_MOVING()
    checklist.move(ctx, item, other, behind=behind)
    return _answer(ctx, item["TEMPLATE_ID"], item["ID"])


@method(
    "tasks.template.checklist.addAttachmentByContent",
    scope=SCOPE,
    writes=True,
    errors=(NO_ITEM_ID, NO_FILES_BY_CONTENT, attachments.NOT_ADDED),
)
def add_attachment_by_content(ctx: Ctx, p: ByContent) -> dict[str, Values]:
    """Show a new file with an item of a checklist of a template; the answer has the item as it was before."""
    item = _item(ctx, p, NO_FILES_BY_CONTENT, attachments.NOT_ADDED)
    if not p.attachment_parameters or not isinstance(p.attachment_parameters, dict):
        raise MISSING_PARAMETER(name="attachmentParameters")
    before = _answer(ctx, item["TEMPLATE_ID"], item["ID"])
    attachments.add(ctx, item["ID"], p.attachment_parameters)
    return before


@method(
    "tasks.template.checklist.addAttachmentsFromDisk",
    scope=SCOPE,
    writes=True,
    errors=(NO_ITEM_ID, NO_FILES_FROM_DISK, NOT_THERE, checklist.UNFIT),
)
def add_attachments_from_disk(ctx: Ctx, p: FromDisk) -> dict[str, Values]:
    """Show files of the disk with an item of a checklist of a template."""
    item = _item(ctx, p, NO_FILES_FROM_DISK, NOT_THERE)
    if not attachments.add_from_disk(ctx, item["ID"], _listed(p.files_ids, "filesIds")):
        raise checklist.UNFIT(field="ATTACHMENTS", title=item["TITLE"])
    return _answer(ctx, item["TEMPLATE_ID"], item["ID"])


@method(
    "tasks.template.checklist.removeAttachments",
    scope=SCOPE,
    writes=True,
    errors=(NO_ITEM_ID, NO_REMOVING, NOT_THERE),
)
def remove_attachments(ctx: Ctx, p: Removal) -> dict[str, Values]:
    """Show files with an item of a checklist of a template no longer."""
    item = _item(ctx, p, NO_REMOVING, NOT_THERE)
    attachments.remove(ctx, item["ID"], _listed(p.attachments_ids, "attachmentsIds"))
    return _answer(ctx, item["TEMPLATE_ID"], item["ID"])


def _listed(given: Any, name: str) -> list[Any]:
    if given is None:
        raise MISSING_PARAMETER(name=name)
    if not given or not isinstance(given, dict | list):
        raise INVALID_PARAMETER(value=given, name=name, type="array")
    return list(as_map(given).values())


METHODS = (
    _toggling("complete", "Y", "Tick off an item of a checklist of a template."),
    _toggling("renew", "N", "Take the tick from an item of a checklist of a template."),
)
