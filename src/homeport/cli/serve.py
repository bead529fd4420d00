"""``homeport serve``."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from homeport.cli.options import (
    PLANS,
    check_database,
    check_folder_of,
    data_option,
    database,
    fail,
    open_folder,
    time_zone_option,
)
from homeport.config import Config

if TYPE_CHECKING:
    from homeport.portals.folder import DataFolder

_USUAL = Config()
LOG_FORMATS = ("text", "json")
"""Those of :mod:`homeport.server.logs`, here without importing it."""

_HOST_NAME = re.compile(r"(?=.{1,253}$)[\w:*]([\w:-]{0,61}[\w:])?(\.\w([\w-]{0,61}\w)?)*")


def _host_names(ctx: click.Context, option: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if not _HOST_NAME.fullmatch(name):
            raise click.BadParameter(f"{name!r} is not a host name, such as portal.example.test")
    return names


def _replicas(ctx: click.Context, option: click.Parameter, urls: tuple[str, ...]) -> tuple[str, ...]:
    for url in urls:
        check_database(url)
    return urls


def _networks(ctx: click.Context, option: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    from ipaddress import ip_network

    for text in given:
        try:
            ip_network(text)
        except ValueError as error:
            raise click.BadParameter(f"{text!r} is no address or network, such as 10.0.0.0/8 ({error})") from None
    return given


def _authority(ctx: click.Context, option: click.Parameter, file: Path | None) -> Path | None:
    if file is not None:
        import ssl

        try:
            ssl.create_default_context(cafile=file)
        except ssl.SSLError:
            raise click.BadParameter(f"{file} has no certificate of an authority, as PEM") from None
    return file


@click.command(short_help="Run the server.")
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="For HTTP; 0: any free.")
@click.option(
    "--https-port", default=8443, show_default=True, type=click.IntRange(0, 65535), help="For HTTPS; 0: any free."
)
@click.option(
    "--host-name",
    "host_names",
    multiple=True,
    callback=_host_names,
    help="A further name for the certificate; the first is the one printed, else --host is. May be repeated.",
)
@click.option(
    "--replica",
    "replicas",
    metavar="URL",
    multiple=True,
    envvar="HOMEPORT_REPLICAS",
    callback=_replicas,
    help="A replica of the database, for reads. May be repeated; HOMEPORT_REPLICAS has them with spaces between.",
)
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that serve.")
@click.option("--demo", is_flag=True, help="Fill a new portal with demo data, and print its webhooks.")
@time_zone_option
@click.option("--plan", type=click.Choice(PLANS), help="Whose limits the default portal has, from now on.")
@click.option(
    "--public/--no-public",
    default=None,
    help="For a server that strangers reach, from now on: no handlers inside networks, nobody signs in without a "
    "password.",
)
@click.option(
    "--trusted-proxy",
    "trusted_proxies",
    metavar="ADDRESS",
    multiple=True,
    callback=_networks,
    help="A proxy, or a network of them, whose X-Forwarded-For and -Proto are believed. May be repeated.",
)
@click.option(
    "--max-connections",
    type=click.IntRange(1),
    default=_USUAL.max_connections,
    show_default=True,
    help="Connections that each worker has at a time; fewer where it may not open as many files.",
)
@click.option(
    "--max-connections-of-source",
    type=click.IntRange(1),
    default=_USUAL.max_connections_of_source,
    show_default=True,
    help="Connections that it has of one address, or of one IPv6 network of /64, unless that is a trusted proxy.",
)
@click.option(
    "--head-seconds",
    type=click.FloatRange(0, 3600, min_open=True),
    default=_USUAL.head_seconds,
    show_default=True,
    help="How long a request's line and headers may take to come.",
)
@click.option(
    "--body-seconds",
    type=click.FloatRange(0, 3600, min_open=True),
    default=_USUAL.body_seconds,
    show_default=True,
    help="How long a request's body may take to come; a second more for each 16 KB of it.",
)
@click.option(
    "--unread-seconds",
    type=click.FloatRange(0, 3600, min_open=True),
    default=_USUAL.unread_seconds,
    show_default=True,
    help="How long an answer is kept for a client that reads nothing of it.",
)
@click.option(
    "--handler-ca",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    callback=_authority,
    help="A further authority that handlers' certificates may come from.",
)
@click.option(
    "--request-log/--no-request-log", default=True, show_default=True, help="Keep the last requests in the data folder."
)
@click.option("--access-log", is_flag=True, help="Write a line for each request, without secrets.")
@click.option(
    "--log-format", type=click.Choice(LOG_FORMATS), default="text", show_default=True, help="How the log is written."
)
@click.option(
    "--slow-query",
    metavar="MILLISECONDS",
    type=click.FloatRange(min=0),
    envvar="HOMEPORT_SLOW_QUERY",
    show_envvar=True,
    help="Log SQL statements that take longer, with their plans and without values. Without: none.",
)
@click.option(
    "--stop-delay",
    metavar="SECONDS",
    type=click.FloatRange(0, 3600),
    default=0.0,
    show_default=True,
    help="Answer for so long after SIGTERM, not being ready, so that load balancers go elsewhere.",
)
@click.option(
    "--ready-file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Once listening, write addresses and demo webhooks here as JSON.",
)
def serve(
    data: Path,
    host: str,
    port: int,
    https_port: int,
    host_names: tuple[str, ...],
    replicas: tuple[str, ...],
    workers: int,
    demo: bool,
    zone: str | None,
    plan: str | None,
    public: bool | None,
    trusted_proxies: tuple[str, ...],
    max_connections: int,
    max_connections_of_source: int,
    head_seconds: float,
    body_seconds: float,
    unread_seconds: float,
    handler_ca: Path | None,
    request_log: bool,
    access_log: bool,
    log_format: str,
    slow_query: float | None,
    stop_delay: float,
    ready_file: Path | None,
) -> None:
    """Run the server until Ctrl-C.

    The first start makes the portal, its keys and a local certificate authority in the data folder; later starts keep
    everything.

    Traces go to OpenTelemetry where OTEL_EXPORTER_OTLP_ENDPOINT says so.

    \b
    Examples:
      homeport serve --demo
      homeport serve --data /var/lib/homeport --host 0.0.0.0 --host-name crm.example.test --workers 2
      homeport serve --demo --plan professional
      homeport serve --demo --time-zone Europe/Berlin
      homeport serve --demo --port 0 --https-port 0 --ready-file ready.json
    """
    from homeport.portals.lifecycle import ensure_default
    from homeport.server import serve as server
    from homeport.server.announce import Announcement
    from homeport.server.tls import HostNameError
    from homeport.server.workers import WorkerFailedError

    if replicas and database() is None:
        fail("--replica needs the database that it is of: name that with --database.", 2)
    config = Config(
        data=data,
        host=host,
        port=port,
        https_port=https_port,
        host_names=host_names,
        workers=workers,
        log_requests=request_log,
        log_format=log_format,
        access_log=access_log,
        slow_query=None if slow_query is None else slow_query / 1000,
        stop_delay=stop_delay,
        tracing=_tracing(),
        trusted_proxies=trusted_proxies,
        max_connections=max_connections,
        max_connections_of_source=max_connections_of_source,
        head_seconds=head_seconds,
        body_seconds=body_seconds,
        unread_seconds=unread_seconds,
        handler_ca=handler_ca,
    )
    with open_folder(data, create=True, replicas=replicas) as folder:
        if ready_file is not None:
            check_folder_of(ready_file)
            ready_file.unlink(missing_ok=True)  # one from an earlier start would say what is no longer true
        try:
            sockets = server.listen(config)
            if public is not None:
                folder.public = public
            webhooks = ensure_default(folder, demo=demo, zone=zone)
            _note_zone(folder, zone)
            _set(folder, plan)
            announcement = Announcement.of(config, folder, sockets, webhooks)

            def ready() -> None:
                announcement.remember(folder)
                if ready_file is not None:
                    announcement.write(ready_file)
                click.echo(announcement.text())
                if demo and not webhooks:
                    click.echo(
                        "\nThe portal was made without demo data. To exchange all that it holds for demo data:\n"
                        f"  homeport portal reset default --demo --data {data}"
                    )

            server.run(config, folder, sockets, ready)
        except (server.ListenError, server.CertificateError, HostNameError, WorkerFailedError) as error:
            fail(str(error))
    click.echo("Stopped.")


def _tracing() -> bool:
    """Whether traces are wanted, or one line that says what they need."""
    from importlib.util import find_spec

    from homeport.wire import tracing

    if not tracing.wanted():
        return False
    if find_spec("opentelemetry") is None or find_spec("opentelemetry.exporter") is None:
        fail(f"{tracing.VARIABLES[0]} is set, and traces need more packages: pip install 'homeport[tracing]'")
    return True


def _note_zone(folder: "DataFolder", zone: str | None) -> None:
    from homeport.domain.portal.info import time_zone_of
    from homeport.portals.folder import DEFAULT

    with folder.stores.reading(DEFAULT) as tx:
        kept = time_zone_of(tx)
    if zone not in (None, kept):
        click.echo(f"Note: the portal keeps its time zone {kept}: that is chosen when it is made.", err=True)


def _set(folder: "DataFolder", plan: str | None) -> None:
    from homeport.domain.portal.settings import PUBLIC
    from homeport.portals import lifecycle
    from homeport.portals.folder import DEFAULT

    if plan is not None:
        lifecycle.change_settings(folder, DEFAULT, {"plan": plan})
    if folder.public:
        for name in folder.names():
            lifecycle.change_settings(folder, name, PUBLIC)
