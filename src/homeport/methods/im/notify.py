"""``im.notify.*``: notices to people."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, number_or_none
from homeport.domain.im import answering, blocks, messages, notices
from homeport.domain.im.blocks import ATTACH
from homeport.domain.im.notices import CUSTOM, Sought
from homeport.domain.records.filters import as_map
from homeport.methods.im._params import USER_ID_EMPTY, limited, moment, users, yes
from homeport.rpc import NoParams, Params, Underscored, method

WRONG_AUTH = ErrorKind("WRONG_AUTH_TYPE", "Access for this method not allowed by session authorization.", 403)
MESSAGE_EMPTY = ErrorKind("MESSAGE_EMPTY", "Message can't be empty")
PARAMS_ERROR = ErrorKind("PARAMS_ERROR", "Incorrect params")
NO_CLIENT = ErrorKind("ACCESS_DENIED", "Access denied! Client ID not specified", 403)
TOGETHER = ErrorKind("LAST_ID_AND_LAST_TYPE", "Parameters LAST_ID and LAST_TYPE should be used together")
LAST_ID_STRING = ErrorKind("LAST_ID_STRING", "Last notification ID can't be string")
TOO_SHORT = ErrorKind("SEARCH_TEXT_ERROR", "SEARCH_TEXT can't be less than 3 symbols")
NO_LIST = ErrorKind("PARAMS_ERROR", "No IDS param or it is not an array")
ID_ERROR = ErrorKind("ID_ERROR", "Notification ID can't be empty")
NO_ANSWER = ErrorKind("ANSWER_TEXT_ERROR", "ANSWER_TEXT can't be empty")
NO_VALUE = ErrorKind("NOTIFY_VALUE_ERROR", "Notification Value can't be empty")

_SENDING = (WRONG_AUTH, USER_ID_EMPTY, MESSAGE_EMPTY, blocks.ATTACH_OVERSIZE, blocks.ATTACH_ERROR)
SHORTEST = 3


class Send(Underscored):
    user_id: Any = None
    message: Any = None
    message_out: Any = None
    tag: Any = None
    sub_tag: Any = None
    attach: Any = None
    client_id: Any = None


class Notify(Send):
    type: Any = None


class Get(Underscored):
    last_id: Any = None
    last_type: Any = None
    limit: Any = None
    convert_text: Any = None


class Search(Underscored):
    search_text: Any = None
    search_type: Any = None
    search_types: Any = None
    search_date: Any = None
    search_date_from: Any = None
    search_date_to: Any = None
    search_authors: Any = None
    last_id: Any = None
    limit: Any = None
    convert_text: Any = None
    group_tag: Any = None


class Read(Underscored):
    id: Any = None
    action: Any = None
    only_current: Any = None


class ReadList(Params):
    ids: Any = None
    action: Any = None


class Delete(Underscored):
    id: Any = None
    tag: Any = None
    sub_tag: Any = None
    client_id: Any = None


class Answer(Underscored):
    notify_id: Any = None
    answer_text: Any = None


class Confirm(Underscored):
    notify_id: Any = None
    notify_value: Any = None


@method("im.notify", writes=True, errors=_SENDING)
def notify(ctx: Ctx, p: Notify) -> int | bool:
    """Send a notice to somebody, in the caller's name or the portal's."""
    return _send(ctx, p, personal=str(p.type).upper() != "SYSTEM")


@method("im.notify.personal.add", writes=True, errors=_SENDING)
def personal(ctx: Ctx, p: Send) -> int | bool:
    """Send a notice to somebody in the caller's name."""
    return _send(ctx, p, personal=True)


@method("im.notify.system.add", writes=True, errors=_SENDING)
def system(ctx: Ctx, p: Send) -> int | bool:
    """Send a notice to somebody in the portal's name."""
    return _send(ctx, p, personal=False)


def _send(ctx: Ctx, p: Send, *, personal: bool) -> int | bool:
    if ctx.credential.key.startswith("user:"):
        raise WRONG_AUTH()
    user = number_or_none(p.user_id)
    if not user:
        raise USER_ID_EMPTY()
    text = _text(p.message)
    if not text:
        raise MESSAGE_EMPTY()
    attach = blocks.read(ctx, ATTACH, p.attach)
    values = {"MESSAGE": text, "MESSAGE_OUT": _text(p.message_out), "PARAMS": {"ATTACH": attach} if attach else None}
    values |= {"TAG": _text(p.tag), "SUB_TAG": _text(p.sub_tag)}
    return notices.send(ctx, user, values, app=_app(ctx, p.client_id), personal=personal)


def _app(ctx: Ctx, client_id: Any) -> str:
    """The application whose tags are meant: the one that calls, or one that a webhook calls itself."""
    if ctx.credential.app is not None:
        return ctx.credential.app.client_id
    called = _text(client_id)
    return called and f"{CUSTOM}{called}"


def _text(given: Any) -> str:
    try:
        return messages.text_of(given).strip()
    except ValueError:
        return ""


@method("im.notify.get", errors=(TOGETHER, LAST_ID_STRING))
def get(ctx: Ctx, p: Get) -> dict[str, Any]:
    """List the notices to the caller, those with buttons first."""
    if is_empty(p.last_id) != is_empty(p.last_type):
        raise TOGETHER()
    last, stage = _last(p.last_id), number_or_none(p.last_type)
    limit = limited(p.limit, notices.MOST, notices.MOST)
    return notices.page(ctx, last, stage if last is not None else None, limit, converts=yes(p.convert_text))


def _last(given: Any) -> int | None:
    if is_empty(given):
        return None
    number = number_or_none(given)
    if number is None:
        raise LAST_ID_STRING()
    return number


@method("im.notify.history.search", heavy=True, errors=(TOO_SHORT, LAST_ID_STRING))
def search(ctx: Ctx, p: Search) -> dict[str, Any]:
    """Search the notices to the caller."""
    text, day = _text(p.search_text), moment(ctx, p.search_date)
    since, until = moment(ctx, p.search_date_from), moment(ctx, p.search_date_to)
    listed = [p.search_type, *as_map(p.search_types).values()] if p.search_types else [p.search_type]
    kinds = tuple((str(each).partition("|")[0], str(each).partition("|")[2]) for each in listed if not is_empty(each))
    authors = tuple(users(p.search_authors)[: notices.MOST])
    if len(text) < SHORTEST and not (kinds or day or authors or (since and until)):
        raise TOO_SHORT()
    if day:
        since, until = day, notices.day_after(day)
    elif not (since and until):
        since = until = None
    tag = None if is_empty(p.group_tag) else _text(p.group_tag)
    sought = Sought(text if len(text) >= SHORTEST else None, kinds[: notices.MOST], since, until, authors, tag)
    limit = limited(p.limit, notices.MOST, notices.MOST)
    return notices.search(ctx, sought, _last(p.last_id), limit, converts=yes(p.convert_text))


@method("im.notify.schema.get")
def schema(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Describe the kinds of notices."""
    return {
        module: {
            "NAME": name,
            "MODULE_ID": module,
            "LIST": [{"ID": f"{module}|{event}", "NAME": called} for event, called in events.items()],
        }
        for module, (name, events) in notices.SCHEMA.items()
    }


@method("im.notify.read", writes=True)
def read(ctx: Ctx, p: Read) -> bool:
    """Note that a notice was read, or all from it on, or not."""
    number = number_or_none(p.id)
    if number is not None:
        notices.read(ctx, number, is_read=yes(p.action, usual=True), alone=yes(p.only_current))
    return True


@method("im.notify.read.list", writes=True, errors=(NO_LIST,))
def read_list(ctx: Ctx, p: ReadList) -> bool:
    """Note that some notices were read, or not."""
    if not isinstance(p.ids, dict | list):
        raise NO_LIST()
    for each in as_map(p.ids).values():
        number = number_or_none(each)
        if not number:
            break
        notices.read(ctx, number, is_read=yes(p.action, usual=True), alone=True)
    return True


@method("im.notify.read.all", writes=True)
def read_all(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Note that all notices were read."""
    notices.read_all(ctx)
    return {"result": True, "newCounter": notices.unread(ctx)}


@method("im.notify.delete", writes=True, errors=(PARAMS_ERROR, NO_CLIENT))
def delete(ctx: Ctx, p: Delete) -> bool:
    """Delete a notice to the caller, or those that an application has sent with a tag."""
    number = number_or_none(p.id)
    if number:
        return notices.delete_one(ctx, number)
    name, tag = ("TAG", _text(p.tag)) if not is_empty(p.tag) else ("SUB_TAG", _text(p.sub_tag))
    if not tag or ctx.credential.key.startswith("user:"):
        raise PARAMS_ERROR()
    app = _app(ctx, p.client_id)
    if not app:
        raise NO_CLIENT()
    return notices.delete_tagged(ctx, app, name, tag)


@method("im.notify.answer", writes=True, errors=(ID_ERROR, NO_ANSWER))
def answer(ctx: Ctx, p: Answer) -> dict[str, Any]:
    """Answer a notice of somebody in words, which that person reads as a message."""
    number = number_or_none(p.notify_id)
    if not number:
        raise ID_ERROR()
    if not _text(p.answer_text):
        raise NO_ANSWER()
    return {"result_message": answering.answer(ctx, notices.find(ctx, number), _text(p.answer_text))}


@method("im.notify.confirm", writes=True, errors=(ID_ERROR, NO_VALUE))
def confirm(ctx: Ctx, p: Confirm) -> dict[str, Any]:
    """Press a button of a notice."""
    number = number_or_none(p.notify_id)
    if not number:
        raise ID_ERROR()
    if is_empty(p.notify_value):
        raise NO_VALUE()
    notice = notices.find(ctx, number)
    asked = notice is not None and (notice["MODULE"], notice["EVENT"]) == (answering.MODULE, answering.EVENT)
    return {"result_message": answering.decide(ctx, notice, str(p.notify_value)) if notice and asked else False}
