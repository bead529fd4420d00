"""``homeport mcp``: the tools of a portal for an assistant that starts this command itself."""

from pathlib import Path

import click

from homeport.cli.options import data_option, fail, open_folder, portal_option


@click.command(short_help="Serve tools to an assistant over standard input and output.")
@data_option
@portal_option
@click.option("--allow-writes", is_flag=True, help="Let it change data, faults and the clock, and reset the portal.")
def mcp(data: Path, name: str, allow_writes: bool) -> None:
    """Serve the Model Context Protocol over standard input and output: looking up methods, calling them, reading the
    request log. The assistant starts this command; no server need run. Without --allow-writes nothing is changed.

    \b
    Examples:
      homeport mcp
      homeport mcp --data /var/lib/homeport --portal shop.example.test --allow-writes
    """
    import asyncio

    from homeport import methods
    from homeport.app import Portals
    from homeport.calls.sending import Sender
    from homeport.config import Config
    from homeport.core.errors import CallError
    from homeport.mcp import stdio
    from homeport.mcp.tool import Desk, Trust
    from homeport.wire.http import RestApp

    with open_folder(data) as folder:
        portals = Portals(folder)
        registry = methods.load()

        async def run() -> None:
            portal = await portals.turn(lambda: portals.current(name))
            rest = RestApp(portals, registry, Config().max_body)
            sender = Sender(name, "https")
            await stdio.run(Desk(folder, portal, registry, rest, sender, Trust.OPERATOR, "", allow_writes))

        try:
            asyncio.run(run())
        except (CallError, ValueError):
            fail(f"There is no portal {name} in {data}. List them with: homeport portal list --data {data}")
        finally:
            portals.close()
