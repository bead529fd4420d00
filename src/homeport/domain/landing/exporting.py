"""A site with its pages, as other portals take it in.

Source: ``landing-site-full-export.md``.
"""

import re
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.domain.landing import extras, folders
from homeport.domain.landing.refusals import WRONG_CODE
from homeport.domain.landing.spelling import Row
from homeport.domain.landing.tables import PAGE
from homeport.domain.records.filters import as_map
from homeport.store import Query

VERSION = 3
NEVER = ("B24BUTTON_CODE", "FAVICON_PICTURE")
SAID = ("name", "description", "preview", "preview2x", "preview3x", "preview_url")

_CODE = re.compile(r"[a-zA-Z0-9]+")
_PAGES = Query(select(PAGE).where(PAGE.c.SITE_ID == bindparam("site"), PAGE.c.DELETED == "N").order_by(PAGE.c.ID))


def exported(ctx: Ctx, site: Row, given: Any) -> dict[str, Any] | list[Any]:
    """A site with its pages; an empty list for one without.

    :param given: what is said otherwise than of the site itself
    :raises CallError: ``WRONG_CODE``
    """
    params = as_map(given)
    code = str(params.get("code") or site["CODE"])
    if params.get("code") and not _CODE.fullmatch(code):
        raise WRONG_CODE()
    pages = ctx.tx.dicts(_PAGES, site=site["ID"])
    if not pages:
        return []
    left_out = {*NEVER, *(str(each) for each in as_map(params.get("hooks_disable")).values())}
    codes = _codes(code, pages)
    said = {name: str(params[name]) for name in SAID if params.get(name) is not None}
    previews = dict.fromkeys(SAID[2:], "")
    own = {"name": site["TITLE"], "description": site["DESCRIPTION"] or "", **previews, **said}
    main = {name: codes.get(site[name], "0") for name in ("LANDING_ID_INDEX", "LANDING_ID_404")}
    kind = {"show_in_list": "Y", "type": site["TYPE"].lower(), "version": VERSION}
    items = {}
    for page in pages:
        alone = said if len(pages) == 1 else {}
        items[codes[page["ID"]]] = {
            "old_id": str(page["ID"]),
            "code": codes[page["ID"]],
            "name": page["TITLE"],
            "description": page["DESCRIPTION"] or "",
            **previews,
            **alone,
            **kind,
            "fields": {
                "TITLE": page["TITLE"],
                "RULE": page["RULE"],
                "ADDITIONAL_FIELDS": _extras(ctx, extras.OF_PAGE, page["ID"], left_out),
            },
            "layout": [],
            "items": [],
        }
    return {
        "charset": "UTF-8",
        "code": code,
        "site_code": f"/{site['CODE']}/",
        **own,
        **kind,
        "fields": {
            "ADDITIONAL_FIELDS": _extras(ctx, extras.OF_SITE, site["ID"], left_out),
            "TITLE": site["TITLE"],
            **main,
        },
        "layout": [],
        "folders": _folders(ctx, pages, codes) or [],
        "syspages": [],
        "items": items,
    }


def _codes(code: str, pages: list[Row]) -> dict[int, str]:
    """What pages are called in an export, where codes are the keys: one alone as its site."""
    if len(pages) == 1:
        return {pages[0]["ID"]: code}
    held = [page["CODE"] for page in pages]
    return {
        page["ID"]: page["CODE"] if held.count(page["CODE"]) == 1 else f"{page['CODE']}-{page['ID']}" for page in pages
    }


def _extras(ctx: Ctx, kind: str, owner: int, left_out: set[str]) -> Any:
    found = extras.of(ctx.tx, kind, owner)
    return {name: value for name, value in found.items() if name not in left_out} or []


def _folders(ctx: Ctx, pages: list[Row], codes: dict[int, str]) -> dict[str, list[str]]:
    """The pages of folders, by the folder's main page, or else its own code."""
    found: dict[str, list[str]] = {}
    for page in pages:
        folder = folders.stored(ctx.tx, page["FOLDER_ID"])
        if folder is not None:
            found.setdefault(codes.get(folder["INDEX_ID"]) or str(folder["CODE"]), []).append(codes[page["ID"]])
    return found
