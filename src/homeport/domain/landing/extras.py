"""Additional fields of sites and pages: how they look, what search engines are told, code of their own.

Sources: ``landing/site/additional-fields.md``, ``landing/page/additional-fields.md``, ``landing/types.md``.
"""

import json
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.values import is_empty
from homeport.domain.landing import sections
from homeport.domain.landing.tables import EXTRA
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction

OF_SITE, OF_PAGE = "S", "L"
MOST_BYTES = 65_536

_SHARED = (
    "THEME_CODE", "THEME_USE", "THEME_COLOR", "THEMEFONTS_USE", "THEMEFONTS_CODE", "THEMEFONTS_CODE_H",
    "THEMEFONTS_SIZE", "THEMEFONTS_COLOR", "THEMEFONTS_COLOR_H", "THEMEFONTS_LINE_HEIGHT", "THEMEFONTS_FONT_WEIGHT",
    "THEMEFONTS_FONT_WEIGHT_H", "B24BUTTON_USE", "B24BUTTON_CODE", "B24BUTTON_COLOR", "B24BUTTON_COLOR_VALUE",
    "UP_SHOW", "BACKGROUND_USE", "BACKGROUND_PICTURE", "BACKGROUND_POSITION", "BACKGROUND_COLOR", "GACOUNTER_USE",
    "GACOUNTER_COUNTER", "GACOUNTER_COUNTER_GA4", "GACOUNTER_SEND_CLICK", "GACOUNTER_CLICK_TYPE",
    "GACOUNTER_SEND_SHOW", "GTM_USE", "GTM_COUNTER", "GMAP_USE", "GMAP_CODE", "VIEW_USE", "VIEW_TYPE", "ROBOTS_USE",
    "ROBOTS_CONTENT", "HEADBLOCK_USE", "HEADBLOCK_CODE", "CSSBLOCK_USE", "CSSBLOCK_CODE", "CSSBLOCK_FILE",
    "COOKIES_USE", "COOKIES_AGREEMENT_ID", "COOKIES_COLOR_BG", "COOKIES_COLOR_TEXT", "COOKIES_POSITION",
    "COOKIES_MODE", "COPYRIGHT_SHOW", "COPYRIGHT_CODE", "SPEED_USE_LAZY", "SPEED_USE_WEBPACK", "YACOUNTER_USE",
    "YACOUNTER_COUNTER", "PIXELFB_USE", "PIXELFB_COUNTER", "PIXELVK_USE", "PIXELVK_COUNTER", "FAVICON_PICTURE",
    "SETTINGS_IBLOCK_ID", "SETTINGS_SECTION_ID", "SETTINGS_HIDE_NOT_AVAILABLE",
    "SETTINGS_HIDE_NOT_AVAILABLE_OFFERS", "SETTINGS_PRODUCT_SUBSCRIPTION", "SETTINGS_USE_PRODUCT_QUANTITY",
    "SETTINGS_DISPLAY_COMPARE", "SETTINGS_PRICE_CODE", "SETTINGS_CURRENCY_ID", "SETTINGS_PRICE_VAT_INCLUDE",
    "SETTINGS_SHOW_OLD_PRICE", "SETTINGS_SHOW_DISCOUNT_PERCENT", "SETTINGS_USE_PRICE_COUNT",
    "SETTINGS_SHOW_PRICE_COUNT", "SETTINGS_USE_ENHANCED_ECOMMERCE", "SETTINGS_DATA_LAYER_NAME",
    "SETTINGS_BRAND_PROPERTY", "SETTINGS_CART_POSITION", "SETTINGS_AGREEMENT_USE", "SETTINGS_AGREEMENT_ID",
    "SETTINGS_AGREEMENTS",
)  # fmt: skip
_PAGES_OWN = (
    "METAOG_TITLE", "METAOG_DESCRIPTION", "METAOG_IMAGE", "METAMAIN_USE", "METAMAIN_TITLE", "METAMAIN_DESCRIPTION",
    "METAMAIN_KEYWORDS", "METAKEYWORDS_KEYWORDS", "METAROBOTS_INDEX", "METAGOOGLEVERIFICATION_USE",
    "METAGOOGLEVERIFICATION_META", "PADDING_TOPBOTTOM", "PADDING_LEFTRIGHT", "LAYOUT_BREAKPOINT",
    "TRANSITION_COLOR", "CUSTOMCSS_CSS_CODE", "CUSTOMCSS_CSS_URL",
)  # fmt: skip
FIELDS = {OF_SITE: frozenset(_SHARED), OF_PAGE: frozenset((*_SHARED, *_PAGES_OWN))}

_FLAGS = frozenset(
    name
    for name in FIELDS[OF_PAGE]
    if name.endswith(("_USE", "_SHOW", "_SEND_CLICK", "_SEND_SHOW", "_USE_LAZY", "_USE_WEBPACK", "METAROBOTS_INDEX"))
)
_SETS = {
    "THEMEFONTS_SIZE": ("0.92857", "1", "1.14286"),
    "THEMEFONTS_FONT_WEIGHT": tuple(str(each) for each in range(100, 1000, 100)),
    "THEMEFONTS_FONT_WEIGHT_H": tuple(str(each) for each in range(100, 1000, 100)),
    "B24BUTTON_COLOR": ("site", "button", "custom"),
    "BACKGROUND_POSITION": ("center", "repeat", "center_repeat_y", "no_repeat"),
    "GACOUNTER_CLICK_TYPE": ("href", "text"),
    "VIEW_TYPE": ("no", "ltr", "all", "mobile", "adaptive"),
    "PADDING_TOPBOTTOM": ("N", "u-outer-space-v1", "u-outer-space-v2"),
    "PADDING_LEFTRIGHT": ("N", "g-layout-semiboxed", "g-layout-boxed"),
    "LAYOUT_BREAKPOINT": ("mobile", "tablet", "desktop", "all"),
    "COOKIES_POSITION": ("bottom_left", "bottom_right"),
    "COOKIES_MODE": ("A", "I"),
    "SETTINGS_CART_POSITION": ("TC", "TR", "CR", "BR", "BC", "BL", "CL", "TL"),
}
"""Fields that take some values alone."""
_NOT_WITHIN = (
    "META", "GACOUNTER", "GTM", "YACOUNTER", "PIXEL", "HEADBLOCK", "CSSBLOCK", "CUSTOMCSS", "FAVICON", "COOKIES",
    "B24BUTTON", "SETTINGS", "SPEED", "ROBOTS",
)  # fmt: skip
"""How those begin that sites for the company's people have not."""
_NOT_ON_MAINPAGE = ("THEMEFONTS", "TRANSITION", "UP_")

_OF = Query(
    select(EXTRA.c.CODE, EXTRA.c.VALUE)
    .where(EXTRA.c.KIND == bindparam("kind"), EXTRA.c.OWNER_ID == bindparam("owner"))
    .order_by(EXTRA.c.CODE)
)


def of(tx: Transaction, kind: str, owner: int) -> dict[str, Any]:
    """The additional fields of a site or a page, but for those that are empty."""
    return {code: json.loads(value) for code, value in tx.all(_OF, kind=kind, owner=owner)}


def put(ctx: Ctx, kind: str, owner: int, section: str, given: Any) -> None:
    """Say some additional fields; those that are not said stay as they are, an empty one is taken away.

    :param section: that of the site: not every one has all fields
    """
    for name, value in as_map(given).items():
        if name not in FIELDS[kind] or not _is_of(name, section):
            ctx.drop("fields", name)
            continue
        text = json.dumps(_read(name, value))
        if len(text) > MOST_BYTES or (name in _SETS and str(value) not in _SETS[name] and not is_empty(value)):
            ctx.drop("fields", name, "unfit")
            continue
        ctx.tx.delete(EXTRA, KIND=kind, OWNER_ID=owner, CODE=name)
        if not is_empty(value):
            ctx.tx.insert(EXTRA, {"KIND": kind, "OWNER_ID": owner, "CODE": name, "VALUE": text})


def copy(tx: Transaction, kind: str, owner: int, to: int) -> None:
    """Give another site or page the same fields."""
    rows = tx.all(_OF, kind=kind, owner=owner)
    tx.insert_many(EXTRA, [{"KIND": kind, "OWNER_ID": to, "CODE": code, "VALUE": value} for code, value in rows])


def forget(tx: Transaction, kind: str, owner: int) -> None:
    """Remove the fields of what is deleted."""
    tx.delete(EXTRA, KIND=kind, OWNER_ID=owner)


def _is_of(name: str, section: str) -> bool:
    if section == sections.PLAIN:
        return True
    return not name.startswith((*_NOT_WITHIN, *(_NOT_ON_MAINPAGE if section == sections.MAINPAGE else ())))


def _read(name: str, value: Any) -> Any:
    if name in _FLAGS and not is_empty(value):
        return "Y" if value in ("Y", True, 1, "1") else "N"
    return value if isinstance(value, dict | list | int | float) and not isinstance(value, bool) else str(value)
