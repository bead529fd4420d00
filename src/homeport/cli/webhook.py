"""``homeport webhook``: incoming webhooks."""

import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from homeport.cli.options import (
    data_option,
    fail,
    json_option,
    note_scopes,
    open_portal,
    portal_option,
    say_json,
    say_table,
    scope_option,
)

_SPAN = re.compile(r"(?P<count>\d{1,5})(?P<unit>[hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@click.group(short_help="List, add, block and revoke webhooks.")
def webhook() -> None:
    """Incoming webhooks: URLs that act as a user, within scopes."""


@webhook.command("list")
@data_option
@portal_option
@json_option
def list_(data: Path, name: str, as_json: bool) -> None:
    """List the webhooks, without their secrets: those are stored nowhere.

    \b
    Example:
      homeport webhook list
    """
    from homeport.domain.portal.credentials import webhooks

    with open_portal(data, name) as portal:
        found = portal.read(webhooks.listed)
    if as_json:
        say_json(found)
    else:
        say_table(
            [
                (each["ID"], each["USER_ID"], each["TITLE"], each["SCOPES"], each["DATE_CREATE"], each["EXPIRES"],
                 "blocked" if each["BLOCKED"] == "Y" else "")
                for each in found
            ],
            ("ID", "USER", "TITLE", "SCOPES", "CREATED (UTC)", "EXPIRES (UTC)", "STATE"),
            "No webhooks. Add one with: homeport webhook add 1 --scope crm",
        )  # fmt: skip


@webhook.command()
@click.argument("user_id", type=click.IntRange(1, 2**63 - 1))
@scope_option("crm", "What it may call")
@click.option("--title", default="", help="What it is for.")
@click.option("--expires", help="The last day, as 2030-12-31, or a span: 12h, 30d, 8w. Without: never.")
@data_option
@portal_option
@json_option
def add(user_id: int, scopes: str, title: str, expires: str | None, data: Path, name: str, as_json: bool) -> None:
    """Add a webhook that acts as a user, and print its URL: this once only, since the secret is not stored.

    \b
    Examples:
      homeport webhook add 1 --scope crm,user,department
      homeport webhook add 1 --scope all
      homeport webhook add 3 --title "Nightly import" --expires 30d --json
    """
    from homeport.domain.portal.credentials import webhooks
    from homeport.domain.portal.credentials.codes import WEBHOOK_LENGTH, new_code
    from homeport.domain.portal.credentials.scopes import expanded
    from homeport.domain.portal.people import users
    from homeport.server.addresses import webhook_url

    with open_portal(data, name) as portal:
        try:
            portal.read(lambda tx: users.require_active(tx, user_id))
        except LookupError as error:
            fail(f"{error.args[0]}. List the users with: homeport user list")
        words = sorted(expanded(webhooks.split_scopes(scopes)))
        if not words:
            fail("--scope names no scope. Name at least one, such as crm.", 2)
        until = None if expires is None else _moment(expires, portal.clock.now(), portal.clock.zone)
        code = new_code(WEBHOOK_LENGTH)
        webhook_id = portal.write(
            lambda tx: webhooks.add(
                tx,
                portal.clock,
                portal.folder.key(),
                user_id,
                scopes,
                code=code,
                title=title,
                expires=until,
            )
        )
        url = webhook_url(portal.addresses.https, user_id, code)
        plain = webhook_url(portal.addresses.http, user_id, code)
    note_scopes(scopes)
    if as_json:
        say_json({"id": webhook_id, "user_id": user_id, "scope": ",".join(words), "expires": until, "url": url})
        return
    click.echo(f"Added webhook {webhook_id}. Its URL, shown this once:")
    click.echo(f"  {url}")
    click.echo("Try it while a server runs:")
    click.echo(f"  curl '{plain}profile'")


@webhook.command()
@click.argument("webhook_id", type=click.IntRange(1, 2**63 - 1))
@data_option
@portal_option
def revoke(webhook_id: int, data: Path, name: str) -> None:
    """Revoke a webhook. Running servers refuse it from the next call on.

    \b
    Example:
      homeport webhook revoke 5
    """
    from homeport.domain.portal.credentials import webhooks

    with open_portal(data, name) as portal:
        if not portal.write(lambda tx: webhooks.revoke(tx, webhook_id)):
            fail(f"There is no webhook {webhook_id}. List them with: homeport webhook list")
    click.echo(f"Revoked webhook {webhook_id}.")


@webhook.command()
@click.argument("webhook_id", type=click.IntRange(1, 2**63 - 1))
@data_option
@portal_option
def block(webhook_id: int, data: Path, name: str) -> None:
    """Block a webhook: its calls are refused with OVERLOAD_LIMIT.

    \b
    Example:
      homeport webhook block 5
    """
    _set_blocked(data, name, webhook_id, blocked=True)
    click.echo(
        f"Blocked webhook {webhook_id}. Let it call again with:\n"
        f"  homeport webhook unblock {webhook_id} --portal {name} --data {data}"
    )


@webhook.command()
@click.argument("webhook_id", type=click.IntRange(1, 2**63 - 1))
@data_option
@portal_option
def unblock(webhook_id: int, data: Path, name: str) -> None:
    """Let a blocked webhook call again.

    \b
    Example:
      homeport webhook unblock 5
    """
    _set_blocked(data, name, webhook_id, blocked=False)
    click.echo(f"Webhook {webhook_id} may call again.")


def _set_blocked(data: Path, name: str, webhook_id: int, *, blocked: bool) -> None:
    from homeport.domain.portal.credentials import webhooks

    with open_portal(data, name) as portal:
        if not portal.write(lambda tx: webhooks.block(tx, webhook_id, blocked)):
            fail(f"There is no webhook {webhook_id}. List them with: homeport webhook list")


def _moment(text: str, now: float, zone: ZoneInfo) -> str:
    """``--expires`` in the stored form: a day counts to its end in the portal's zone."""
    from homeport.core.clock import to_stored

    span = _SPAN.fullmatch(text)
    current = datetime.fromtimestamp(now, UTC)
    if span:
        found = current + int(span["count"]) * _UNITS[span["unit"]]
    else:
        try:
            day = date.fromisoformat(text)
            found = datetime.combine(day + timedelta(days=1), time(), zone)
        except (ValueError, OverflowError):
            fail(f"--expires {text!r} is neither a day such as 2030-12-31 nor a span such as 30d.", 2)
    if found <= current:
        fail(f"--expires {text} is in the past.", 2)
    return to_stored(found)
