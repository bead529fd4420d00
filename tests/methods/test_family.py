"""What every family has that comes from a collection and a dialect. New families are in it by themselves."""

from typing import Any
from urllib.parse import quote

import pytest

from homeport import methods
from homeport.core.ctx import BASIC
from homeport.methods import family
from homeport.reference.examples import example_of
from homeport.rpc.example import Made, filled
from tests.apps import AppApi, app_of
from tests.conftest import Api, Wire

REGISTRY = methods.load()
NAMED = {
    entry.name.rpartition(".")[0]
    for entry in REGISTRY
    if entry.handler.__module__ == family.__name__ and not entry.name.endswith((".fields", ".list"))
}
PREFIXES = sorted({prefix.lower(): prefix for prefix in sorted(NAMED, reverse=True)}.values())
"""Of a family whose pages spell it in two ways, the one with capitals."""
DESCRIBING = ("getFields", "getfields", "fields", "getFieldsByFilter", "getfieldsbytype")
"""The methods that describe fields, as their pages spell them."""
SCOPES = ",".join(sorted({scope for entry in REGISTRY for scope in entry.scope if scope != BASIC}))


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, SCOPES)


@pytest.fixture
def engineer(admin: AppApi) -> AppApi:
    """The support engineer, who changes contacts and nothing else."""
    return admin.as_user(6)


def has(prefix: str, *verbs: str) -> bool:
    return all(f"{prefix}.{verb}" in REGISTRY for verb in verbs)


def with_verbs(*verbs: str) -> pytest.MarkDecorator:
    """For every family that has these verbs."""
    return pytest.mark.parametrize("prefix", [prefix for prefix in PREFIXES if has(prefix, *verbs)])


def block_of(prefix: str) -> int:
    """The catalogue of a family's rows."""
    return 2 if prefix == "catalog.product.offer" else 1


def listed(prefix: str, **params: Any) -> dict[str, Any]:
    """The parameters of a family's list, with the filter that it cannot do without."""
    is_product = f"{prefix}.".startswith("catalog.product.")
    if not is_product and prefix != "catalog.section":
        return params
    params = {**params, "filter": {"iblockId": block_of(prefix), **params.get("filter", {})}}
    if is_product:
        params["select"] = sorted({"id", "iblockId", *params.get("select", ["*"])})
    return params


def fields_of(api: Api, prefix: str) -> dict[str, dict[str, Any]]:
    """The fields of a family, as it describes them."""
    verb = next(verb for verb in DESCRIBING if has(prefix, verb))
    return row_of(api(f"{prefix}.{verb}", filter={"iblockId": block_of(prefix)}, type="STRING"))


def example(api: Api, name: str) -> dict[str, Any]:
    """The parameters of a method's example, when what comes before it was done."""
    shown = example_of(name)
    results: list[Any] = []
    for method, given in shown.before:
        results.append(api(method, **filled(given, results)))
    params: dict[str, Any] = filled(shown.params, results)
    return params


def of_row(api: Api, prefix: str) -> dict[str, Any]:
    """The parameters of a method that names a row."""
    verb = next((verb for verb in ("delete", "get") if has(prefix, verb)), None)
    return example(api, f"{prefix}.{verb}") if verb else {}


def row_of(answer: Any) -> dict[str, Any]:
    """A row, as it is or in its noun."""
    values = list(answer.values())
    return values[0] if len(values) == 1 and isinstance(values[0], dict) else answer


def rows_of(answer: Any) -> list[dict[str, Any]]:
    """Rows, as they are or in their plural."""
    return next(iter(answer.values())) if isinstance(answer, dict) else answer


def id_of(row: dict[str, Any]) -> int | str:
    """A row's id: most are numbers."""
    found = row.get("id") or row["ID"]
    return int(found) if str(found).isdecimal() else str(found)


def said(row: dict[str, Any], given: dict[str, Any]) -> dict[str, str]:
    """Of a row what was given of it, as text: dialects differ in numbers."""
    return {name: str(row[name]).removesuffix(".00") for name in given if name in row}


def texts(given: dict[str, Any]) -> dict[str, str]:
    return {name: str(value).removesuffix(".00") for name, value in given.items()}


def form(params: dict[str, Any], path: str = "") -> str:
    """Parameters as clients write forms."""
    parts = []
    for name, value in params.items():
        at = f"{path}[{name}]" if path else name
        if isinstance(value, dict):
            parts.append(form(value, at))
        elif isinstance(value, list):
            parts.append(form({str(place): each for place, each in enumerate(value)}, at))
        else:
            parts.append(f"{quote(at)}={quote(str(value))}")
    return "&".join(parts)


@with_verbs("add", "get", "update")
def test_a_row_is_as_it_was_given(admin: Api, prefix: str) -> None:
    params = example(admin, f"{prefix}.update")
    shown = example_of(f"{prefix}.add").params["fields"]
    given = {name: value for name, value in shown.items() if not isinstance(value, Made)}
    before = row_of(admin(f"{prefix}.get", id=params["id"]))
    assert said(before, given) == texts(given)
    admin(f"{prefix}.update", **params)
    after = row_of(admin(f"{prefix}.get", id=params["id"]))
    assert said(after, given | params["fields"]) == texts(given | params["fields"])


@with_verbs("add", "list", "delete")
def test_a_row_is_listed_until_it_is_deleted(admin: Api, prefix: str) -> None:
    kept = {id_of(row) for row in rows_of(admin(f"{prefix}.list", **listed(prefix)))}
    params = example(admin, f"{prefix}.delete")
    answer = admin.send(f"{prefix}.list", **listed(prefix))
    assert {id_of(row) for row in rows_of(answer.result)} == {*kept, id_of(params)}
    assert answer.json["total"] == len(kept) + 1
    assert admin(f"{prefix}.delete", **params) in (True, None)  # some pages have nothing answered
    assert {id_of(row) for row in rows_of(admin(f"{prefix}.list", **listed(prefix)))} == kept
    for verb in ("get", "update", "delete"):
        if has(prefix, verb):
            assert admin.send(f"{prefix}.{verb}", id=params["id"], fields={}).status == 400


@with_verbs("add")
def test_a_form_says_the_same_as_json(admin: AppApi, prefix: str) -> None:
    params = example(admin, f"{prefix}.add")
    body = f"{form(params)}&auth={admin.pair.access}"
    answer = admin.wire.send(
        f"/rest/{prefix}.add", body=body.encode(), content_type="application/x-www-form-urlencoded"
    )
    assert answer.status == 200, answer.body
    if has(prefix, "list"):
        found = rows_of(admin(f"{prefix}.list", **listed(prefix, order={"ID": "DESC", "id": "DESC"})))
        assert texts(params["fields"]) in [said(row, params["fields"]) for row in found]


@with_verbs("add", "get", "list")
def test_rows_are_filtered_sorted_and_selected(admin: Api, prefix: str) -> None:
    params = of_row(admin, prefix) or example(admin, f"{prefix}.add")
    number = "ID" if "ID" in rows_of(admin(f"{prefix}.list", **listed(prefix)))[0] else "id"
    every = [id_of(row) for row in rows_of(admin(f"{prefix}.list", **listed(prefix, order={number: "ASC"})))]
    assert every == sorted(every)
    downward = rows_of(admin(f"{prefix}.list", **listed(prefix, order={number: "desc"}, select=[number], start=-1)))
    assert {name for row in downward for name in row} == {number, *listed(prefix).get("select", [])} - {"*", "id"} | {
        number
    }
    assert [id_of(row) for row in downward] == every[::-1]
    found = rows_of(
        admin(f"{prefix}.list", **listed(prefix, filter={f"@{number}": [params.get("id", every[-1]), 999_999]}))
    )
    assert [id_of(row) for row in found] == [id_of(params) if "id" in params else every[-1]]


@with_verbs("add")
def test_who_may_not_write_changes_nothing(admin: Api, engineer: Api, prefix: str) -> None:
    params = of_row(admin, prefix)
    before = admin(f"{prefix}.list", **listed(prefix)) if has(prefix, "list") else None
    for verb, given in (
        ("add", {"fields": {}}),
        ("update", {**params, "fields": {}}),
        ("delete", params),
    ):
        if has(prefix, verb):
            status, code = engineer.refused(f"{prefix}.{verb}", **given)
            known = {str(kind.code) for kind in REGISTRY.find(f"{prefix}.{verb}").errors}
            assert status in (400, 403)
            assert code in known
    if before is not None:
        assert admin(f"{prefix}.list", **listed(prefix)) == before


@with_verbs("add")
def test_what_a_row_needs_is_asked_for(admin: Api, prefix: str) -> None:
    described = fields_of(admin, prefix)
    numbered = {"ACCOUNT_NUMBER"}  # the row's own number, unless it is said
    needed = [name for name, facts in described.items() if facts["isRequired"] and name not in numbered]
    given = example(admin, f"{prefix}.add")["fields"]
    for name in needed:
        answer = admin.send(f"{prefix}.add", fields={key: value for key, value in given.items() if key != name})
        assert answer.status == 400, name


@with_verbs("update", "get")
def test_fields_that_are_read_only_stay(admin: Api, prefix: str) -> None:
    params = example(admin, f"{prefix}.update")
    described = fields_of(admin, prefix)
    admin(f"{prefix}.update", **params)  # so that it was changed before
    before = row_of(admin(f"{prefix}.get", id=params["id"]))
    fixed = [name for name, facts in described.items() if facts["isReadOnly"] or facts.get("isImmutable")]
    admin(f"{prefix}.update", id=params["id"], fields={**params["fields"], **dict.fromkeys(fixed, "999")})
    after = row_of(admin(f"{prefix}.get", id=params["id"]))
    moves = {"version", *(name for name, facts in described.items() if facts["type"] == "datetime")}
    same = [name for name in fixed if name not in moves]
    assert {name: after.get(name) for name in same} == {name: before.get(name) for name in same}
