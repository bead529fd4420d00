"""Files of templates, as a designer exports them."""

import base64
import zlib
from typing import Any


def node(kind: str, name: str, properties: dict[str, Any] | None = None, *children: dict[str, Any]) -> dict[str, Any]:
    """An activity of a scheme."""
    return {"Type": kind, "Name": name, "Properties": properties or {}, "Children": list(children)}


def scheme(*steps: dict[str, Any]) -> dict[str, Any]:
    """A scheme of activities, one after the other."""
    return node("SequentialWorkflowActivity", "Template", {"Title": "Sequence"}, *steps)


def bpt(*steps: dict[str, Any], **parts: Any) -> list[str]:
    """A file of a template, as methods take it.

    :param parts: ``parameters``, ``variables``, ``constants``: descriptions by names
    """
    whole = {"VERSION": 2, "TEMPLATE": [scheme(*steps)]}
    whole |= {name.upper(): parts.get(name, {}) for name in ("parameters", "variables", "constants")}
    return ["process.bpt", base64.b64encode(zlib.compress(serialized(whole), 9)).decode()]


def serialized(value: Any) -> bytes:
    """A value as PHP's ``serialize`` writes it."""
    if value is None:
        return b"N;"
    if isinstance(value, bool):
        return b"b:%d;" % value
    if isinstance(value, int):
        return b"i:%d;" % value
    if isinstance(value, float):
        return b"d:%s;" % repr(value).encode()
    if isinstance(value, str):
        text = value.encode()
        return b's:%d:"%s";' % (len(text), text)
    items = list(value.items() if isinstance(value, dict) else enumerate(value))
    return b"a:%d:{%s}" % (len(items), b"".join(serialized(key) + serialized(each) for key, each in items))
