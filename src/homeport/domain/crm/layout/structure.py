"""The documented structures of layouts, as data.

Sources: ``activities/configurable/structure/``: ``layout.md``, ``header.md``, ``body.md``, ``content-block.md``,
``footer.md``, ``menu-item.md``, ``action.md``, ``rest-app-layout-dto.md``.
"""

from collections.abc import Mapping
from typing import Any

from homeport.domain.crm.layout.checks import (
    FIELD_IS_REQUIRED,
    WRONG_FIELD_VALUE,
    Check,
    Dto,
    Place,
    address,
    anything,
    as_map,
    by_type,
    flag,
    integer,
    one_of,
    several,
    string,
    translated,
)

MOST_BLOCKS = 20

TAG_TYPES = ("warning", "success", "failure", "primary", "secondary")
"""Colours of tags and badges: yellow, green, red, blue, grey."""

_SCOPE = one_of("web", "mobile")
_SLIDER = Dto("ActionSliderParamsDto", {"width": integer, "leftBoundary": integer, "title": string})


def _slider(value: Any, place: Place) -> dict[str, Any]:
    found = _SLIDER(value, place)
    if "width" in found and "leftBoundary" in found:
        raise Place(_SLIDER.name, "leftBoundary").refuse(WRONG_FIELD_VALUE)
    return found


def _action(fields: Mapping[str, Check]) -> Dto:
    return Dto("ActionDto", {"type*": string, **fields})


ACTION = by_type(
    "ActionDto",
    {
        "redirect": _action({"uri": address}),
        "restEvent": _action({"id*": string, "actionParams": anything, "animationType": string}),
        "openRestApp": _action({"actionParams": anything, "sliderParams": _slider}),
    },
)


def _block(properties: Mapping[str, Check], *, must: bool = True) -> Dto:
    of_block = Dto("ContentBlockDto.properties", {**properties, "scope": _SCOPE})
    return Dto("ContentBlockDto", {"type*": string, "properties*" if must else "properties": of_block})


_TEXT = _block(
    {
        "value*": translated,
        "multiline": flag,
        "title": translated,
        "bold": flag,
        "size": one_of("xs", "sm", "md"),
        "color": one_of("base_50", "base_60", "base_70", "base_90"),
    }
)
_INSIDE = {
    "text": _TEXT,
    "link": _block({"text*": translated, "action*": ACTION, "bold": flag}),
    "deadline": _block({"readonly": flag}, must=False),
}
"""The types of blocks that stand in others."""

_INNER = by_type("ContentBlockDto", _INSIDE)

BLOCK = by_type(
    "ContentBlockDto",
    {
        **_INSIDE,
        "largeText": _block({"value*": translated}),
        "withTitle": _block({"title*": translated, "block*": _INNER, "inline": flag}),
        "lineOfBlocks": _block({"blocks*": several(_INNER)}),
    },
)


def _blocks(value: Any, place: Place) -> Any:
    """At least one."""
    if not as_map(value, place):
        raise place.refuse(FIELD_IS_REQUIRED)
    return several(BLOCK, MOST_BLOCKS)(value, place)


_BESIDE: Mapping[str, Check] = {"scope": _SCOPE, "hideIfReadonly": flag}

TAG = Dto("TagDto", {"title*": translated, "type*": one_of(*TAG_TYPES), "action": ACTION, **_BESIDE})
BUTTON = Dto(
    "FooterButtonDto", {"title*": translated, "type*": one_of("primary", "secondary"), "action*": ACTION, **_BESIDE}
)
MENU_ITEM = Dto("MenuItemDto", {"title*": translated, "action*": ACTION, **_BESIDE})
MENU = Dto(
    "FooterMenuDto",
    {"showPinItem": flag, "showPostponeItem": flag, "showDeleteItem": flag, "items": several(MENU_ITEM)},
)

LAYOUT = Dto(
    "LayoutDto",
    {
        "icon*": Dto("IconDto", {"code*": string}),
        "header*": Dto("HeaderDto", {"title*": translated, "titleAction": ACTION, "tags": several(TAG, 2)}),
        "body*": Dto("BodyDto", {"logo*": Dto("LogoDto", {"code*": string, "action": ACTION}), "blocks": _blocks}),
        "footer": Dto("FooterDto", {"buttons": several(BUTTON, 2), "menu": MENU}),
    },
)
"""How a configurable activity looks."""

ADDED = Dto("RestAppLayoutDto", {"blocks*": _blocks})
"""What an application adds to something that a timeline shows."""


def checked(given: Any, dto: Dto) -> dict[str, Any]:
    """A layout as it is kept.

    :raises CallError: one of :data:`~homeport.domain.crm.layout.checks.ERRORS`
    """
    return dto(given, Place(dto.name, "layout"))
