"""What handlers were told: the inbox, sending again, and events on demand."""

from typing import Annotated, Any

import msgspec

from homeport.domain.events import inbox, outbox, triggering
from homeport.domain.events.inbox import State, Wanted
from homeport.domain.portal.settings import clock_of
from homeport.mcp.tool import Arguments, Desk, ToolError, Trust, tool
from homeport.store import Transaction


class NewestCalls(Arguments):
    event: Annotated[str, msgspec.Meta(description="A glob on the code, such as ONCRMDEAL*")] = "*"
    record: Annotated[str | None, msgspec.Meta(description="The id that the event is about")] = None
    state: State | None = None
    limit: Annotated[int, msgspec.Meta(ge=1, le=200)] = 20


@tool("homeport-events", trust=Trust.OPERATOR)
async def newest_calls(desk: Desk, given: NewestCalls) -> list[dict[str, Any]]:
    """Read the newest calls to event handlers of applications and outgoing webhooks, the oldest of them first: what was
    told, how often it was tried, and how it ended.
    """
    wanted = Wanted(event=given.event, record=given.record, state=given.state)
    found = await desk.portal.read(lambda tx: inbox.newest(tx, wanted, given.limit))
    return [inbox.said(call) for call in reversed(found)]


class OfCall(Arguments):
    id: int


@tool("homeport-event", trust=Trust.OPERATOR)
async def one_call(desk: Desk, given: OfCall) -> dict[str, Any]:
    """Read one call to an event handler: what was sent at each attempt, without secrets, and what came back."""

    def read(tx: Transaction) -> dict[str, Any]:
        call = outbox.find(tx, given.id)
        if call is None:
            raise ToolError(_NO_CALL.format(given.id))
        return {**inbox.said(call), "deliveries": [each._asdict() for each in inbox.attempts(tx, given.id)]}

    return await desk.portal.read(read)


@tool("homeport-resend-event", trust=Trust.OPERATOR, changes=True)
async def resend_call(desk: Desk, given: OfCall) -> str:
    """Let a call to an event handler be made again, now."""
    if not await desk.portal.store.write(lambda tx: outbox.resend(tx, clock_of(tx), given.id)):
        raise ToolError(_NO_CALL.format(given.id))
    return f"Call {given.id} is made again."


class Trigger(Arguments):
    event: Annotated[str, msgspec.Meta(min_length=1, max_length=200, description="Its code, such as ONCRMDEALUPDATE")]
    record: Annotated[str, msgspec.Meta(max_length=100, description="The id of the record that it is about")]


@tool("homeport-trigger-event", trust=Trust.OPERATOR, changes=True)
async def trigger_event(desk: Desk, given: Trigger) -> dict[str, int]:
    """Tell every handler that wants to know that an event happened to a record, though nothing has."""
    try:
        count = await desk.portal.store.write(
            lambda tx: triggering.trigger(tx, clock_of(tx), given.event, given.record)
        )
    except triggering.NoSuchEventError as error:
        raise ToolError(f"{error}. Find events with bitrix-search.") from None
    return {"handlers": count}


_NO_CALL = "There is no call {}. List them with homeport-events."
