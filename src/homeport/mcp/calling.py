"""Calling methods."""

from typing import Annotated, Any

import msgspec

from homeport.calls import lent
from homeport.calls.sending import path_of, send
from homeport.mcp.tool import Arguments, Desk, ToolError, Trust, tool
from homeport.reference import Article, Book, as_text, open_book

TITLE = "Assistant"
_FORBIDDEN = "changes data, and this connection may only read. Whoever set it up can allow changes: see docs/mcp.md."


class Call(Arguments):
    method: Annotated[
        str,
        msgspec.Meta(
            min_length=1, max_length=200, description="Such as `crm.deal.list`; with `@v3` for REST 3.0's of that name"
        ),
    ]
    params: Annotated[dict[str, Any], msgspec.Meta(description="By name, as documented")] = msgspec.field(
        default_factory=dict
    )
    as_user: Annotated[
        int | None, msgspec.Meta(description="Id of the user to act as, operators only; 1 unless given")
    ] = None
    as_app: Annotated[
        int | None, msgspec.Meta(description="Id of a local application to call as, for as_user; operators only")
    ] = None


@tool("homeport-call")
async def call(desk: Desk, given: Call) -> dict[str, Any]:
    """Call a method on this portal as a user, through the whole protocol: rights, limits and faults hold, and the
    request log has it. Answers the HTTP status and the JSON. Errors are answers too: read `error` and
    `error_description`.
    """
    article = _article(desk, await open_book(desk.registry), given.method.strip())
    credential = await _credential(desk, given)
    params = {**given.params, "auth": credential.auth} if credential.auth else given.params
    sent = await send(desk.rest, desk.sender, path_of(credential.path, article.called, article.version), params)
    if not sent.status:
        return {"status": 0, "answer": "A fault dropped the connection."}
    answer = sent.json
    return {"status": sent.status, "answer": sent.body.decode(errors="replace") if answer is None else answer}


def _article(desk: Desk, book: Book, name: str) -> Article:
    """The method that a name means. One that nobody knows is not called: it could be another spelling of any.

    :raises ToolError: when there is none, when it is not built, or when it could change something and may not. A batch
        could, whatever it names
    """
    article = book.find(name)
    if article is None:
        near = ", ".join(each.name for each in book.search(name, 5))
        raise ToolError(
            f"There is no method {name!r}. {f'Perhaps: {near}.' if near else 'Find it with bitrix-search.'}"
        )
    if not article.built:
        raise ToolError(f"{name}: {as_text.not_built(book.instead_of(article))}")
    if not desk.writes and (article.writes or article.called == "batch"):
        raise ToolError(f"{name} {_FORBIDDEN}")
    return article


async def _credential(desk: Desk, given: Call) -> lent.Lent:
    if desk.trust is not Trust.OPERATOR:
        if given.as_user is not None or given.as_app is not None:
            raise ToolError("This connection acts as its own webhook only. Leave out as_user and as_app.")
        return lent.Lent(desk.webhook)
    user_id = 1 if given.as_user is None else given.as_user
    try:
        if given.as_app is not None:
            return await lent.of_app(desk.portal, given.as_app, user_id)
        scopes = lent.wide(lent.scopes_of(desk.registry))
        return await lent.of_user(desk.portal, TITLE, "", user_id, scopes)
    except LookupError as error:
        raise ToolError(f"{error.args[0]}.") from None
