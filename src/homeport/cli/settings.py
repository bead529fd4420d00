"""``homeport settings``."""

import json
import re
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from homeport.cli.options import data_option, fail, json_option, open_portal, portal_option, say_json, say_table

_BUCKET = re.compile(r"(?P<bucket>\d{1,7})/(?P<leak>\d{1,7}(\.\d{1,6})?)")


@click.group(short_help="Show and change what an operator sets of a portal.")
def settings() -> None:
    """What an operator sets of a portal. Servers that run heed a change from the next request on.

    \b
    plan                 unlimited, free (no REST), basic, standard, professional, enterprise
    rate_limit           the bucket of a source address: plan, off, or requests/requests a second, such as 50/2
    operating_limit      seconds a method may take in ten minutes for one credential: plan, off, or a number
    batch_billing        whose the time of a batch is: batch, or commands
    operating_threshold  seconds of processing below which a call counts nothing
    request_seconds      how long a request may take
    file_bytes           how long a file may be
    files_bytes          how long all files may be together, or off
    insufficient_scope   the status of that refusal: 403 as documented, or 401
    subscription         ended: every call is refused with PAYMENT_REQUIRED; or active
    switched_off         true: every call is refused with PORTAL_DELETED
    require_https        true: plain HTTP is refused with INVALID_REQUEST
    documentation        false: the OpenAPI document of REST 3.0 is kept back
    documentation_link   where the official documentation is, for links: https://docs.example.test/{path}.html
    handlers             which addresses handlers may have: any, or public
    deliveries           cloud: a handler is told once; retry: again, for a day
    language             of the portal, two letters
    answer_bytes         how much the request log keeps of each answer, or off
    one_click_sign_in    true: whoever is at this machine signs in as anybody, without a password
    """


@settings.command()
@data_option
@portal_option
@json_option
def show(data: Path, name: str, as_json: bool) -> None:
    """Show the settings. Those that differ from what a new portal has are marked with *.

    \b
    Example:
      homeport settings show
    """
    from homeport.domain.portal.settings import Settings, read

    with open_portal(data, name) as portal:
        values = _plain(portal.read(read))
    if as_json:
        say_json(values)
        return
    defaults = _plain(Settings())
    say_table(
        [(key, _text(value), "" if value == defaults[key] else "*") for key, value in values.items()],
        ("SETTING", "VALUE", ""),
        "",
    )


@settings.command("set")
@click.argument("changes", nargs=-1, required=True, metavar="NAME=VALUE...")
@data_option
@portal_option
def set_(changes: tuple[str, ...], data: Path, name: str) -> None:
    """Change settings, all of them or none.

    \b
    Examples:
      homeport settings set plan=professional
      homeport settings set rate_limit=5/0.5 require_https=true
    """
    import msgspec

    from homeport.domain.portal import settings

    values = dict(_change(each) for each in changes)
    with open_portal(data, name) as portal:
        try:
            now = _plain(portal.write(lambda tx: settings.change(tx, values)))
        except msgspec.ValidationError as error:
            fail(f"{_why(error)}. Nothing was changed. See: homeport settings --help", 2)
    for each in values:
        click.echo(f"{each} = {_text(now[each])}")


def _why(error: Exception) -> str:
    from homeport.domain.portal.settings import choices

    why, _, place = str(error).partition(" - at `$.")
    name = place.rstrip("`").partition(".")[0]
    if not name:
        return why
    few = choices(name)
    return f"{name} must be one of {', '.join(few)}" if few else f"{name}: {why}"


def _change(text: str) -> tuple[str, Any]:
    from homeport.domain.portal.settings import Settings

    name, is_set, value = text.partition("=")
    known = [each for each in Settings.__struct_fields__ if each != "clock"]
    if not is_set:
        fail(f"{text!r} is no change, such as plan=professional.", 2)
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"Did you mean {near[0]}?" if near else "See: homeport settings --help"
        fail(f"There is no setting {name!r}. {hint}", 2)
    bucket = _BUCKET.fullmatch(value) if name == "rate_limit" else None
    if bucket:
        return name, {"bucket": int(bucket["bucket"]), "leak": float(bucket["leak"])}
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _plain(found: Any) -> dict[str, Any]:
    """Settings as plain values, without the clock, which has commands of its own."""
    import msgspec

    values: dict[str, Any] = msgspec.to_builtins(found)
    del values["clock"]
    return values


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return f"{value['bucket']}/{value['leak']:g}"
    return value if isinstance(value, str) else json.dumps(value)
