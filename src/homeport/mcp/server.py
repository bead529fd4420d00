"""The tools as the ``mcp`` package serves them."""

from typing import Any

import mcp_types as types
import msgspec
from mcp.server import Server, ServerRequestContext

import homeport
from homeport.core.log import report
from homeport.mcp import calling, documentation, events, operating
from homeport.mcp.tool import Desk, Tool, ToolError

TOOLS = tuple(
    found
    for module in (documentation, calling, operating, events)
    for found in vars(module).values()
    if isinstance(found, Tool)
)
"""Every tool, in the order in which assistants see them."""

_INSTRUCTIONS = (
    "Homeport is a CRM portal that speaks the Bitrix24 REST protocol. Look methods up before you call them: search, "
    "then read the details, then call. Names, parameters and errors are those of the official documentation."
)
_NAMES = {each.name: each for each in TOOLS}
_SCHEMAS = {each.name: each.schema() for each in TOOLS}


def server_of(desk: Desk) -> Server[Any]:
    """A server with the tools that somebody may use."""

    async def list_tools(
        ctx: ServerRequestContext[Any], params: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_described(each) for each in TOOLS if each.is_for(desk)])

    async def call_tool(ctx: ServerRequestContext[Any], params: types.CallToolRequestParams) -> types.CallToolResult:
        return await _run(desk, params.name, params.arguments or {})

    return Server(
        "homeport",
        version=homeport.__version__,
        title="Homeport",
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        get_tool_input_schema=_SCHEMAS.get,
    )


def _described(each: Tool) -> types.Tool:
    return types.Tool(
        name=each.name,
        description=each.summary,
        input_schema=_SCHEMAS[each.name],
        annotations=types.ToolAnnotations(read_only_hint=not each.changes and each is not calling.call),
    )


async def _run(desk: Desk, name: str, given: dict[str, Any]) -> types.CallToolResult:
    found = _NAMES.get(name)
    if found is None or not found.is_for(desk):
        return _failed(f"There is no tool {name[:100]!r} for this connection.")
    try:
        await desk.portal.store.turn(desk.portal.state)
        result = await found.run(desk, msgspec.convert(given, found.arguments))
    except msgspec.ValidationError as error:
        return _failed(f"{error}.")
    except ToolError as error:
        return _failed(str(error))
    except Exception:
        return _failed(f"{report(f'the tool {name}').description}. The server's log says more.")
    text = result if isinstance(result, str) else msgspec.json.encode(result).decode()
    return types.CallToolResult(content=[types.TextContent(type="text", text=text)])


def _failed(text: str) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=text)], is_error=True)
