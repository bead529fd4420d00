"""Examples of timelines: comments, log entries, notes, pictures, and where they are shown."""

import base64
import struct
import zlib

from homeport.rpc.example import Call, Example, Made

_COMMENTED: Call = (
    "crm.timeline.comment.add",
    {"fields": {"ENTITY_TYPE": "deal", "ENTITY_ID": 1, "COMMENT": "The anchors are on their way."}},
)
_SHOWN_TWICE = {"OWNER_ID": 1, "ENTITY_TYPE": "deal", "ENTITY_ID": 5}

_LOGGED: Call = (
    "crm.timeline.logmessage.add",
    {
        "fields": {
            "entityTypeId": 2,
            "entityId": 1,
            "title": "Warehouse",
            "text": "The pallet was packed.",
            "iconCode": "info",
        }
    },
)
_ENTRY = Made(("logMessage", "id"))
_NOTED = {"ownerTypeId": 2, "ownerId": 1, "itemType": 1, "itemId": Made(call=0)}
_PINNED = {"ownerTypeId": 2, "ownerId": 1, "id": Made(call=0)}
_SHOWN = {"entityTypeId": 2, "entityId": 1, "timelineId": Made(call=0)}
_BLOCKS = {"blocks": {"state": {"type": "text", "properties": {"value": "Two of three pallets", "bold": True}}}}


def _png(pixels: int) -> str:
    """An empty picture, as wide as it is high, in base64."""
    rows = zlib.compress((b"\0" + b"\0\0\0\0" * pixels) * pixels, 9)
    parts = ((b"IHDR", struct.pack(">2I5B", pixels, pixels, 8, 6, 0, 0, 0)), (b"IDAT", rows), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts
    )
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(chunks)).decode()


def _pictures(prefix: str, pixels: int) -> dict[str, Example]:
    added: Call = (f"{prefix}.add", {"code": "pallet", "fileContent": _png(pixels)})
    return {
        f"{prefix}.add": Example(added[1]),
        f"{prefix}.get": Example({"code": "info"}),
        f"{prefix}.delete": Example({"code": "pallet"}, (added,)),
    }


EXAMPLES = {
    **_pictures("crm.timeline.icon", 24),
    **_pictures("crm.timeline.logo", 60),
    "crm.timeline.item.pin": Example(_PINNED, (_COMMENTED,)),
    "crm.timeline.item.unpin": Example(_PINNED, (_COMMENTED, ("crm.timeline.item.pin", _PINNED))),
    "crm.timeline.layout.blocks.set": Example({**_SHOWN, "layout": _BLOCKS}, (_COMMENTED,)),
    "crm.timeline.layout.blocks.get": Example(_SHOWN, (_COMMENTED,)),
    "crm.timeline.layout.blocks.delete": Example(
        _SHOWN, (_COMMENTED, ("crm.timeline.layout.blocks.set", {**_SHOWN, "layout": _BLOCKS}))
    ),
    "crm.timeline.logmessage.add": Example(_LOGGED[1]),
    "crm.timeline.logmessage.get": Example({"id": _ENTRY}, (_LOGGED,)),
    "crm.timeline.logmessage.list": Example({"entityTypeId": 2, "entityId": 1, "order": {"id": "asc"}}, (_LOGGED,)),
    "crm.timeline.logmessage.delete": Example({"id": _ENTRY}, (_LOGGED,)),
    "crm.timeline.note.save": Example({**_NOTED, "text": "Read it to them"}, (_COMMENTED,)),
    "crm.timeline.note.get": Example(
        _NOTED, (_COMMENTED, ("crm.timeline.note.save", {**_NOTED, "text": "Read it to them"}))
    ),
    "crm.timeline.note.delete": Example(
        _NOTED, (_COMMENTED, ("crm.timeline.note.save", {**_NOTED, "text": "Read it to them"}))
    ),
    "crm.timeline.bindings.bind": Example({"fields": _SHOWN_TWICE}),
    "crm.timeline.bindings.list": Example({"filter": {"OWNER_ID": 1}}),
    "crm.timeline.bindings.unbind": Example(
        {"fields": _SHOWN_TWICE}, (("crm.timeline.bindings.bind", {"fields": _SHOWN_TWICE}),)
    ),
    "crm.timeline.comment.add": Example(_COMMENTED[1]),
    "crm.timeline.comment.delete": Example({"id": Made()}, (_COMMENTED,)),
    "crm.timeline.comment.get": Example({"id": Made()}, (_COMMENTED,)),
    "crm.timeline.comment.list": Example({"filter": {"ENTITY_TYPE": "deal", "ENTITY_ID": 1}}, (_COMMENTED,)),
    "crm.timeline.comment.update": Example({"id": Made(), "fields": {"COMMENT": "They have come."}}, (_COMMENTED,)),
}
