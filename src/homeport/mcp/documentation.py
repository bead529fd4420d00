"""Looking up: the tools that the vendor's documentation server has, over Homeport's own reference and pages."""

from functools import cache
from typing import Annotated, Any

import msgspec

from homeport import documented
from homeport.mcp.tool import Arguments, Desk, ToolError, tool
from homeport.reference import as_text, open_book, pages
from homeport.reference.finding import Entry, Kind
from homeport.reference.running import examples_of


class Search(Arguments):
    query: Annotated[
        str,
        msgspec.Meta(
            min_length=1, max_length=200, description="Words of names or purposes, such as `activity binding`"
        ),
    ]
    limit: Annotated[int, msgspec.Meta(ge=1, le=100, description="Hits of each kind at most")] = 10


class OfMethod(Arguments):
    method: Annotated[
        str,
        msgspec.Meta(
            min_length=1,
            max_length=200,
            description="Its name, such as `crm.deal.list`; with `@v3` for REST 3.0 where both versions have it",
        ),
    ]


class OfEvent(Arguments):
    event: Annotated[
        str, msgspec.Meta(min_length=1, max_length=200, description="The event's name, such as `ONCRMDEALADD`")
    ]


class OfPage(Arguments):
    title: Annotated[str, msgspec.Meta(min_length=1, max_length=200, description="A title or name that a search found")]


@cache
def _events() -> dict[str, dict[str, Any]]:
    return documented.events()


@tool("bitrix-search")
async def search(desk: Desk, given: Search) -> dict[str, Any]:
    """Search the reference of the Bitrix24 REST API as Homeport knows it: methods, events, fields of records, errors,
    and Homeport's own pages. Ask in words or in parts of names, and use it first, to find names; then ask for details.
    `built` says whether a method can be called on this portal.
    """
    book = await open_book(desk.registry)

    def of(kind: Kind) -> list[Entry]:
        return book.finder.search(given.query, kind)[: given.limit]

    return {
        "methods": [
            {"name": each.name, "built": each.built, "deprecated": each.deprecated, "summary": each.summary}
            for each in book.search(given.query, given.limit)
        ],
        "events": [each.name for each in of(Kind.EVENT)],
        "fields": [{"name": each.name, "title": each.about} for each in of(Kind.FIELD)],
        "errors": [{"code": each.name, "text": each.about} for each in of(Kind.ERROR)],
        "articles": [{"name": each.name, "title": each.about} for each in of(Kind.GUIDE)],
    }


@tool("bitrix-method-details")
async def method_details(desk: Desk, given: OfMethod) -> str:
    """Everything about one method: parameters, answer, errors, scope, and an example whose answer comes from running
    it. Read this before you write code that calls the method.
    """
    book = await open_book(desk.registry)
    article = book.find(given.method.strip())
    if article is None:
        near = [each.name for each in book.search(given.method, 5)]
        raise ToolError(f"There is no method {given.method!r}. {_perhaps(near)}")
    shown = await examples_of(desk.folder, desk.registry).of(article) if article.built else None
    return as_text.of_method(article, shown, () if article.built else book.instead_of(article))


@tool("bitrix-event-details")
async def event_details(desk: Desk, given: OfEvent) -> str:
    """Everything about one event: its payload with types, and an example."""
    wanted = given.event.strip().upper()
    for name, facts in _events().items():
        if name.upper() == wanted:
            return as_text.of_event(name, facts)
    near = [name for name in _events() if wanted.removeprefix("ON") in name.upper()][:5]
    raise ToolError(f"There is no event {given.event!r}. {_perhaps(near)}")


@tool("bitrix-article-details")
async def article_details(desk: Desk, given: OfPage) -> str:
    """One page of Homeport's documentation as Markdown, by its title or name: errors, OAuth, testing, the control
    plane, where Homeport differs from the documentation, and others.
    """
    page = pages.find(given.title)
    if page is None:
        raise ToolError(
            f"There is no page {given.title!r}. There are: {', '.join(each.name for each in pages.pages())}."
        )
    return page.text


@tool("bitrix-app-development-doc-details")
async def app_development_details(desk: Desk, given: OfPage) -> str:
    """One page for those who build applications and integrations, as Markdown: OAuth with a local application, testing
    against a portal, making errors happen, operating portals.
    """
    page = pages.find(given.title)
    if page is None or page not in pages.for_developers():
        known = ", ".join(each.name for each in pages.for_developers())
        raise ToolError(f"There is no such page on developing applications. There are: {known}.")
    return page.text


def _perhaps(names: list[str]) -> str:
    return f"Perhaps: {', '.join(names)}." if names else "Find names with bitrix-search."
