"""``homeport events``: what was told to handlers, and telling."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from homeport.cli.options import data_option, fail, json_option, open_portal, portal_option, say_json, say_table

if TYPE_CHECKING:
    from homeport.domain.events.outbox import Call
    from homeport.store import Transaction

_NUMBER = click.IntRange(1, 2**63 - 1)
STATES = ("waiting", "held", "sending", "delivered", "failed")
"""The values of :class:`homeport.domain.events.inbox.State`, here without importing it."""


@click.group(short_help="See what handlers were told; send again, pause, trigger.")
def events() -> None:
    """The inbox: every call to a handler of an application or an outgoing webhook, with what it answered."""


@events.command("list")
@click.option("--event", default="*", help="A glob on the code, such as 'ONCRMDEAL*'.")
@click.option("--record", help="The id that the event is about.")
@click.option("--handler", type=_NUMBER, help="The id of the subscription; see: homeport events handlers.")
@click.option("--state", type=click.Choice(STATES), help="How far the call is.")
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 5000), help="How many of the newest.")
@data_option
@portal_option
@json_option
def list_(
    event: str, record: str | None, handler: int | None, state: str | None, limit: int, data: Path, name: str,
    as_json: bool,
) -> None:  # fmt: skip
    """List the newest calls, the oldest of them first.

    \b
    Examples:
      homeport events list --event 'ONCRMDEAL*' --state failed
      homeport events list --limit 1 --json
    """
    from homeport.domain.events import inbox

    wanted = inbox.Wanted(
        event=event, record=record, handler=handler, state=None if state is None else inbox.State(state)
    )
    with open_portal(data, name) as portal:
        found = portal.read(lambda tx: inbox.newest(tx, wanted, limit))[::-1]
        zone = portal.clock.zone
    if as_json:
        say_json([inbox.said(each) for each in found])
    else:
        say_table(
            [(each.id, *row(each, zone)) for each in found],
            ("ID", "CREATED", "EVENT", "RECORD", "HANDLER", "STATE", "TRIES", "OUTCOME", "URL"),
            "Nobody was told of anything. Let an address be told with: homeport outgoing add URL ONCRMDEALUPDATE",
        )


def row(call: "Call", zone: ZoneInfo) -> tuple[object, ...]:
    """What is said of a call in a line."""
    from homeport.domain.events import inbox

    when = datetime.fromtimestamp(call.created, zone).strftime("%m-%d %H:%M:%S")
    marked = f"{call.event} (triggered)" if call.triggered == "Y" else call.event
    return (
        when, marked, inbox.record_of(call), call.handler_id or "", inbox.state_of(call).value, call.attempts,
        call.outcome, inbox.address_of(call),
    )  # fmt: skip


@events.command()
@click.argument("call_id", type=_NUMBER)
@data_option
@portal_option
@json_option
def show(call_id: int, data: Path, name: str, as_json: bool) -> None:
    """Show a call: what was sent at each attempt, without secrets, and what came back.

    \b
    Example:
      homeport events show 12
    """
    import json

    from homeport.domain.events import inbox, outbox

    with open_portal(data, name) as portal:
        call = portal.read(lambda tx: outbox.find(tx, call_id))
        attempts = portal.read(lambda tx: inbox.attempts(tx, call_id))
        zone = portal.clock.zone
    if call is None:
        fail(_NO_SUCH.format(call_id))
    said = {**inbox.said(call), "deliveries": [each._asdict() for each in attempts]}
    if as_json:
        say_json(said)
        return
    click.echo(f"{call.event} to {inbox.address_of(call)}: {inbox.state_of(call).value}")
    for each in attempts:
        when = datetime.fromtimestamp(each.sent_at, zone).strftime("%Y-%m-%d %H:%M:%S")
        click.echo(f"\n{when}, {each.seconds * 1000:.0f} ms: {each.outcome}")
        click.echo(json.dumps(each.request, indent=2, ensure_ascii=False))
        if each.answer:
            click.echo(f"answered: {each.answer}")
    if not attempts:
        click.echo(json.dumps(call.data, indent=2, ensure_ascii=False))


@events.command()
@click.argument("call_ids", type=_NUMBER, nargs=-1, required=True)
@data_option
@portal_option
def resend(call_ids: tuple[int, ...], data: Path, name: str) -> None:
    """Let calls be made again, now.

    \b
    Example:
      homeport events resend 12 13
    """
    from homeport.domain.events import outbox

    with open_portal(data, name) as portal:
        for call_id in call_ids:
            if portal.read(partial(outbox.find, call_id=call_id)) is None:
                fail(_NO_SUCH.format(call_id))

        def again(tx: "Transaction") -> None:
            for call_id in call_ids:
                outbox.resend(tx, portal.clock, call_id)

        portal.write(again)
    click.echo(f"Sent again while a server runs. See: homeport events show {call_ids[0]} --portal {name} --data {data}")


@events.command()
@data_option
@portal_option
@json_option
def handlers(data: Path, name: str, as_json: bool) -> None:
    """List who is told of what: handlers of applications and of outgoing webhooks.

    \b
    Example:
      homeport events handlers
    """
    from homeport.domain.events import subscriptions

    with open_portal(data, name) as portal:
        found = portal.read(subscriptions.listed)
    if as_json:
        say_json([dict(each) for each in found])
    else:
        say_table(
            [
                (each["ID"], each["EVENT"], each["URL"] or "kept to be fetched",
                 f"application {each['APP_ID']}" if each["APP_ID"] else f"outgoing webhook {each['WEBHOOK_ID']}",
                 "paused" if each["PAUSED"] == "Y" else "", each["TROUBLE"])
                for each in found
            ],
            ("ID", "EVENT", "URL", "OF", "STATE", "TROUBLE"),
            "Nobody is told of anything. Let an address be told with: homeport outgoing add URL ONCRMDEALUPDATE",
        )  # fmt: skip


@events.command()
@click.argument("handler_id", type=_NUMBER)
@data_option
@portal_option
def pause(handler_id: int, data: Path, name: str) -> None:
    """Let the calls to a handler wait.

    \b
    Example:
      homeport events pause 3
    """
    _pause(handler_id, data, name, True)
    click.echo(f"Paused handler {handler_id}. Resume it with:")
    click.echo(f"  homeport events resume {handler_id} --portal {name} --data {data}")


@events.command()
@click.argument("handler_id", type=_NUMBER)
@data_option
@portal_option
def resume(handler_id: int, data: Path, name: str) -> None:
    """Let the calls be made that waited for a handler to be resumed.

    \b
    Example:
      homeport events resume 3
    """
    _pause(handler_id, data, name, False)
    click.echo(f"Resumed handler {handler_id}.")


def _pause(handler_id: int, data: Path, name: str, paused: bool) -> None:
    from homeport.domain.events import subscriptions

    with open_portal(data, name) as portal:
        if not portal.write(lambda tx: subscriptions.pause(tx, portal.clock, handler_id, paused)):
            fail(_NO_HANDLER.format(handler_id))


@events.command()
@click.argument("handler_id", type=_NUMBER)
@click.option("--delay", type=float, default=0.0, help="Seconds of the portal's clock that a call waits.")
@click.option("--reorder", type=float, default=0.0, help="Seconds within which calls may overtake each other.")
@click.option("--drop", type=float, default=0.0, help="How many of them are not sent, 0 to 1.")
@click.option("--duplicate", type=float, default=0.0, help="How many of them are sent twice, 0 to 1.")
@click.option("--seed", type=int, default=0, help="Another one is another choice.")
@data_option
@portal_option
def trouble(
    handler_id: int, delay: float, reorder: float, drop: float, duplicate: float, seed: int, data: Path, name: str
) -> None:
    """Let calls to a handler be late, out of order, lost or doubled, the same way each time. Without options: no more.

    \b
    Examples:
      homeport events trouble 3 --drop 0.2 --seed 7
      homeport events trouble 3
    """
    import msgspec

    from homeport.domain.events import subscriptions
    from homeport.domain.events.trouble import Trouble

    given = {"delay": delay, "reorder": reorder, "drop": drop, "duplicate": duplicate, "seed": seed}
    try:
        wanted = msgspec.convert(given, Trouble)
    except msgspec.ValidationError as error:
        fail(f"{error}.", 2)
    with open_portal(data, name) as portal:
        if not portal.write(lambda tx: subscriptions.give_trouble(tx, handler_id, wanted)):
            fail(_NO_HANDLER.format(handler_id))
    click.echo(f"Done. See: homeport events handlers --portal {name} --data {data}")


@events.command()
@click.argument("event")
@click.option("--record", required=True, help="The id of the record that it is about.")
@click.option("--user", "user_id", default=0, help="Whose tokens calls to applications carry; 0: nobody's.")
@data_option
@portal_option
def trigger(event: str, record: str, user_id: int, data: Path, name: str) -> None:
    """Tell everyone who wants to know that EVENT happened to a record. The inbox marks the calls as triggered.

    \b
    Example:
      homeport events trigger ONCRMDEALUPDATE --record 5
    """
    from homeport.domain.events import triggering

    with open_portal(data, name) as portal:
        try:
            count = portal.write(lambda tx: triggering.trigger(tx, portal.clock, event, record, user_id=user_id))
        except triggering.NoSuchEventError as error:
            fail(f"{error}. List them with: homeport events codes", 2)
    if count:
        click.echo(f"{count} handler{' is' if count == 1 else 's are'} told while a server runs. See:")
        click.echo(f"  homeport events list --portal {name} --data {data}")
    else:
        click.echo("Nobody wants to know. Let an address be told with:")
        click.echo(f"  homeport outgoing add http://localhost:3000/hook {event.upper()} --portal {name} --data {data}")


@events.command()
@data_option
@portal_option
@json_option
def codes(data: Path, name: str, as_json: bool) -> None:
    """List the events that a portal tells.

    \b
    Example:
      homeport events codes
    """
    from homeport.domain.records import scopes

    with open_portal(data, name) as portal:
        found = sorted(portal.read(lambda tx: list(scopes.events(scopes.object_types(tx)))))
    if as_json:
        say_json([each.code for each in found])
    else:
        say_table([(each.code, each.scope) for each in found], ("EVENT", "SCOPE"), "None.")


@events.command()
@data_option
@portal_option
def clear(data: Path, name: str) -> None:
    """Forget the calls that ended. What waits is still sent.

    \b
    Example:
      homeport events clear
    """
    from homeport.domain.events import outbox

    with open_portal(data, name) as portal:
        portal.write(outbox.clear)
    click.echo("Cleared.")


_NO_SUCH = "There is no call {}. List them with: homeport events list"
_NO_HANDLER = "There is no handler {}. List them with: homeport events handlers"
