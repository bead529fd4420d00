"""The recording of a call that has ended: sent with the call, to an address, or fetched from elsewhere. It is shown
with the call and with its activity.

Sources: ``telephony-external-call-attach-record.md``, ``tutorials/telephony/index.md``.
"""

from typing import Any
from urllib.parse import unquote, urlsplit

from sqlalchemy import bindparam, select

from homeport.core.clock import Clock
from homeport.core.ctx import Credential, Ctx
from homeport.core.errors import ErrorKind
from homeport.core.uploads import Upload, read_content, read_name
from homeport.domain.crm.activity import files as of_activities
from homeport.domain.disk import attached, objects, versions
from homeport.domain.files import doors, files
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Content, Refusals, Stored
from homeport.domain.portal import settings
from homeport.domain.portal.apps import handler_urls
from homeport.domain.portal.portal import actor_of
from homeport.domain.records import errands, reading
from homeport.domain.records.errands import Done, Errand, Request
from homeport.domain.telephony import statistics
from homeport.domain.telephony.reading import text
from homeport.domain.telephony.tables import RECORDING
from homeport.store import Query, Transaction

UNSAID = ErrorKind(
    "ERROR_CORE", "Required parameters are not set. Request should contain either URL or FILENAME parameter"
)
NOT_ENDED = ErrorKind("ERROR_CORE", "Call is not found in the statistic table. It looks like it is not finished yet.")
NAMELESS = ErrorKind("ERROR_CORE", "File name is empty")
WRONG_EXTENSION = ErrorKind("ERROR_CORE", "Wrong file extension. Only wav and mp3 are allowed")
EMPTY = ErrorKind("ERROR_CORE", "File content is empty.")
NOT_BASE64 = ErrorKind("ERROR_CORE", "File content is not properly encoded. Base64 encoding is expected.")
NOT_FETCHED = ErrorKind("ERROR_CORE", "Server returns HTTP error code {status}")
NOT_KEPT = ErrorKind("ERROR_CORE", "File could not be saved")

EXTENSIONS = (".wav", ".mp3")
KIND = DOOR = "telephony.record"
"""What is fetched, and what addresses of recordings lead through."""
MODULE, SHOWN_WITH = "voximplant", "telephony_call"
"""What ended calls are called where files say what they are shown with."""
MOST_FETCHED = 64 * 1024 * 1024
"""Bytes of a recording that is fetched."""
LONGEST_URL = 2_000

_REFUSALS = Refusals(NOT_KEPT, NOT_KEPT)
_TO_FETCH = Query(select(*RECORDING.c).where(RECORDING.c.CALL == bindparam("call")))

Row = dict[str, Any]


def attach(ctx: Ctx, call_id: Any, url: Any, name: Any, content: Any) -> Row:
    """Attach a recording to a call, in place of the one it has; its file, or where it may be sent.

    :param name: None where it is not said
    :param content: None where it comes later
    :raises CallError: the refusals above
    """
    if not url and name is None:
        raise UNSAID()
    call = statistics.of_call(ctx.tx, call_id)
    if call is None:
        raise NOT_ENDED()
    if url:
        address = address_of(ctx, url)
        if address is None:
            raise NOT_FETCHED(status=0)
        called = _name(name_in(address) if name is None else name)
        return {"FILE_ID": fetch(ctx, call, address, called)}
    called = _name(name)
    if content is None:
        return {"uploadUrl": doors.upload_url(ctx, DOOR, call["ID"], called), "fieldName": doors.FIELD}
    upload = Upload(called, _content(content))
    return {"FILE_ID": _put(ctx, call, attached.keep(ctx, files.save(ctx, upload, _REFUSALS)))}


def fetch(ctx: Ctx, call: Row, url: str, called: str) -> int:
    """Let a recording be fetched from elsewhere; the number of the file, which is empty until then."""
    file = _put(ctx, call, attached.keep(ctx, files.save(ctx, Upload(called, b""), _REFUSALS)))
    ctx.tx.insert(RECORDING, {"CALL": call["ID"], "URL": url, "AUTHOR_ID": ctx.actor.user_id})
    errands.put(ctx.tx, KIND, call["ID"], ctx.clock.now())
    return file


def address_of(ctx: Ctx, given: Any) -> str | None:
    """An address that a recording may be fetched from; None for none."""
    url = text(given, LONGEST_URL + 1)
    if len(url) > LONGEST_URL:
        return None
    try:
        handler_urls.check(url, public=settings.read(ctx.tx).handlers == "public")
    except handler_urls.HandlerUrlError:
        return None
    return url


def name_in(url: str) -> str:
    """What a recording at an address is called."""
    return unquote(urlsplit(url).path).rpartition("/")[2] or "record.mp3"


def plan(tx: Transaction, clock: Clock, number: int) -> Errand | None:
    """Where a recording is fetched from."""
    found = tx.dicts(_TO_FETCH, call=number)
    if not found:
        return None
    return Errand(requests=[Request(found[0]["URL"], most=min(files.room(tx), MOST_FETCHED))])


def end(tx: Transaction, clock: Clock, number: int, errand: Errand, done: Done) -> None:
    """Put what was fetched into the file, or take the file away where nothing was, and say why."""
    found, call, reply = tx.dicts(_TO_FETCH, call=number), statistics.of_number(tx, number), done.replies[0]
    if not found or call is None or found[0]["URL"] != errand.requests[0].url:
        return
    ctx = Ctx(tx, Credential("errand", actor_of(tx, found[0]["AUTHOR_ID"]), frozenset()), clock)
    file = reading.stored(ctx, objects.OBJECTS, {"ID": call["RECORD_FILE_ID"]})
    if not reply.content or file is None:
        _forget(tx, call)
        trouble = NOT_FETCHED(status=reply.status).description if reply.status else reply.outcome
        tx.update(statistics.TABLE, {"ID": number}, {"COMMENT": trouble})
        return
    versions.another(ctx, file, files.save(ctx, Upload(file["NAME"], reply.content), _REFUSALS))
    tx.delete(RECORDING, CALL=number)


def _put(ctx: Ctx, call: Row, file: int) -> int:
    """Show a file with a call and its activity, in place of the one before; its number."""
    _forget(ctx.tx, call)
    attached.attach(ctx, file, MODULE, SHOWN_WITH, call["ID"])
    if call["CRM_ACTIVITY_ID"] is not None and of_activities.takes(ctx.tx, call["CRM_ACTIVITY_ID"]):
        attached.attach(ctx, file, of_activities.MODULE, of_activities.KIND, call["CRM_ACTIVITY_ID"])
    ctx.tx.update(statistics.TABLE, {"ID": call["ID"]}, {"RECORD_FILE_ID": file, "COMMENT": None})
    return file


def _forget(tx: Transaction, call: Row) -> None:
    """Take the recording of a call away."""
    errands.put(tx, KIND, call["ID"], None)
    tx.delete(RECORDING, CALL=call["ID"])
    tx.update(statistics.TABLE, {"ID": call["ID"]}, {"RECORD_FILE_ID": None})
    for each in attached.of(tx, SHOWN_WITH, [call["ID"]]).get(call["ID"], []):
        if call["CRM_ACTIVITY_ID"] is not None:
            attached.forget(tx, of_activities.KIND, call["CRM_ACTIVITY_ID"], each.file)
        attached.forget(tx, SHOWN_WITH, call["ID"], each.file)


def _name(given: Any) -> str:
    said = text(given)
    if not said:
        raise NAMELESS()
    if not said.lower().endswith(EXTENSIONS):
        raise WRONG_EXTENSION()
    try:
        return read_name(said)
    except ValueError:
        raise NAMELESS() from None


def _content(given: Any) -> bytes:
    if given == "":
        raise EMPTY()
    try:
        return read_content(given)
    except ValueError:
        raise NOT_BASE64() from None


def _find(ctx: Ctx, number: int, said: str) -> Stored:
    return attached.content(ctx, number, SHOWN_WITH, lambda call: _require(ctx, call))


def _require(ctx: Ctx, call: int) -> None:
    if not statistics.is_seen(ctx, call):
        raise statistics.DENIED()


def _room(ctx: Ctx, number: int) -> int:
    return files.room(ctx.tx)


def _receive(ctx: Ctx, number: int, called: str, content: Content, said: str) -> dict[str, int]:
    """Take a recording that was sent to its address.

    :param said: what it is called
    """
    call = statistics.of_number(ctx.tx, number)
    if call is None:
        raise NOT_ENDED()
    if not content.size:
        raise EMPTY()
    return {"FILE_ID": _put(ctx, call, attached.keep(ctx, files.name(ctx, content, said)))}


DOORS = {DOOR: Door(find=_find, room=_room, receive=_receive)}
SHOWN = {SHOWN_WITH: statistics.is_seen}
