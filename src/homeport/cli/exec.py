"""``homeport exec``: a throw-away portal for a command, such as the tests of a program in any language."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from homeport.cli.options import PLANS, fail, note_scopes, scope_option


@click.command(
    "exec",
    short_help="Run a command with a throw-away portal.",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.option("--demo/--empty", default=True, show_default=True, help="What the portal holds.")
@click.option("--plan", type=click.Choice(PLANS), help="Whose limits hold; without: none.")
@scope_option("all", "What the webhook and the application may call")
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def exec_(demo: bool, plan: str | None, scopes: str, command: tuple[str, ...]) -> None:
    """Start a portal on free ports, run COMMAND, and end with its exit code. Nothing is left behind but
    a new portal's contents in the cache folder (~/.cache/homeport), for the next run; it may be deleted at any time.

    COMMAND finds in its environment: HOMEPORT_URL and HOMEPORT_HTTPS_URL, the portal's addresses; HOMEPORT_WEBHOOK, a
    webhook of the administrator, by HTTPS; HOMEPORT_CLIENT_ID, HOMEPORT_CLIENT_SECRET, HOMEPORT_ACCESS_TOKEN and
    HOMEPORT_REFRESH_TOKEN, a local application and its tokens; HOMEPORT_ADMIN_TOKEN, for the control plane under
    /_homeport/; HOMEPORT_INBOX, where that says what event handlers were told; HOMEPORT_DATA, the data folder, by which
    the other commands of Homeport reach the portal; HOMEPORT_CA, the authority to trust, which the variables that
    requests, curl, OpenSSL and Node read name too.

    \b
    Examples:
      homeport exec -- pytest
      homeport exec --plan professional -- npm test
      homeport exec -- sh -c 'curl "${HOMEPORT_WEBHOOK}crm.activity.binding.list?activityId=1"'
    """
    from homeport.domain.portal.credentials.admin import admin_token
    from homeport.testing.session import ThreadSession

    with (
        tempfile.TemporaryDirectory(prefix="homeport-") as place,
        ThreadSession(Path(place) / "data", demo=demo) as session,
        session.portal() as portal,
    ):
        if plan is not None:
            portal.settings(plan=plan)
        note_scopes(scopes)
        hook = portal.webhook(scope=scopes)
        app = portal.app(scope=scopes)
        token = app.token()
        given = {
            "HOMEPORT_URL": portal.http,
            "HOMEPORT_HTTPS_URL": portal.https,
            "HOMEPORT_WEBHOOK": hook.https_url,
            "HOMEPORT_CLIENT_ID": app.client_id,
            "HOMEPORT_CLIENT_SECRET": app.client_secret,
            "HOMEPORT_ACCESS_TOKEN": token.access,
            "HOMEPORT_REFRESH_TOKEN": token.refresh,
            "HOMEPORT_ADMIN_TOKEN": admin_token(session.folder.key()),
            "HOMEPORT_INBOX": f"{portal.http}/_homeport/events",
            "HOMEPORT_DATA": str(session.folder.path),
            "HOMEPORT_DATABASE": "",  # the portal is a file, whatever the person's own are
            **portal.trust,
        }
        code = _run(command, {**os.environ, **given})
    sys.exit(code)


def _run(command: tuple[str, ...], environment: dict[str, str]) -> int:
    """Run a command to its end; its exit code, as a shell says it. Signals are left to the command."""
    try:
        process = subprocess.Popen(command, env=environment)  # noqa: S603  what the user asked to run
    except FileNotFoundError:
        fail(f"There is no command {command[0]}.", 127)
    except OSError as error:
        fail(f"{command[0]} cannot be run: {error.strerror}.", 126)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: process.send_signal(number))
    code = process.wait()
    return 128 - code if code < 0 else code
