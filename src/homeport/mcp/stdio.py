"""The tools over standard input and output, for an assistant that starts ``homeport mcp`` itself."""

from mcp.server.stdio import stdio_server

from homeport.mcp.server import server_of
from homeport.mcp.tool import Desk


async def run(desk: Desk) -> None:
    """Serve one assistant until it goes."""
    server = server_of(desk)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())
