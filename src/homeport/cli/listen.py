"""``homeport listen``: an outgoing webhook for as long as one looks."""

import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from homeport.cli.options import OpenPortal, data_option, fail, open_portal, portal_option

if TYPE_CHECKING:
    from homeport.domain.events.outbox import Call

LOOK_SECONDS = 0.2


@click.command(short_help="Forward events to an address, and print each answer.")
@click.option("--forward-to", "url", required=True, metavar="URL", help="Where your handler listens.")
@click.option("--events", "codes", default="all", show_default=True, help="Codes and commas.")
@data_option
@portal_option
def listen(url: str, codes: str, data: Path, name: str) -> None:
    """Let URL be told of events, and print each call with what it answered, until Ctrl-C. A server must be running.

    \b
    Examples:
      homeport listen --forward-to http://localhost:3000/hook
      homeport listen --forward-to http://localhost:3000/hook --events ONCRMDEALADD,ONCRMDEALUPDATE
    """
    from homeport.domain.events import outgoing

    with open_portal(data, name) as portal:
        try:
            webhook = portal.write(
                lambda tx: outgoing.add(tx, portal.clock, url=url, events=codes.split(","), title="homeport listen")
            )
        except outgoing.OutgoingError as error:
            fail(f"{error}. List events with: homeport events codes", 2)
        token = portal.read(lambda tx: outgoing.token(tx, portal.folder.key(), webhook))
        many = "event" if len(webhook.events) == 1 else "events"
        click.echo(f"Forwarding {len(webhook.events)} {many} to {url}. Its application token:")
        click.echo(f"  {token}")
        click.echo("Ctrl-C stops.")
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # what is added here goes, however it ends
        try:
            with suppress(KeyboardInterrupt):
                for call in _ended(portal, webhook.client_id):
                    click.echo(_line(portal, call))
        finally:
            portal.write(lambda tx: outgoing.remove(tx, webhook.id))


def _ended(portal: OpenPortal, client_id: str) -> Iterator["Call"]:
    """The calls of a webhook, each attempt as it ends."""
    from homeport.domain.events import inbox, outbox

    seen: dict[int, int] = {}
    while True:
        found = [call for call in portal.read(outbox.listed) if call.client_id == client_id]
        for call in found:
            if call.attempts > seen.get(call.id, 0) and inbox.state_of(call) is not inbox.State.SENDING:
                seen[call.id] = call.attempts
                yield call
        time.sleep(LOOK_SECONDS)


def _line(portal: OpenPortal, call: "Call") -> str:
    from datetime import datetime

    from homeport.domain.events import inbox

    last = portal.read(lambda tx: inbox.attempts(tx, call.id))[-1:]
    took = f" ({last[0].seconds * 1000:.0f} ms)" if last else ""
    when = datetime.fromtimestamp(call.created, portal.clock.zone).strftime("%H:%M:%S")
    again = f"; again with: homeport events resend {call.id}" if not call.delivered else ""
    return f"{when}  {call.event}  {inbox.record_of(call)}  {call.outcome}{took}{again}"
