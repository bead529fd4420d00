"""What an operator does: read the log, explain access, ask for faults, hold the clock, reset."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

import msgspec
from starlette.concurrency import run_in_threadpool

from homeport.core.clock import Clock
from homeport.core.rights import Operation
from homeport.domain.crm.explain import explain, type_id_of
from homeport.domain.portal import clocks
from homeport.domain.portal.calls import faults, requests
from homeport.domain.portal.calls.faults import Rule
from homeport.domain.portal.calls.requests import Entry, Wanted
from homeport.mcp.tool import Arguments, Desk, ToolError, Trust, tool
from homeport.portals import lifecycle
from homeport.portals.errors import PortalsError
from homeport.reference import Book, open_book
from homeport.reference.refusals import reason_of
from homeport.store import Transaction
from homeport.store.journal import Journal


class Question(Arguments):
    user: int
    type: Annotated[
        str,
        msgspec.Meta(
            description="lead, deal, contact, company, quote, smart_invoice, activity, or a smart process's id"
        ),
    ]
    id: int
    operation: Operation = Operation.READ


@tool("homeport-explain-access", trust=Trust.OPERATOR)
async def explain_access(desk: Desk, given: Question) -> Any:
    """Say why a user may or may not do something to a record or an activity: which role decides, and by which rule."""
    try:
        type_id = type_id_of(given.type)
        return await desk.portal.read(lambda tx: explain(tx, given.user, given.operation, type_id, given.id))
    except (LookupError, ValueError) as error:
        raise ToolError(f"{error.args[0]}.") from None


class Newest(Arguments):
    method: Annotated[str, msgspec.Meta(description="A glob, such as crm.deal.*")] = "*"
    status: Annotated[int | None, msgspec.Meta(description="0: the connection was dropped")] = None
    error: Annotated[str | None, msgspec.Meta(description="A code; * for any")] = None
    credential: Annotated[str, msgspec.Meta(description="A glob, such as webhook:5 or app:*")] = "*"
    faulted: Annotated[bool, msgspec.Meta(description="Only those that a fault was injected into")] = False
    answers: Annotated[bool, msgspec.Meta(description="With what was answered")] = False
    limit: Annotated[int, msgspec.Meta(ge=1, le=200)] = 20


@tool("homeport-requests", trust=Trust.OPERATOR)
async def newest(desk: Desk, given: Newest) -> list[dict[str, Any]]:
    """Read the newest requests of the portal's log, the oldest of them first: what integrations asked, without secrets,
    how it was answered, and for refusals why.
    """
    fields = {name: getattr(given, name) for name in given.__struct_fields__ if name not in ("answers", "limit")}
    journal = Journal(desk.folder.journal_file(desk.portal.name))
    found = await run_in_threadpool(requests.newest, journal, Wanted(**fields), given.limit)
    book = await open_book(desk.registry)
    return await desk.portal.read(lambda tx: [_entry(tx, desk, book, entry, given.answers) for entry in found])


def _entry(tx: Transaction, desk: Desk, book: Book, entry: Entry, answers: bool) -> dict[str, Any]:
    said = requests.whole(entry) if answers else requests.said(entry)
    reason = reason_of(tx, desk.portal, book, entry)
    if reason is not None:
        said["why"] = reason.text
        if reason.access is not None:
            said["access"] = f"{'allowed' if reason.access.allowed else 'not allowed'}: {reason.access.why}"
    return said


class NoArguments(Arguments):
    pass


@tool("homeport-faults", trust=Trust.OPERATOR)
async def list_faults(desk: Desk, given: NoArguments) -> list[dict[str, Any]]:
    """List the faults that are injected on purpose into calls of this portal."""
    return [{"id": each.id, "rule": each.rule} for each in await desk.portal.read(faults.listed)]


class NewFault(Arguments):
    rule: Annotated[
        Rule,
        msgspec.Meta(
            description="What happens (error, status, delay, drop) to which calls (method and credential are globs), "
            "how often (times, skip, probability, seed), before or after the method runs (when)"
        ),
    ]


@tool("homeport-add-fault", trust=Trust.OPERATOR, changes=True)
async def add_fault(desk: Desk, given: NewFault) -> dict[str, int]:
    """Inject a fault into the calls that a rule covers: an error, a bare status, a delay, a dropped connection."""
    return {"id": await desk.portal.store.write(lambda tx: faults.add(tx, given.rule))}


class OldFault(Arguments):
    id: Annotated[int | None, msgspec.Meta(description="Of the fault; without: all of them")] = None


@tool("homeport-remove-fault", trust=Trust.OPERATOR, changes=True)
async def remove_fault(desk: Desk, given: OldFault) -> str:
    """Remove a fault, or all of them."""
    if given.id is None:
        await desk.portal.store.write(faults.clear)
        return "There are no faults any more."
    fault_id = given.id
    if not await desk.portal.store.write(lambda tx: faults.remove(tx, fault_id)):
        raise ToolError(f"There is no fault {fault_id}. List them with homeport-faults.")
    return f"Fault {fault_id} is removed."


@tool("homeport-clock", trust=Trust.OPERATOR)
async def read_clock(desk: Desk, given: NoArguments) -> dict[str, Any]:
    """Read the portal's clock, which lifetimes, limits and stamps go by."""
    return _clock(desk.portal.clock)


class Setting(Arguments):
    do: Annotated[
        Literal["freeze", "advance", "set", "real"],
        msgspec.Meta(description="Hold it, move it, let it run from a moment, or be the machine's again"),
    ]
    at: (
        Annotated[str, msgspec.Meta(max_length=40, description="For freeze and set: 2026-01-01T09:00:00+01:00")] | None
    ) = None
    seconds: Annotated[float, msgspec.Meta(description="For advance")] = 0.0


@tool("homeport-set-clock", trust=Trust.OPERATOR, changes=True)
async def set_clock(desk: Desk, given: Setting) -> dict[str, Any]:
    """Hold or move the portal's clock, to test expiry, limits and deadlines without waiting."""
    try:
        at = None if given.at is None else clocks.moment(given.at)
        return _clock(await desk.portal.store.write(lambda tx: _set(tx, given, at)))
    except ValueError as error:  # what msgspec raises is one
        raise ToolError(f"{error}.") from None


def _set(tx: Transaction, given: Setting, at: float | None) -> Clock:
    if given.do == "freeze":
        return clocks.freeze(tx, at)
    if given.do == "advance":
        return clocks.advance(tx, given.seconds)
    if given.do == "set":
        if at is None:
            raise ValueError("set needs at")
        return clocks.start(tx, at)
    return clocks.real(tx)


def _clock(clock: Clock) -> dict[str, Any]:
    now = clock.now()
    iso = datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds")
    return {"now": now, "iso": iso, "frozen": clock.state.frozen_at is not None, "offset": clock.state.offset}


class Reset(Arguments):
    baseline: (
        Annotated[str, msgspec.Meta(max_length=64, description="The one that it was made from, unless given")] | None
    ) = None


@tool("homeport-reset", trust=Trust.OPERATOR, changes=True)
async def reset(desk: Desk, given: Reset) -> str:
    """Put a baseline's contents in place of all that the portal holds: records, people, webhooks, settings, clock,
    faults. What it held is gone then.
    """
    try:
        name = await run_in_threadpool(lifecycle.reset, desk.folder, desk.portal.name, given.baseline)
    except PortalsError as error:
        raise ToolError(str(error)) from None
    return f"The portal holds the baseline {name} now."
