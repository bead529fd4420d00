"""``homeport serve``."""

from pathlib import Path

import click

from homeport.cli.options import data_option, fail, open_folder
from homeport.config import Config


@click.command(short_help="Run the server.")
@data_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="For HTTP; 0: any free.")
@click.option(
    "--https-port", default=8443, show_default=True, type=click.IntRange(0, 65535), help="For HTTPS; 0: any free."
)
@click.option("--host-name", "host_names", multiple=True, help="A further name for the certificate. May be repeated.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that serve.")
@click.option("--demo", is_flag=True, help="Fill a new portal with demo data, and print its webhooks.")
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
    workers: int,
    demo: bool,
    ready_file: Path | None,
) -> None:
    """Run the server until Ctrl-C.

    The first start makes the portal, its keys and a local certificate authority in the data folder; later starts keep
    everything.
    """
    from homeport import serve as server
    from homeport.announce import Announcement
    from homeport.setup import ensure_default_portal

    config = Config(data, host, port, https_port, host_names, workers)
    with open_folder(data) as folder:
        webhooks = ensure_default_portal(folder, demo=demo)
        try:
            sockets = server.listen(config)
        except server.PortInUseError as error:
            fail(str(error))
        announcement = Announcement.of(config, folder, sockets, webhooks)

        def ready() -> None:
            click.echo(announcement.text())
            if ready_file is not None:
                announcement.write(ready_file)

        server.run(config, sockets, ready)
