"""Records by stage: a column for each, from which cards are moved to another."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.caller import Command
from homeport.console.crm import any_field, changes, showing
from homeport.console.crm.added import added_to, widened
from homeport.console.crm.any_field import AnyField
from homeport.console.crm.kinds import Kind, Kinds, kinds_of
from homeport.console.crm.names import Entry, Named, Names, title_of
from homeport.console.crm.records import choices_of, default_of, described
from homeport.console.crm.search import Search, read_number
from homeport.console.pages import ProblemError
from homeport.console.section import Signed
from homeport.core.ctx import Ctx, Page
from homeport.core.owner import Owner
from homeport.core.paging import PAGE, UNCOUNTED
from homeport.domain.crm.activity import badges
from homeport.domain.crm.entities import entity_of
from homeport.domain.crm.layout import words
from homeport.domain.crm.record.collections import collection_of
from homeport.domain.crm.record.dialects import UNIVERSAL
from homeport.domain.portal import settings
from homeport.domain.records.sums import sums
from homeport.store import Transaction

CARDS = 15
"""Cards that a column shows at once."""


BADGES = {"success": "good", "failure": "bad", "warning": "warn", "primary": "", "secondary": ""}
"""Our looks of badges, by their types."""


class BoardBadge(NamedTuple):
    """What an activity of an application shows on a card."""

    title: str
    value: str
    look: str


class BoardCard(NamedTuple):
    """A record on a board."""

    entity_id: int
    title: str
    path: str
    amount: str
    client: list[Named]
    responsible: str
    badge: BoardBadge | None


class Stage(NamedTuple):
    """A column.

    :param total: how many records are in the stage; None when there are more than were read
    :param sums: what they are worth, by currency; empty when there are more than were read
    :param more: the id of the last card, when there are more
    """

    entry: Entry
    cards: list[BoardCard]
    total: int | None
    sums: list[str]
    more: int | None


class Board:
    """The board of a kind, of one of its pipelines.

    :param category: the pipeline; None for the default one
    :param search: what it is narrowed by
    """

    def __init__(self, visit: Signed, kinds: Kinds, kind: Kind, category: int | None, search: Search) -> None:
        self.visit = visit
        self.kinds = kinds
        self.kind = kind
        self.category = category
        self.search = search
        search.path = self.path
        search.given.pop("stage", None)
        self.pipelines: list[dict[str, Any]] = []
        self.names = Names(visit.call, kinds)
        self.badges: dict[int, BoardBadge] = {}
        self.any_field: list[AnyField] = []

    async def open(self) -> "Board":
        """Find the pipeline and its stages.

        :raises ProblemError: when the kind has no stages
        """
        if not self.kind.stages:
            raise ProblemError("There is no such page", f"{self.kind.many} have no stages.", 404)
        if self.kind.has_pipelines:
            told = await self.visit.call("crm.category.list", entityTypeId=self.kind.type_id)
            self.pipelines = told["categories"]
            if self.category is None:
                self.category = default_of(self.pipelines)
        self.names.want_directory(self._directory)
        await self.names.load()
        return self

    @property
    def path(self) -> str:
        """The board, without which pipeline."""
        return f"{self.kind.path}board/"

    def address(self, part: str = "", **given: Any) -> str:
        """A page of the board as it is narrowed.

        :param part: the page below the board's
        """
        asked = {**self.search.given, "category": self.category or 0, **given}
        return f"{self.path}{part}?{urlencode(asked)}"

    @property
    def entries(self) -> list[Entry]:
        """The stages in their order."""
        return self.names.entries(self._directory)

    @property
    def _directory(self) -> str:
        return self.kind.directory(self.category or 0)

    async def stages(self, codes: list[str], after: int | None = None) -> list[Stage]:
        """Some columns.

        :param after: the id of the card that they begin after
        """
        narrowed = await self.search.filter(self.visit.call)
        narrowed.pop("=categoryId", None)
        commands: dict[str, Command] = {code: self._command(code, after, narrowed) for code in codes}
        told = await self.visit.call.several(commands) if commands else {}
        for page in told.values():
            for item in page.result["items"][:CARDS]:
                self.names.want_record(showing.LINKED["crm_company"], item.get("companyId"))
                self.names.want_record(showing.LINKED["crm_contact"], item.get("contactId"))
                self.names.want_person(item.get("assignedById"))
        await self.names.load()
        ids = [item["id"] for page in told.values() for item in page.result["items"][:CARDS]]
        self.badges = await self._badges_of(ids)
        by_code = {entry.code: entry for entry in self.entries}
        return [self._stage(by_code[code], told[code]) for code in codes if code in told and code in by_code]

    def _command(self, code: str, after: int | None, narrowed: dict[str, Any]) -> Command:
        wanted: dict[str, Any] = {**narrowed, "=stageId": code}
        if self.kind.has_pipelines:
            wanted["=categoryId"] = self.category
        if after is not None:
            wanted["<id"] = after
        select = ["id", "title", "opportunity", "currencyId", "companyId", "contactId", "assignedById"]
        given = {"select": select, "filter": wanted, "order": {"id": "DESC"}, "start": UNCOUNTED}
        return "crm.item.list", {"entityTypeId": self.kind.type_id, **given}

    def _stage(self, entry: Entry, page: Page) -> Stage:
        items = page.result["items"]
        all_read = len(items) < PAGE
        cards = [self._card(item) for item in items[:CARDS]]
        more = cards[-1].entity_id if len(items) > CARDS else None
        return Stage(entry, cards, len(items) if all_read else None, _sums(items) if all_read else [], more)

    def _card(self, item: dict[str, Any]) -> BoardCard:
        clients = (
            self.names.record(showing.LINKED["crm_company"], item.get("companyId")),
            self.names.record(showing.LINKED["crm_contact"], item.get("contactId")),
        )
        return BoardCard(
            item["id"],
            title_of(self.kind, item),
            self.kind.path_to(item["id"]),
            showing.money(item["opportunity"], item["currencyId"]) if item.get("opportunity") else "",
            [client for client in clients if client],
            self.names.person(item.get("assignedById")),
            self.badges.get(item["id"]),
        )

    async def _badges_of(self, ids: list[int]) -> dict[int, BoardBadge]:
        """What activities of applications show on cards, by the records' ids."""
        records = [Owner(self.kind.type_id, entity_id) for entity_id in ids]

        def look(tx: Transaction) -> dict[int, BoardBadge]:
            language = settings.read(tx).language
            return {
                record.entity_id: BoardBadge(
                    words.said(each["title"], language),
                    words.said(each["value"], language).upper(),
                    BADGES[each["type"]],
                )
                for record, each in badges.shown(tx, records).items()
            }

        return await self.visit.portal.read(look)


def _sums(items: list[dict[str, Any]]) -> list[str]:
    """What records are worth together, by currency."""
    sums: dict[str, float] = {}
    for item in items:
        if item.get("opportunity"):
            currency = item.get("currencyId") or ""
            sums[currency] = sums.get(currency, 0) + float(item["opportunity"])
    return [showing.money(amount, currency) for currency, amount in sorted(sums.items())]


async def board_of(visit: Signed, category: str) -> Board:
    """The board that the path names, of a pipeline, narrowed as the address says."""
    kinds = await kinds_of(visit.call)
    kind = kinds.of_code(visit.path("kind"))
    fields = await described(visit, kind)
    added = await added_to(visit, kind, fields)
    kind = widened(kind, added)
    board = Board(visit, kinds, kind, read_number(category), Search(visit, kind, fields, added))
    board.any_field = any_field.every(fields)
    return await board.open()


async def show_board(visit: Signed) -> Response:
    """The whole board."""
    board = await board_of(visit, visit.query("category"))
    stages = await board.stages([entry.code for entry in board.entries])
    choices = await choices_of(visit, board.kind, board.names, board.search)
    return visit.page(
        "crm/board",
        board=board,
        kind=board.kind,
        stages=stages,
        search=board.search,
        choices=choices,
        any_field=board.any_field,
        names=board.names,
    )


async def show_sums(visit: Signed) -> Response:
    """How many records are in a stage, and what they are worth by currency: asked for where there are many."""
    board = await board_of(visit, visit.query("category"))
    wanted = await board.search.filter(visit.call)
    wanted.pop("=categoryId", None)
    wanted |= {"=stageId": visit.query("stage")} | ({"=categoryId": board.category} if board.kind.has_pipelines else {})
    entity = entity_of(board.kind.type_id)
    assert entity is not None
    credential, clock = visit.call.credential, visit.portal.clock

    def add_up(tx: Transaction) -> list[tuple[str | None, int, float | None]]:
        ctx = Ctx(tx, credential, clock)
        found = sums(ctx, collection_of(tx, entity), UNIVERSAL, wanted, ("CURRENCY_ID",), "OPPORTUNITY")
        return [(row[0], row[1], row[2]) for row in found]

    found = await visit.portal.store.read_aside(add_up, credential.key)
    worth = [showing.money(amount, currency) for currency, _, amount in sorted(found, key=str) if amount]
    return visit.part("crm/board_sums", total=sum(row[1] for row in found), sums=worth, thin=showing.THIN)


async def show_stage(visit: Signed) -> Response:
    """More cards of a column."""
    board = await board_of(visit, visit.query("category"))
    stages = await board.stages([visit.query("stage")], read_number(visit.query("after")))
    if not stages:
        raise ProblemError("There is no such stage", "Reload the page: it may have been deleted.", 404)
    return visit.part("crm/board_cards", board=board, stage=stages[0])


async def move(visit: Signed) -> Response:
    """Put a card into another column; both columns are answered as they are then."""
    form = await visit.form()
    board = await board_of(visit, form.get("category", ""))
    entity_id, source, target = read_number(form.get("id", "")), form.get("from", ""), form.get("stage", "")
    if entity_id is None:
        raise ProblemError("The form is not clear", "Go back, reload the page, and try again.", 400)
    fields = {"stageId": target}
    await visit.call("crm.item.update", entityTypeId=board.kind.type_id, id=entity_id, fields=fields)
    leads_back = board.address()
    if not visit.partial:
        return done(visit, leads_back)
    stages = await board.stages(list(dict.fromkeys((source, target))))
    titles = {each.entry.code: each.entry.title for each in stages}
    undo = await changes.offer(visit, board.kind, entity_id, f"Moved to {titles.get(target, target)}.", leads_back)
    return visit.part("crm/board_moved", board=board, stages=stages, undo=undo)
