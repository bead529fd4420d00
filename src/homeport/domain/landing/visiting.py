"""What strangers see of a site: its pages, as far as they and all that they are in are published."""

from html import escape
from typing import Any, NamedTuple

from homeport.domain.landing import addresses, extras, folders, pages, sites
from homeport.domain.landing.spelling import Row
from homeport.store import Transaction


class Seen(NamedTuple):
    """A page as a browser is shown it.

    :param status: 404 for the page that stands in for one that is not there
    """

    status: int
    html: str


def seen(tx: Transaction, path: str) -> Seen | None:
    """The page that an address leads to, or that which its site has for those that are not there.

    :param path: of the address, below that of all sites
    """
    code, _, rest = path.removeprefix(addresses.PATH).partition("/")
    site = sites.at(tx, code)
    if site is None or site["ACTIVE"] != "Y" or site["DELETED"] == "Y":
        return None
    page = pages.at(tx, site, rest)
    if page is not None and is_public(tx, page):
        return Seen(200, _page(tx, site, page))
    instead = pages.stored(tx, site["LANDING_ID_404"])
    if instead is not None and is_public(tx, instead):
        return Seen(404, _page(tx, site, instead))
    return None


def is_public(tx: Transaction, page: Row) -> bool:
    """Whether a page of a published site is published, with the folders that it is in."""
    within = folders.chain(tx, page["FOLDER_ID"])
    is_page = page["FOLDER"] == "N" and page["DELETED"] == "N" and page["ACTIVE"] == page["PUBLIC"] == "Y"
    return is_page and all(folder["ACTIVE"] == "Y" and folder["DELETED"] == "N" for folder in within)


def _page(tx: Transaction, site: Row, page: Row) -> str:
    said = {**extras.of(tx, extras.OF_SITE, site["ID"]), **extras.of(tx, extras.OF_PAGE, page["ID"])}
    own = said.get("METAMAIN_USE") == "Y"
    title = str((own and said.get("METAMAIN_TITLE")) or page["TITLE"])
    description = str((own and said.get("METAMAIN_DESCRIPTION")) or page["DESCRIPTION"] or "")
    metas = {
        "description": description,
        "keywords": (own and said.get("METAMAIN_KEYWORDS")) or said.get("METAKEYWORDS_KEYWORDS"),
        "robots": "noindex" if said.get("METAROBOTS_INDEX") == "N" else "",
    }
    graph = {"og:title": "METAOG_TITLE", "og:description": "METAOG_DESCRIPTION", "og:image": "METAOG_IMAGE"}
    head = [
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>{escape(title)}</title>",
        *(f'<meta name="{name}" content="{escape(str(value))}">' for name, value in metas.items() if value),
        *(
            f'<meta property="{name}" content="{escape(str(said[field]))}">'
            for name, field in graph.items()
            if field in said
        ),
        *_styles(said),
        *([str(said["HEADBLOCK_CODE"])] if said.get("HEADBLOCK_USE") == "Y" and "HEADBLOCK_CODE" in said else []),
    ]
    about = f"<p>{escape(page['DESCRIPTION'])}</p>" if page["DESCRIPTION"] else ""
    body = f"<main><h1>{escape(page['TITLE'])}</h1>{about}</main>"
    lang = escape(site["LANG"] or "en")
    return f'<!doctype html><html lang="{lang}"><head>{"".join(head)}</head><body>{body}</body></html>'


def _styles(said: dict[str, Any]) -> list[str]:
    """What a page looks like: its background, and style sheets of its own."""
    found = []
    if said.get("BACKGROUND_USE") == "Y" and "BACKGROUND_COLOR" in said:
        found.append(f"body{{background-color:{_closed(said['BACKGROUND_COLOR'])}}}")
    if said.get("THEME_USE") == "Y" and "THEME_COLOR" in said:
        found.append(f":root{{--primary:{_closed(said['THEME_COLOR'])}}}")
    if said.get("CSSBLOCK_USE") == "Y":
        found.append(_closed(said.get("CSSBLOCK_CODE", "")))
    found.append(_closed(said.get("CUSTOMCSS_CSS_CODE", "")))
    links = [said.get("CSSBLOCK_FILE") if said.get("CSSBLOCK_USE") == "Y" else "", said.get("CUSTOMCSS_CSS_URL")]
    sheet = "".join(found)
    return [
        *(f'<link rel="stylesheet" href="{escape(str(each))}">' for each in links if each),
        *([f"<style>{sheet}</style>"] if sheet else []),
    ]


def _closed(css: Any) -> str:
    """A text within a style sheet, which cannot end it."""
    return str(css).replace("<", "\\3c ")
