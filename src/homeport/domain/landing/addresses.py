"""Where sites and pages are seen: below the portal's own address, whatever domain a site was given.

Sources: ``landing-site-get-public-url.md``, ``landing-landing-get-public-url.md``.
"""

from homeport.core.ctx import Ctx
from homeport.domain.landing import extras, folders
from homeport.domain.landing.spelling import Row
from homeport.store import Transaction

PATH = "/~site/"
NO_PREVIEW = "/bitrix/images/landing/nopreview.jpg"


def of_site(ctx: Ctx, site: Row) -> str:
    """The address of a site, which is that of its main page."""
    return f"{ctx.address}{PATH}{site['CODE']}"


def within(tx: Transaction, site: Row, page: Row) -> str:
    """The path of a page from the root of its site: main pages of sites and folders are where these are."""
    chain = folders.chain(tx, page["FOLDER_ID"])
    codes = [each["CODE"] for each in reversed(chain)]
    main = chain[0]["INDEX_ID"] if chain else site["LANDING_ID_INDEX"]
    if main != page["ID"] and not page["RULE"]:
        codes.append(page["CODE"])
    return "".join(f"{each}/" for each in codes)


def of_page(ctx: Ctx, site: Row, page: Row) -> str:
    """The address of a page."""
    return f"{of_site(ctx, site)}/{within(ctx.tx, site, page)}"


def preview(tx: Transaction, page: int | None) -> str:
    """The picture of a page: that which social networks are told of."""
    said = {} if page is None else extras.of(tx, extras.OF_PAGE, page)
    return str(said.get("METAOG_IMAGE") or NO_PREVIEW)
