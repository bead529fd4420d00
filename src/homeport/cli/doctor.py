"""``homeport doctor``: what is wrong, and what to do."""

from pathlib import Path

import click

from homeport.cli.options import bucket, data_option, database, json_option, say_json

_MARKS = {"ok": "ok  ", "note": "note", "wrong": "BAD "}


@click.command(short_help="Check the data folder, portals, certificates and ports.")
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address that the server is to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), help="For HTTP. Without: as at the last start, else 8080.")
@click.option(
    "--https-port", type=click.IntRange(1, 65535), help="For HTTPS. Without: as at the last start, else 8443."
)
@click.option("--check", "thorough", is_flag=True, help="Read every page and every record too: takes its time.")
@json_option
@click.pass_context
def doctor(
    ctx: click.Context,
    data: Path,
    host: str,
    port: int | None,
    https_port: int | None,
    thorough: bool,
    as_json: bool,
) -> None:
    """Check the data folder, the portals, the certificates and the ports, and say what to do.

    Changes nothing. The exit code is 1 when something is wrong; a note is no fault.

    \b
    Examples:
      homeport doctor
      homeport doctor --check
      homeport doctor --data /var/lib/homeport --port 80 --https-port 443
    """
    from homeport.checkup import check

    findings = check(data, host, port, https_port, database(), bucket=bucket(), thorough=thorough)
    if as_json:
        say_json([finding._asdict() for finding in findings])
    else:
        for finding in findings:
            click.echo(f"{_MARKS[finding.state]}  {finding.what}")
            if finding.todo:
                click.echo(f"      -> {finding.todo}")
    if any(finding.state == "wrong" for finding in findings):
        ctx.exit(1)
