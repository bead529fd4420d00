"""Answers as XML, for method names that end in ``.xml``: keys are element names, list members are ``<item>``."""

import re
from typing import Any
from xml.etree import ElementTree as ET

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def encode(answer: dict[str, Any]) -> bytes:
    """``{"result": …}`` as ``<response><result>…</result></response>``."""
    encoded: bytes = ET.tostring(_element("response", answer), encoding="utf-8", xml_declaration=True)
    return encoded


def _element(name: str, value: Any) -> ET.Element:
    if _NAME.fullmatch(name):
        element = ET.Element(name)
    else:  # a key such as "0" cannot name an element
        element = ET.Element("item", {"key": _FORBIDDEN.sub("", name)})
    if isinstance(value, dict):
        element.extend(_element(str(key), item) for key, item in value.items())
    elif isinstance(value, list):
        element.extend(_element("item", item) for item in value)
    elif value is not None:
        element.text = _scalar(value)
    return element


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return _FORBIDDEN.sub("", str(value))
