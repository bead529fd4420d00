"""What is made of a document when its file is there: pictures from other hosts come into it, then it becomes a PDF and
a picture. All of that outside of the call: the page has it that addresses of these are there later.

Sources: ``document-generator/index.md#feature``, ``document-images-seals.md``.
"""

from collections.abc import Sequence

from homeport.core.clock import Clock
from homeport.core.ctx import Credential, Ctx
from homeport.core.uploads import Upload
from homeport.domain.documentgenerator import making, templates
from homeport.domain.documentgenerator.docx.closed import closed
from homeport.domain.documentgenerator.docx.opening import UnfitError
from homeport.domain.documentgenerator.tables import DOCUMENT
from homeport.domain.files import files
from homeport.domain.files.files import Refusals, blobs_of
from homeport.domain.portal.portal import actor_of
from homeport.domain.records import errands
from homeport.domain.records.errands import Conversion, Converted, Done, Errand, Request
from homeport.domain.records.fields import Values
from homeport.store import Transaction

KIND = "documentgenerator.document"
PICTURES, CONVERT, DONE, FAILED = "pictures", "convert", "done", "failed"
"""What is left to be done: pictures fetched and the file converted, that alone, nothing; or it failed."""

MAX_PICTURES = 50
MAX_PICTURE = 5 * 1024 * 1024
"""Bytes of one."""
_REFUSALS = Refusals(templates.UNSAVED, templates.UNSAVED)


def begin(ctx: Ctx, row: Values, pictures: Sequence[str]) -> str:
    """Let a document be finished; what is left to be done."""
    state = PICTURES if pictures else CONVERT
    ctx.tx.update(DOCUMENT, {"ID": row["ID"]}, {"STATE": state, "TROUBLE": None})
    errands.put(ctx.tx, KIND, row["ID"], ctx.clock.now())
    return state


def stop(tx: Transaction, number: int) -> None:
    """Finish a document no more."""
    errands.put(tx, KIND, number, None)


def plan(tx: Transaction, clock: Clock, number: int) -> Errand | None:
    """What is next for a document."""
    row = making.stored(tx, number)
    if row is None:
        return None
    if row["STATE"] == PICTURES:
        return Errand(requests=[Request(url, most=MAX_PICTURE) for url in _pictures(tx, clock, row)])
    stored = files.find(tx, row["FILE_ID"])
    if row["STATE"] != CONVERT or stored is None:
        return None
    with blobs_of(tx).open(stored.hash) as file:
        return Errand(conversion=Conversion(stored.hash, _closed(file.read())))


def _closed(content: bytes) -> bytes | None:
    try:
        return closed(content)
    except UnfitError:
        return None


def end(tx: Transaction, clock: Clock, number: int, errand: Errand, done: Done) -> None:
    """Take what came of it into a document; one that has changed meanwhile is finished anew."""
    row = making.stored(tx, number)
    if row is None:
        return
    ctx = _acting(tx, clock, row)
    if done.converted is not None:
        stored = files.find(tx, row["FILE_ID"])
        if stored is None or errand.conversion is None or errand.conversion.name != stored.hash:
            errands.put(tx, KIND, number, clock.now())
        else:
            _convert(ctx, row, done.converted)
        return
    fetched = {request.url: reply.content for request, reply in zip(errand.requests, done.replies, strict=True)}
    if not fetched.keys() >= set(_pictures(tx, clock, row)):
        errands.put(tx, KIND, number, clock.now())
        return
    of, template = making.generator_of(row["MODULE_ID"]), templates.find(ctx, row["TEMPLATE_ID"])
    made = making.make(ctx, of, row, template, of.source(ctx, row, making.values_of(row)), fetched)
    old = files.find(tx, row["FILE_ID"])
    name = old.name if old is not None else f"document{templates.SUFFIX}"
    row["FILE_ID"] = files.save(ctx, Upload(name, made.content), _REFUSALS).id
    tx.update(DOCUMENT, {"ID": number}, {"FILE_ID": row["FILE_ID"]})
    if old is not None:
        files.forget(tx, old.id)
    begin(ctx, row, [])


def _pictures(tx: Transaction, clock: Clock, row: Values) -> list[str]:
    """The addresses of pictures that a document shows."""
    ctx = _acting(tx, clock, row)
    template = templates.find(ctx, row["TEMPLATE_ID"])
    source = making.generator_of(row["MODULE_ID"]).source(ctx, row, making.values_of(row))
    return making.pictures_of(ctx, row, template, source)[:MAX_PICTURES]


def _acting(tx: Transaction, clock: Clock, row: Values) -> Ctx:
    """As whoever made or changed the document: it shows what they may see."""
    author = actor_of(tx, row["UPDATED_BY"] or row["CREATED_BY"])
    return Ctx(tx, Credential("errand", author, frozenset()), clock)


def _convert(ctx: Ctx, row: Values, converted: Converted) -> None:
    if converted.trouble:
        trouble = {"STATE": FAILED, "TROUBLE": f"{converted.code}|{converted.trouble}"}
        ctx.tx.update(DOCUMENT, {"ID": row["ID"]}, trouble)
        return
    stored = files.find(ctx.tx, row["FILE_ID"])
    name = (stored.name if stored is not None else "document").removesuffix(templates.SUFFIX)
    found: Values = {"STATE": DONE, "TROUBLE": None}
    for column, content, suffix in (("PDF_ID", converted.pdf, ".pdf"), ("IMAGE_ID", converted.image, ".png")):
        if content and not row[column]:
            found[column] = files.save(ctx, Upload(f"{name}{suffix}", content), _REFUSALS).id
    ctx.tx.update(DOCUMENT, {"ID": row["ID"]}, found)
