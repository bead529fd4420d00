"""``telephony.externalCall.*``: calls that applications tell of."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.telephony import cards, clients, finishing, people, recordings, registering
from homeport.methods.im._params import named
from homeport.methods.telephony._refusals import NO_APPLICATION
from homeport.rpc import Params, method


class Register(Params):
    user_id: Any = named("user_id")
    user_phone_inner: Any = named("user_phone_inner")
    phone_number: Any = named("phone_number")
    type: Any = None
    call_start_date: Any = named("call_start_date")
    crm_create: Any = named("crm_create")
    crm_source: Any = named("crm_source")
    crm_entity_type: Any = named("crm_entity_type")
    crm_entity_id: Any = named("crm_entity_id")
    show: Any = None
    add_to_chat: Any = named("add_to_chat")
    call_list_id: Any = named("call_list_id")
    line_number: Any = named("line_number")
    external_call_id: Any = named("external_call_id")


class Finish(Params):
    call_id: Any = named("call_id")
    user_id: Any = named("user_id")
    user_phone_inner: Any = named("user_phone_inner")
    duration: Any = None
    cost: Any = None
    cost_currency: Any = named("cost_currency")
    status_code: Any = named("status_code")
    failed_reason: Any = named("failed_reason")
    record_url: Any = named("record_url")
    vote: Any = None
    add_to_chat: Any = named("add_to_chat")


class OfUsers(Params):
    call_id: Any = named("call_id")
    user_id: Any = named("user_id")


class Recording(Params):
    call_id: Any = named("call_id")
    record_url: Any = named("record_url")
    filename: Any = None
    file_content: Any = named("file_content")


class Phone(Params):
    phone_number: Any = named("phone_number")


def _said(p: Params) -> dict[str, Any]:
    """Parameters by their documented names."""
    return {field.upper(): getattr(p, field) for field in p.__struct_fields__}


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
    return registering.register(ctx, _said(p))


@method(
    "telephony.externalCall.finish",
    writes=True,
    application=NO_APPLICATION,
    errors=(NO_APPLICATION, finishing.NOT_A_TEXT, finishing.NOT_FOUND, people.UNSAID, people.NOT_FOUND),
)
def finish(ctx: Ctx, p: Finish) -> dict[str, Any]:
    """End a call: it comes into the statistics, and its client has an activity of it."""
    return finishing.finish(ctx, _said(p))


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
