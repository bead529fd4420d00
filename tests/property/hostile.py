"""Values that no method expects, and JSON text for those that Python's own encoder would not write."""

import json
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus

import msgspec
from hypothesis import strategies as st

from homeport.domain.records.filters import PREFIXES
from homeport.rpc import Flag, Method


class Raw(str):
    """JSON text that goes out as it is: numbers beyond every type, and what is no JSON at all."""

    __slots__ = ()


SQL = (
    "' OR '1'='1",
    '" OR ""="',
    "1; DROP TABLE crm_lead; --",
    "x') UNION ALL VALUES(1,2,3) --",
    "'; DELETE FROM crm_activity WHERE 1=1; --",
    "ID) --",
    "`ID`",
    ":v0",
    "?1",
    "%(actor)s",
    "{0.__class__}",
    "%s%s%n",
    "\\",
    "%_%_%",
)
TEXTS = (
    "", " ", "0", "-0", "-1", "1e5", "1e400", "NaN", "Infinity", "-inf", "0x10", "1_000", "٣", "²", "½", "\uff11\uff12",

    "null", "true", "Y", "*", "**", "9" * 19, "9" * 400, "-" + "9" * 30, "12.5", "1,5", "+7", " 7 ", "7\n",
    "2024-02-30", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2024-01-01T00:00:00+99:99", "32.13.2024",
    "2024-W01-1", "20240101T000000Z", "24:00", "C1:NEW", "C99999999999999999999:NEW", "DT130_9:NEW", "USD", "usd",
    "a" * 5_000, "\u202e", "\ufeff", "\x1b[31m", "\x7f", "\U0010ffff", "é" * 300, "<script>", "../../etc/passwd",
    "$result", "$result[0]", "{name}", "{}", "{0}", "%", "[]", "[", "a[b]", "\r\nX-Header: 1",
)  # fmt: skip
NUMBERS = (
    0, -1, 1, 2, 3, 4, 5, 6, 7, 31, 127, 128, 130, 2**31, 2**53 + 1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64,
    10**30, -(10**30), 0.5, -0.0, 1.0, 1e15, 1e19, 1e300, -1e300, 5e-324,
)  # fmt: skip
RAW = (
    "1e400",
    "-1e400",
    "1" * 500,
    "-" + "9" * 100,
    "1" * 30 + ".5",
    "1e-400",
    '"\\ud800"',
    '"\\udfff\\ud800"',
    '"\\u0000"',
)
KEYS = (
    "",
    "0",
    "1",
    "-1",
    "ID",
    "id",
    "VALUE",
    "VALUE_TYPE",
    "typeId",
    "value",
    "logic",
    "DELETE",
    "a" * 300,
    *SQL[:3],
)

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(NUMBERS),
    st.sampled_from(TEXTS),
    st.sampled_from(SQL),
    st.integers(1, 60),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20),
)
NESTED = st.sampled_from(
    (
        [], {}, [[]], [{}], {"": ""}, [[[[[[[[1]]]]]]]], {"a": {"b": {"c": {"d": [1, {"e": None}]}}}}, [None], [""],
        [0],
        ["*"], [1, 2, 3], ["1", -1, 2**70], {"0": "1", "1": "2"}, {"logic": "OR"}, [{"ID": [1]}, 5],
        {"value": {"x": []}},
        {"logic": ["OR"], "0": {"logic": {}, "0": [[["ID"]]]}}, [True, False], {"a" * 1000: "b"}, list(range(300)),
        [{"VALUE": "x", "VALUE_TYPE": []}], [{"VALUE": {"a": 1}}], [{"ID": "9" * 30, "VALUE": "x"}],
        [{"ID": "²", "VALUE": "x"}], [{"typeId": "PHONE", "value": 7}], [{"typeId": ["PHONE"]}], [{"TYPE": "PHONE"}],
    )
)  # fmt: skip
ANYTHING = st.one_of(
    SCALARS,
    NESTED,
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
        max_leaves=6,
    ),
)

EMPTY: tuple[Any, ...] = ("", None, 0, "0", [], [""])
"""The ways in which forms and their handlers say nothing."""

FieldNames = tuple[tuple[str, str], ...]
"""(name, type) of the fields that a method's ``fields``, ``filter`` and so on may name."""

STRANGE_FIELDS: FieldNames = tuple(
    (name, "string")
    for name in (
        "ID", "id", "ID ", "*", "UF_*", "%", "", "fm", "FM", "UF_CRM_1", "ufCrm_1", "PARENT_ID_128", "parentId128",
        "SETTINGS",
        "COMMUNICATIONS", "BINDINGS", "FILES", "relations", "linkedUserFields", "customSections", "isStagesEnabled",
        "entityTypeId", "ENTITY_TYPE_ID", "LAST_ITEM_ID", "rowid", "XML_ID", "title", "TITLE", "NAME", "SORT", "0",
    )
)  # fmt: skip
"""Names that are special somewhere, or nowhere."""

_FITTING: dict[str, tuple[Any, ...]] = {
    "integer": (1, "2"),
    "double": ("10.5", 3),
    "string": ("Ann", ""),
    "boolean": ("Y", "N"),
    "char": ("Y", "N"),
    "date": ("2025-05-05", "2025-05-05T00:00:00+03:00"),
    "datetime": ("2025-05-05T10:00:00+00:00", "05.05.2025 10:00:00"),
    "user": (1, "3"),
    "crm_status": ("NEW", "OTHER", ""),
    "crm_category": (0, "1"),
    "crm_currency": ("EUR",),
    "crm_multifield": ([{"VALUE": "555", "VALUE_TYPE": "WORK"}],),
}


def _fitting(kind: str) -> st.SearchStrategy[Any]:
    return st.sampled_from(_FITTING.get(kind, (1, "1", [1, "2"], "text")))


@st.composite
def _mostly(draw: st.DrawFn, usual: st.SearchStrategy[Any], other: st.SearchStrategy[Any]) -> Any:
    """One of two, the first four times out of five; ``one_of`` would weigh by the number of its branches."""
    return draw(other if draw(st.integers(0, 4)) == 4 else usual)


def _some(names: FieldNames, prefixes: tuple[str, ...] = ("",)) -> st.SearchStrategy[dict[str, Any]]:
    """A few fields that fit, some with nothing, and a hostile one or two, so that one does not hide the other."""

    @st.composite
    def drawn(draw: st.DrawFn) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for choice in draw(st.lists(st.sampled_from(("fitting", "fitting", "empty", "hostile")), max_size=4)):
            name, kind = draw(st.sampled_from(names))
            values = {"fitting": _fitting(kind), "empty": st.sampled_from(EMPTY), "hostile": ANYTHING}[choice]
            found[draw(st.sampled_from(prefixes)) + name] = draw(values)
        return found

    return drawn()


@lru_cache(None)
def _open(names: FieldNames) -> dict[str, st.SearchStrategy[Any]]:
    """Parameters whose contents the domain checks: hostile values must reach real fields of real types."""
    known = st.sampled_from([name for name, _ in names])
    whole = {"TITLE": "A title", "NAME": "Ann", "LAST_NAME": "Lee"}
    conditions = _some(names, ("", "", "*", "!!", "><><", *PREFIXES))
    order: st.SearchStrategy[Any] = st.dictionaries(
        known, st.sampled_from(("ASC", "desc", "", None, 1, [], {}, "ASC; --")), max_size=3
    )
    return {
        "fields": _mostly(_some(names).map(lambda given: {**whole, **given}), _some(names)),
        "filter": _mostly(
            conditions,
            st.recursive(conditions, lambda inner: st.fixed_dictionaries({"0": inner, "1": inner}), max_leaves=4)
            | st.builds(lambda logic, group: {"logic": logic, "0": group}, SCALARS, conditions),
        ),
        "order": order,
        "select": st.lists(known | SCALARS, max_size=6)
        | st.dictionaries(st.sampled_from(KEYS), known, max_size=3)
        | known,
        "sort": known | order,
    }


_IDS = _mostly(st.integers(1, 40), st.sampled_from(("2", "3", 0, -1, "1.0", "01", 10**9, 2**63 - 1, 2**63)))
_TYPE_IDS = _mostly(
    st.sampled_from((1, 2, 3, 4, 7, 31, "1")), st.sampled_from((128, 130, 5, 6, 127, 0, -1, 2**63 - 1, 2**63))
)
_STARTS: st.SearchStrategy[Any] = st.sampled_from(
    (0, 50, -1, "50", "-1", -2, 10**18, 2**70, "x", [], {}, None, 1.5, "1e3")
)


def _plausible(name: str, names: FieldNames) -> st.SearchStrategy[Any]:
    """Values that get past the first check, so that the checks behind it are reached."""
    if name in _open(names):
        return _open(names)[name]
    if name == "start":
        return _STARTS
    if name.endswith("typeid"):
        return _TYPE_IDS
    if "time" in name or name == "deadline":
        return _fitting("datetime")
    return _IDS


@lru_cache(None)
def params_of(method: Method, names: FieldNames) -> st.SearchStrategy[dict[str, Any]]:
    """Parameters of a method: mostly as it wants them, with some hostile, missing, or unknown.

    :param names: the fields that its open parameters may name
    """
    own = {}
    for field in msgspec.structs.fields(method.params):
        plausible = st.sampled_from(("Y", "N")) if field.type is Flag else _plausible(field.encode_name, names)
        own[field.encode_name] = _mostly(plausible, ANYTHING)
    whole = st.fixed_dictionaries(own)
    strange = st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=2)
    partial = st.fixed_dictionaries({}, optional=own)
    return _mostly(whole, partial | st.builds(lambda one, other: {**one, **other}, strange, whole))


def as_json(value: Any) -> bytes:
    """JSON with :class:`Raw` put in as it is; lone surrogates are escaped."""
    return _json(value).encode()


def _json(value: Any) -> str:
    if isinstance(value, Raw):
        return str(value)
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{_json(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_json, value)) + "]"
    return json.dumps(value)


def as_form(value: dict[str, Any]) -> bytes:
    """The bracket form that PHP clients send."""
    pairs: list[str] = []

    def walk(key: str, item: Any) -> None:
        if isinstance(item, dict):
            for name, inner in item.items():
                walk(f"{key}[{quote_plus(name, errors='replace')}]", inner)
        elif isinstance(item, list):
            for position, inner in enumerate(item):
                walk(f"{key}[{position}]", inner)
        else:
            text = {None: "", True: "1", False: "0"}.get(item, item) if isinstance(item, bool | None) else item
            pairs.append(f"{key}={quote_plus(str(text), errors='replace')}")

    for name, inner in value.items():
        walk(quote_plus(name), inner)
    return "&".join(pairs).encode()
