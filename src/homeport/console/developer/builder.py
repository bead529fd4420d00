"""The request builder: a method is chosen, filled in, called, and copied as code.

The server makes the call itself, through the very application that answers ``/rest/``, with a credential of its own
(:mod:`homeport.calls.lent`). So limits, faults and access hold as for any client and the request log
has the call, while no code or token of a user ever reaches a browser, and the page needs no script.
"""

from typing import Any, NamedTuple

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from homeport.calls import lent
from homeport.calls.sending import Sender, Sent, path_of, send
from homeport.console.developer.pages import DeveloperSection, number, people
from homeport.console.json_text import coloured, written
from homeport.console.reference.sheets import Links, mentions
from homeport.console.section import Signed
from homeport.console.visit import Portals
from homeport.domain.portal.apps import apps
from homeport.domain.portal.calls import requests
from homeport.domain.portal.calls.requests import Entry
from homeport.exports.calls import snippets
from homeport.reference import Article, Book, book_of, open_book
from homeport.reference.running import Examples, examples_of
from homeport.rpc import Registry
from homeport.store.journal import Journal

TITLE = "Request builder"
MAX_METHOD = 200
FIRST = "crm.activity.binding.list"
"""What is shown to whoever has chosen nothing yet."""


class Wish(NamedTuple):
    """What is to be called.

    :param method: as it is named in the reference, or any other text
    :param actor: ``user:3``, or ``app:2``
    :param params: JSON as it was typed
    """

    method: str
    actor: str
    params: str


class Builder(DeveloperSection):
    """The page.

    :param rest: what answers ``/rest/``
    """

    def __init__(self, portals: Portals, registry: Registry, rest: ASGIApp) -> None:
        super().__init__(portals, registry)
        self._rest = rest

    def routes(self) -> list[BaseRoute]:
        return [self.open("/builder", self._show), self.open("/builder", self._run, "POST")]

    @property
    def _book(self) -> Book:
        return book_of(self._registry)

    @property
    def _examples(self) -> Examples:
        return examples_of(self._portals.folder, self._registry)

    async def _show(self, visit: Signed) -> Response:
        await open_book(self._registry)
        again = visit.query("request")
        if again:
            journal = Journal(self._portals.folder.journal_file(visit.portal.name))
            entry = await run_in_threadpool(requests.find, journal, again)
            if entry is not None:
                return await self._page(visit, self._repeated(visit, entry))
        method = visit.query("method", FIRST).strip()[:MAX_METHOD]
        article = self._book.find(method)
        built = article is not None and article.built
        params = written(dict((await self._examples.of(article)).params)) if article and built else "{}"
        return await self._page(visit, Wish(method, f"user:{visit.someone.user_id}", params))

    async def _fields(self, visit: Signed, article: Article | None, params: str) -> list[str]:
        """The names of the fields of what a method is about, as its neighbour ``….fields`` tells them.

        :return: none where there is no such neighbour, or it refuses
        """
        if article is None or article.version != 2:
            return []
        prefix = article.called.rpartition(".")[0]
        neighbour = self._book.find(f"{prefix}.fields")
        if neighbour is None or not neighbour.built:
            return []
        wanted = {each.name for each in neighbour.parameters if each.required}
        try:
            given = msgspec.json.decode(params or "{}")
        except msgspec.DecodeError:
            given = {}
        known = {name: given[name] for name in wanted if isinstance(given, dict) and name in given}
        told = await visit.call.or_none(neighbour.called, **known)
        told = told.get("fields", told) if isinstance(told, dict) else {}
        return sorted(told) if isinstance(told, dict) else []

    def _repeated(self, visit: Signed, entry: Entry) -> Wish:
        """What a request of the log asked, as whoever it acted as."""
        article = self._book.of_call(entry.method, entry.version)
        actor = (
            entry.credential if entry.credential.startswith("app:") else f"user:{entry.user or visit.someone.user_id}"
        )
        params = written(entry.params if entry.params is not None else {})
        return Wish(article.name if article else entry.method, actor, params)

    async def _run(self, visit: Signed) -> Response:
        form = await visit.form()
        await open_book(self._registry)
        wish = Wish(form.get("method", "").strip()[:MAX_METHOD], form.get("as", ""), form.get("params", "").strip())
        try:
            params = msgspec.json.decode(wish.params or "{}")
        except msgspec.DecodeError as error:
            return await self._page(visit, wish, trouble=f"The parameters are no JSON: {error}.")
        if not isinstance(params, dict | list) or not wish.method:
            trouble = "Name a method." if not wish.method else "The parameters are a JSON object: { … }."
            return await self._page(visit, wish, trouble=trouble)
        article = self._book.find(wish.method)
        called, version = (article.called, article.version) if article else (wish.method, 2)
        try:
            credential = await self._credential(visit, wish.actor)
        except LookupError as error:
            return await self._page(visit, wish, trouble=f"{error.args[0]}.")
        content = {**params, "auth": credential.auth} if credential.auth and isinstance(params, dict) else params
        scope = visit.request.scope
        sender = Sender(visit.host, scope["scheme"], scope.get("client"))
        sent = await send(self._rest, sender, path_of(credential.path, called, version), content)
        return await self._page(visit, wish, sent=sent)

    async def _credential(self, visit: Signed, actor: str) -> lent.Lent:
        kind, _, chosen = actor.partition(":")
        if kind == "app":
            return await lent.of_app(visit.portal, number(chosen), visit.someone.user_id)
        scopes = lent.wide(lent.scopes_of(self._registry))
        return await lent.of_user(visit.portal, TITLE, visit.browser_id, number(chosen), scopes)

    async def _page(self, visit: Signed, wish: Wish, *, sent: Sent | None = None, trouble: str = "") -> Response:
        article = self._book.find(wish.method)
        values = {
            "wish": wish,
            "article": article,
            "trouble": trouble,
            **_outcome(sent),
            "snippets": _snippets(wish, article),
        }
        if visit.partial and visit.request.method == "POST":
            return visit.part("developer/outcome", **values)
        actors = [(f"user:{user_id}", name) for user_id, name in (await people(visit)).items()]
        applications = [
            (f"app:{app.id}", f"{app.title}, for {visit.someone.name}") for app in await visit.portal.read(apps.listed)
        ]
        return visit.page(
            "developer/builder",
            400 if trouble else 200,
            actors=actors,
            applications=applications,
            names=[each.name for each in self._book.articles.values() if each.built],
            asked=_asked(article),
            links=Links(),
            mentions=mentions(self._book),
            uses=self._book.uses,
            fields=await self._fields(visit, article, wish.params),
            **values,
        )


def _asked(article: Article | None) -> list[dict[str, Any]]:
    """The parameters of a method, for the form that a script makes of them."""
    return [
        {
            "name": each.name,
            "line": each.line,
            "type": each.type,
            "required": each.required,
            "values": list(each.values),
            "nested": [part.name for part in each.nested],
        }
        for each in (article.parameters if article else ())
        if each.taken
    ]


def _outcome(sent: Sent | None) -> dict[str, Any]:
    if sent is None:
        return {"sent": None, "answer": None}
    answer = sent.json
    return {"sent": sent, "answer": coloured(answer) if answer is not None else sent.body.decode(errors="replace")}


def _snippets(wish: Wish, article: Article | None) -> list[Any]:
    try:
        params = msgspec.json.decode(wish.params or "{}")
    except msgspec.DecodeError:
        return []
    called, version = (article.called, article.version) if article else (wish.method, 2)
    return snippets(called, version, params)
