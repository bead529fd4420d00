"""``telephony.externalCall.*``: calls that applications tell of."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.telephony import cards, clients, finishing, people, recordings, registering
from homeport.methods.telephony._refusals import NO_APPLICATION
from homeport.rpc import Underscored, method


class Register(Underscored):
    user_id: Any = None
    user_phone_inner: Any = None
    phone_number: Any = None
    type: Any = None
    call_start_date: Any = None
    crm_create: Any = None
    crm_source: Any = None
    crm_entity_type: Any = None
    crm_entity_id: Any = None
    show: Any = None
    add_to_chat: Any = None
    call_list_id: Any = None
    line_number: Any = None
    external_call_id: Any = None


class Finish(Underscored):
    call_id: Any = None
    user_id: Any = None
    user_phone_inner: Any = None
    duration: Any = None
    cost: Any = None
    cost_currency: Any = None
    status_code: Any = None
    failed_reason: Any = None
    record_url: Any = None
    vote: Any = None
    add_to_chat: Any = None


class OfUsers(Underscored):
    call_id: Any = None
    user_id: Any = None


class Recording(Underscored):
    call_id: Any = None
    record_url: Any = None
    filename: Any = None
    file_content: Any = None


class Phone(Underscored):
    phone_number: Any = None


@method(
    "telephony.externalCall.register",
    writes=True,
    application=NO_APPLICATION,
    errors=(
        NO_APPLICATION,
        people.UNSAID,
        people.NOT_FOUND,
        registering.UNKNOWN_TYPE,
        registering.NO_MOMENT,
        registering.NO_PHONE,
    ),
)
def register(ctx: Ctx, p: Register) -> dict[str, Any]:
    """Register a call that begins."""
    return registering.register(ctx, p.said())


@method(
    "telephony.externalCall.finish",
    writes=True,
    application=NO_APPLICATION,
    errors=(NO_APPLICATION, finishing.NOT_A_TEXT, finishing.NOT_FOUND, people.UNSAID, people.NOT_FOUND),
)
def finish(ctx: Ctx, p: Finish) -> dict[str, Any]:
    """End a call: it comes into the statistics, and its client has an activity of it."""
    return finishing.finish(ctx, p.said())


@method("telephony.externalCall.show", writes=True)
def show(ctx: Ctx, p: OfUsers) -> bool:
    """Show the card of a call to people."""
    call = cards.open_call(ctx, p.call_id)
    if call is not None:
        cards.show(ctx, call, p.user_id)
    return call is not None


@method("telephony.externalCall.hide", writes=True)
def hide(ctx: Ctx, p: OfUsers) -> bool:
    """Hide the card of a call from people."""
    call = cards.open_call(ctx, p.call_id)
    if call is not None:
        cards.hide(ctx, call, p.user_id)
    return call is not None


@method(
    "telephony.externalCall.attachRecord",
    writes=True,
    errors=(
        recordings.UNSAID,
        recordings.NOT_ENDED,
        recordings.NAMELESS,
        recordings.WRONG_EXTENSION,
        recordings.EMPTY,
        recordings.NOT_BASE64,
        recordings.NOT_FETCHED,
        recordings.NOT_KEPT,
    ),
)
def attach_record(ctx: Ctx, p: Recording) -> dict[str, Any]:
    """Attach a recording to a call that has ended."""
    return recordings.attach(ctx, p.call_id, p.record_url, p.filename, p.file_content)


@method("telephony.externalCall.searchCrmEntities", errors=(clients.NO_NUMBER,))
def search(ctx: Ctx, p: Phone) -> list[dict[str, Any]]:
    """Find the clients with a phone."""
    return clients.search(ctx, p.phone_number)
