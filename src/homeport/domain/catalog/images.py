"""All pictures of a product: the two in its own fields, and as many more as it is given.

Sources: ``api-reference/catalog/product-image/``, ``catalog-product-download.md``.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.pictures import PICTURE
from homeport.core.rights import Operation
from homeport.core.uploads import MAX_NAME, Upload, read_name
from homeport.domain.catalog.pictures import MORE, OF_PRODUCTS
from homeport.domain.catalog.products import PRODUCTS
from homeport.domain.files import doors, files
from homeport.domain.files.doors import Door
from homeport.domain.files.fields import of_field
from homeport.domain.files.files import Refusals, Stored
from homeport.domain.files.tables import FILE
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import ADMINISTRATORS, SETTINGS, Collection
from homeport.domain.records.dialect import CATALOG
from homeport.domain.records.fields import F, FieldTable, Values
from homeport.store import Query

DOOR = "catalog.image"
DETAIL, PREVIEW, OTHER = "DETAIL_PICTURE", "PREVIEW_PICTURE", "MORE_PHOTO"

NO_PRODUCT = ErrorKind("0", "Product not found")
NO_PRODUCT_ID = ErrorKind("0", "Product identifier not specified")
NO_IMAGE = ErrorKind("0", "Image not found")
NO_PROPERTY = ErrorKind("0", "The property does not exist or is not a file")
NO_FILE = ErrorKind("0", "The file does not exist")
NAMELESS = ErrorKind("0", "The file name is not specified")
NAME_UNFIT = ErrorKind("0", "The file name contains invalid characters")
NAME_TOO_LONG = ErrorKind("0", "The file name is too long")
NO_PICTURE = ErrorKind("0", "Invalid file type")
TOO_LARGE = ErrorKind("0", "Maximum upload file size exceeded")
UNSAVED = ErrorKind("0", "Error saving the file")

EVERY_PRODUCT = replace(PRODUCTS, within={})
"""Products of every kind, for administrators."""

_ANY = replace(v.STRING, name="string")
IMAGES = Collection(
    noun="productImage",
    plural="productImages",
    table=MORE,
    fields=FieldTable(
        (
            F("ID", v.INTEGER, read_only=True),
            F("NAME", v.STRING, read_only=True, stored=False),
            F("PRODUCT_ID", _ANY, required=True),
            F("TYPE", v.STRING, stored=False),
            F("CREATE_TIME", v.DATETIME, read_only=True, stored=False),
            F("DOWNLOAD_URL", v.STRING, read_only=True, stored=False),
            F("DETAIL_URL", v.STRING, read_only=True, stored=False),
        )
    ),
    access=ADMINISTRATORS,
)
"""As ``getFields`` describes them."""

_COLUMNS = (FILE.c.ID, FILE.c.NAME, FILE.c.CREATED)
_FILE = Query(select(*_COLUMNS).where(FILE.c.ID == bindparam("id")))
_MORE = Query(
    select(*_COLUMNS).join(MORE, MORE.c.ID == FILE.c.ID).where(MORE.c.PRODUCT_ID == bindparam("id")).order_by(MORE.c.ID)
)
_ONE = Query(select(MORE.c.ID).where(MORE.c.ID == bindparam("id")))


def of_product(ctx: Ctx, product: int) -> list[Values]:
    """The pictures of a product.

    :raises CallError: ``200040300010`` for all but administrators, :data:`NO_PRODUCT`
    """
    _require(ctx, Operation.READ, CATALOG.unreadable)
    return list(_shown(ctx, _product(ctx, product)))


def add(ctx: Ctx, given: Values, content: Any) -> Values:
    """Give a product a picture; in one of its fields it takes the place of another.

    :param given: ``productId`` and ``type``
    :param content: ``[name, base64]``
    :raises CallError: the documented refusals
    """
    _require(ctx, Operation.WRITE, CATALOG.denied)
    said = {str(name).lower(): value for name, value in given.items()}
    product = _product(ctx, _id(said.get("productid")))
    upload, kind = _picture(content), said.get("type") or OTHER
    if kind in (DETAIL, PREVIEW):
        field = EVERY_PRODUCT.fields.by_name[kind].item
        row = writing.change(ctx, EVERY_PRODUCT, {"ID": product["ID"]}, {field: {"fileData": content}}, CATALOG)
        number = row[kind]
    elif kind == OTHER:
        number = files.save(ctx, upload, Refusals(UNSAVED, TOO_LARGE)).id
        ctx.tx.insert(MORE, {"ID": number, "PRODUCT_ID": product["ID"]})
    else:
        raise CATALOG.invalid(field="type")
    return _found(_shown(ctx, _product(ctx, product["ID"])), number)


def get(ctx: Ctx, product: int, number: int) -> Values:
    """One picture of a product.

    :raises CallError: those of :func:`of_product`, :data:`NO_IMAGE`
    """
    return _found(iter(of_product(ctx, product)), number)


def delete(ctx: Ctx, product: int, number: int) -> None:
    """Take a picture from a product.

    :raises CallError: ``200040300020`` for all but administrators, :data:`NO_PRODUCT`, :data:`NO_IMAGE`
    """
    _require(ctx, Operation.WRITE, CATALOG.denied)
    kind = _found(_shown(ctx, _product(ctx, product)), number)["type"]
    if kind == OTHER:
        ctx.tx.delete(MORE, ID=number)
        files.forget(ctx.tx, number)
    else:
        field = EVERY_PRODUCT.fields.by_name[kind].item
        writing.change(ctx, EVERY_PRODUCT, {"ID": product}, {field: {"remove": "Y"}}, CATALOG)


def download(ctx: Ctx, given: Values) -> str:
    """Where a file of a product is.

    :param given: ``fileId``, ``productId`` and ``fieldName``
    :raises CallError: ``200040300010`` for all but administrators; ``0`` for what is not there
    """
    _require(ctx, Operation.READ, CATALOG.unreadable)
    said = {str(name).lower(): value for name, value in given.items()}
    missing = [name for name in ("fileId", "productId", "fieldName") if v.is_empty(said.get(name.lower()))]
    if missing:
        raise CATALOG.required(field=", ".join(missing))
    product = _product(ctx, _id(said["productid"]))["ID"]
    field = CATALOG.find(EVERY_PRODUCT.fields, str(said["fieldname"]))
    if field not in EVERY_PRODUCT.fields.files:
        raise NO_PROPERTY()
    number = of_field(ctx, EVERY_PRODUCT, product, field.name, _id(said["fileid"]), NO_FILE).id
    return OF_PRODUCTS.url(ctx, field.name, product, number)


def _require(ctx: Ctx, operation: Operation, refusal: ErrorKind) -> None:
    if EVERY_PRODUCT.access.grant(ctx, operation) is None:
        raise refusal()


def _product(ctx: Ctx, number: int) -> Values:
    row = reading.stored(ctx, EVERY_PRODUCT, {"ID": number})
    if row is None:
        raise NO_PRODUCT()
    return row


def _id(given: Any) -> int:
    try:
        number = v.read_integer(given, None)  # type: ignore[arg-type]  # the zone makes no difference
    except (ValueError, OverflowError):
        raise NO_PRODUCT() from None
    if number is None:
        raise NO_PRODUCT_ID()
    return number


def _picture(content: Any) -> Upload:
    pair = list(content.values()) if isinstance(content, dict) else content
    name = pair[0] if isinstance(pair, list) and len(pair) == 2 else None
    if not name:
        raise NAMELESS()
    if len(str(name)) > MAX_NAME:
        raise NAME_TOO_LONG()
    try:
        read_name(name)
    except ValueError:
        raise NAME_UNFIT() from None
    try:
        upload: Upload = PICTURE.read(pair, None).upload  # type: ignore[arg-type]  # as above
    except ValueError:
        raise NO_PICTURE() from None
    return upload


def _shown(ctx: Ctx, product: Values) -> Iterator[Values]:
    row = product["ID"]
    for kind in (DETAIL, PREVIEW):
        for found in ctx.tx.all(_FILE, id=product[kind]) if product[kind] else ():
            yield _answer(ctx, row, kind, found, OF_PRODUCTS.url(ctx, kind, row, found[0]))
    for found in ctx.tx.all(_MORE, id=row):
        yield _answer(ctx, row, OTHER, found, doors.download_url(ctx, DOOR, found[0]))


def _answer(ctx: Ctx, product: int, kind: str, found: Any, url: str) -> Values:
    number, name, created = found
    return {
        "id": number,
        "name": name,
        "productId": product,
        "type": kind,
        "createTime": v.DATETIME.item(created, ctx.clock.zone),
        "downloadUrl": url,
        "detailUrl": url,
    }


def _found(images: Iterator[Values], number: int) -> Values:
    for image in images:
        if image["id"] == number:
            return image
    raise NO_IMAGE()


def _content(ctx: Ctx, number: int, said: str) -> Stored:
    if SETTINGS.grant(ctx, Operation.READ) is None:
        raise CATALOG.unreadable()
    found = files.find(ctx.tx, number) if ctx.tx.one(_ONE, id=number) else None
    if found is None:
        raise NO_IMAGE()
    return found


DOORS = {DOOR: Door(find=_content)}
