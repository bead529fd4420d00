"""The reference inside the portal, for whoever is signed in."""

from starlette.responses import Response
from starlette.routing import BaseRoute

from homeport.console.pages import ProblemError
from homeport.console.reference import sheets
from homeport.console.reference.sheets import Links, Sheet
from homeport.console.section import Section, Signed
from homeport.domain.portal import settings
from homeport.reference import open_book
from homeport.reference.running import Examples, examples_of

_GONE = ("There is no such page in the reference", "Search for a word of the method's name.", 404)


class Reference(Section):
    """The pages."""

    def routes(self) -> list[BaseRoute]:
        return [
            self.route("/reference", self._home),
            self.route("/reference/coverage", self._coverage),
            self.route("/reference/differences", self._differences),
            self.route("/reference/groups/{prefix}", self._group),
            self.route("/reference/types", self._types),
            self.route("/reference/types/{name}", self._type),
            self.route("/reference/errors", self._codes),
            self.route("/reference/errors/{name}", self._code),
            self.route("/reference/methods/{name}", self._method),
        ]

    @property
    def _examples(self) -> Examples:
        return examples_of(self._portals.folder, self._registry)

    async def _home(self, visit: Signed) -> Response:
        book = await open_book(self._registry)
        text = visit.query("q")
        found = book.search(text)
        if visit.partial:
            return visit.part("reference/found", found=found, text=text, links=Links())
        sheet = sheets.home(book)
        return _page(visit, sheet._replace(values={**sheet.values, "text": text, "found": found}))

    async def _group(self, visit: Signed) -> Response:
        book = await open_book(self._registry)
        found = book.group(visit.path("prefix"))
        if found is None:
            raise ProblemError(*_GONE)
        return _page(visit, sheets.group(book, found))

    async def _method(self, visit: Signed) -> Response:
        book = await open_book(self._registry)
        article = book.find(visit.path("name"))
        if article is None:
            raise ProblemError(*_GONE)
        shown = await self._examples.of(article) if article.built else None
        documentation = await visit.portal.read(lambda tx: settings.read(tx).documentation_link)
        return _page(visit, sheets.method(book, article, shown, documentation))

    async def _types(self, visit: Signed) -> Response:
        return _page(visit, sheets.types(await open_book(self._registry)))

    async def _type(self, visit: Signed) -> Response:
        return _page(visit, _there(sheets.type_(await open_book(self._registry), visit.path("name"))))

    async def _codes(self, visit: Signed) -> Response:
        return _page(visit, sheets.codes(await open_book(self._registry)))

    async def _code(self, visit: Signed) -> Response:
        return _page(visit, _there(sheets.code(await open_book(self._registry), visit.path("name"))))

    async def _coverage(self, visit: Signed) -> Response:
        book = await open_book(self._registry)
        return _page(visit, sheets.coverage(book))

    async def _differences(self, visit: Signed) -> Response:
        return _page(visit, sheets.departures())


def _there(sheet: Sheet | None) -> Sheet:
    if sheet is None:
        raise ProblemError(*_GONE)
    return sheet


def _page(visit: Signed, sheet: Sheet) -> Response:
    return visit.page(sheet.template, layout="reference/inside.html", links=Links(), **sheet.values)
