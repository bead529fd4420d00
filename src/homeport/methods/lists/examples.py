"""Examples of universal lists."""

from homeport.rpc.example import Call, Example, Made

_TYPE = {"IBLOCK_TYPE_ID": "lists"}
_BY_CODE = {**_TYPE, "IBLOCK_CODE": "wishes"}
_WISHES: Call = ("lists.add", {**_BY_CODE, "FIELDS": {"NAME": "Wishes"}, "RIGHTS": {"U1": "X", "*": "R"}})
_STATUS: Call = (
    "lists.field.add",
    {**_BY_CODE, "FIELDS": {"NAME": "Status", "TYPE": "L", "CODE": "status", "LIST_TEXT_VALUES": "New\nDone"}},
)
_SCAN: Call = ("lists.field.add", {**_BY_CODE, "FIELDS": {"NAME": "Scan", "TYPE": "F", "CODE": "scan"}})
_WEAR: Call = ("lists.section.add", {**_BY_CODE, "SECTION_CODE": "wear", "FIELDS": {"NAME": "Clothes"}})
_HAT: Call = ("lists.element.add", {**_BY_CODE, "ELEMENT_CODE": "hat", "FIELDS": {"NAME": "A hat"}})
_OF_WEAR = {**_BY_CODE, "SECTION_CODE": "wear"}
_OF_HAT = {**_BY_CODE, "ELEMENT_CODE": "hat"}
_NAMED = {"FIELDS": {"NAME": "A name"}}

EXAMPLES = {
    "lists.add": Example(_WISHES[1]),
    "lists.update": Example({**_BY_CODE, **_NAMED, "MESSAGES": {"ELEMENT_NAME": "Wish"}}, (_WISHES,)),
    "lists.get": Example({**_TYPE, "IBLOCK_ORDER": {"NAME": "asc"}}, (_WISHES,)),
    "lists.delete": Example(_BY_CODE, (_WISHES,)),
    "lists.get.iblock.type.id": Example({"IBLOCK_CODE": "wishes"}, (_WISHES,)),
    "lists.field.add": Example(_STATUS[1], (_WISHES,)),
    "lists.field.update": Example(
        {**_BY_CODE, "FIELD_ID": Made(), "FIELDS": {"NAME": "State", "TYPE": "L", "LIST_TEXT_VALUES": "Dropped"}},
        (_WISHES, _STATUS),
    ),
    "lists.field.get": Example({**_BY_CODE, "FIELD_ID": Made()}, (_WISHES, _STATUS)),
    "lists.field.delete": Example({**_BY_CODE, "FIELD_ID": Made()}, (_WISHES, _STATUS)),
    "lists.field.type.get": Example(_BY_CODE, (_WISHES,)),
    "lists.section.add": Example(_WEAR[1], (_WISHES,)),
    "lists.section.update": Example({**_OF_WEAR, **_NAMED}, (_WISHES, _WEAR)),
    "lists.section.get": Example({**_BY_CODE, "SELECT": ["ID", "NAME", "DEPTH_LEVEL"]}, (_WISHES, _WEAR)),
    "lists.section.delete": Example(_OF_WEAR, (_WISHES, _WEAR)),
    "lists.element.add": Example(_HAT[1], (_WISHES,)),
    "lists.element.update": Example({**_OF_HAT, **_NAMED}, (_WISHES, _HAT)),
    "lists.element.get": Example({**_BY_CODE, "FILTER": {"%NAME": "hat"}, "SELECT": ["ID", "NAME"]}, (_WISHES, _HAT)),
    "lists.element.delete": Example(_OF_HAT, (_WISHES, _HAT)),
    "lists.element.get.file.url": Example({**_OF_HAT, "FIELD_ID": Made()}, (_WISHES, _HAT, _SCAN)),
}
