"""What comes with messages beside their text: attachments in blocks, keyboards, and menus.

Sources: ``chat-bots/chat-bots-v2/imbot.v2/messages/attachments/``, ``message-keyboards.md``,
``api-reference/chats/messages/menu.md``.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty
from homeport.domain.records.filters import as_map

ATTACH_ERROR = ErrorKind("ATTACH_ERROR", "Incorrect attach params")
ATTACH_OVERSIZE = ErrorKind("ATTACH_OVERSIZE", "You have exceeded the maximum allowable size of attach")
KEYBOARD_ERROR = ErrorKind("KEYBOARD_ERROR", "Incorrect keyboard params")
KEYBOARD_OVERSIZE = ErrorKind("KEYBOARD_OVERSIZE", "You have exceeded the maximum allowable size of keyboard")
MENU_ERROR = ErrorKind("MENU_ERROR", "Incorrect menu params")
CHANGED_MENU_ERROR = ErrorKind("menu_ERROR", "Incorrect menu params")
"""As the page of ``im.message.update`` spells it."""
MENU_OVERSIZE = ErrorKind("MENU_OVERSIZE", "You have exceeded the maximum allowable size of menu")

MOST_LETTERS = 60_000
"""Of each of them, as JSON."""

TOKENS = ("primary", "secondary", "alert", "base")
ACTIONS = ("PUT", "SEND", "COPY", "CALL", "DIALOG")
CONTEXTS = ("MOBILE", "DESKTOP", "ALL")
NEWLINE = {"TYPE": "NEWLINE"}
USUAL_SIZE = 200
"""Pixels of a delimiter."""
DISPLAYS = ("BLOCK", "LINE", "ROW", "TABLE")

_LINKS = ("LINK", "PREVIEW", "AVATAR")
_NEEDED = {"LINK": "LINK", "RICH_LINK": "LINK", "USER": "NAME", "IMAGE": "LINK", "FILE": "LINK", "GRID": "DISPLAY"}
"""The blocks that are lists of things, or one of them, and what each of the things must have."""


class Part(NamedTuple):
    """One of those that come with messages.

    :param read: makes what is stored of what came; ValueError when it is none
    """

    name: str
    read: Callable[[Any], Any]
    wrong: ErrorKind
    too_long: ErrorKind


def read(ctx: Ctx, part: Part, given: Any) -> Any:
    """What a client sends of a part; None for nothing, and for ``N``, which takes away what there is.

    :raises CallError: the part's
    """
    if is_empty(given) or given in ({}, "N"):
        return None
    try:
        if isinstance(given, str):
            given = msgspec.json.decode(given)
        found = part.read(given)
    except (ValueError, TypeError, RecursionError):
        raise part.wrong() from None
    encoded = msgspec.json.encode(found)
    if b"\\u0000" in encoded:
        raise part.wrong()
    if len(encoded.decode()) > MOST_LETTERS:
        raise part.too_long()
    return found


def _attach(given: Any) -> list[Any]:
    """Attachments: one, in its full form or as the list of its blocks."""
    whole = _keyed(given) if isinstance(given, dict) else {}
    blocks = whole.get("BLOCKS", None if whole and not _is_list(given) else given)
    found: dict[str, Any] = {name: whole[name] for name in ("ID", "COLOR", "DESCRIPTION") if name in whole}
    found["COLOR_TOKEN"] = whole.get("COLOR_TOKEN", "base")
    found["BLOCKS"] = [_block(each) for each in _listed(blocks)]
    if found["COLOR_TOKEN"] not in TOKENS or not found["BLOCKS"]:
        raise ValueError("no color, or no blocks")
    return [found]


def _block(given: Any) -> dict[str, Any]:
    (kind, value), *more = _keyed(given).items()
    if more:
        raise ValueError("not one block")
    if kind == "MESSAGE":
        return {kind: _text(value)}
    if kind == "DELIMITER":
        value = {} if str(value).lower() in ("1", "true") else value  # as an example has it, in JSON or in a form
        size = str(_keyed(value).get("SIZE"))
        return {kind: {**_keyed(value), "SIZE": int(size) if size.isdecimal() and int(size) else USUAL_SIZE}}
    return {kind: [_thing(each, _NEEDED[kind]) for each in _several(value)]} if kind in _NEEDED else _unknown(kind)


def _thing(given: Any, needed: str) -> dict[str, Any]:
    found = _keyed(given)
    if is_empty(found.get(needed)) or (needed == "DISPLAY" and found[needed] not in DISPLAYS):
        raise ValueError(f"no {needed}")
    for name in _LINKS:
        if not is_empty(found.get(name)):
            _link(found[name])
    return found


def _keyboard(given: Any) -> dict[str, Any]:
    whole = _keyed(given) if isinstance(given, dict) and not _is_list(given) else {}
    buttons = [_button(each) for each in _listed(whole.get("BUTTONS", given))]
    if not buttons:
        raise ValueError("no buttons")
    return {**({"BOT_ID": int(whole["BOT_ID"])} if "BOT_ID" in whole else {}), "BUTTONS": buttons}


def _button(given: Any) -> dict[str, Any]:
    found = _keyed(given)
    return dict(NEWLINE) if found.get("TYPE") == "NEWLINE" else _item(found)


def _menu(given: Any) -> dict[str, Any]:
    whole = _keyed(given) if isinstance(given, dict) and not _is_list(given) else {}
    items = [_item(_keyed(each)) for each in _listed(whole.get("ITEMS", given))]
    if not items:
        raise ValueError("no items")
    return {**({"BOT_ID": int(whole["BOT_ID"])} if "BOT_ID" in whole else {}), "ITEMS": items}


def _item(found: dict[str, Any]) -> dict[str, Any]:
    """A button or an item of a menu: a text, and one thing that it does."""
    _text(found.get("TEXT"))
    does = [name for name in ("LINK", "COMMAND", "ACTION", "APP_ID") if not is_empty(found.get(name))]
    if not does:
        raise ValueError("does nothing")
    if "LINK" in does:
        _link(found["LINK"])
    if "ACTION" in does and (found["ACTION"] not in ACTIONS or is_empty(found.get("ACTION_VALUE"))):
        raise ValueError("no such action")
    if found.get("CONTEXT", "ALL") not in CONTEXTS:
        raise ValueError("no such context")
    return found


def _unknown(kind: str) -> dict[str, Any]:
    raise ValueError(f"no block {kind}")


def _text(given: Any) -> str:
    if not isinstance(given, str) or not given.strip():
        raise ValueError("no text")
    return given


def _link(given: Any) -> None:
    if not isinstance(given, str) or not given.startswith(("http://", "https://", "/")):
        raise ValueError("no link")


def _keyed(given: Any) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise ValueError("no object")
    return {str(name).upper(): value for name, value in given.items()}


def _is_list(given: Any) -> bool:
    return isinstance(given, list) or (isinstance(given, dict) and all(str(name).isdecimal() for name in given))


def _listed(given: Any) -> list[Any]:
    if not _is_list(given):
        raise ValueError("no list")
    return list(as_map(given).values())


def _several(given: Any) -> list[Any]:
    return _listed(given) if _is_list(given) else [given]


ATTACH = Part("ATTACH", _attach, ATTACH_ERROR, ATTACH_OVERSIZE)
KEYBOARD = Part("KEYBOARD", _keyboard, KEYBOARD_ERROR, KEYBOARD_OVERSIZE)
MENU = Part("MENU", _menu, MENU_ERROR, MENU_OVERSIZE)
PARTS = (ATTACH, KEYBOARD, MENU)
