"""Whatever is thrown at a method: a documented answer, nothing changed by a refusal, and the server still answers."""

from typing import Any

import msgspec
import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from homeport import methods
from homeport.rpc import Method
from tests.property.hostile import ANYTHING, RAW, Raw, as_form, as_json, params_of
from tests.property.profile import examples
from tests.property.site import Site

REGISTRY = methods.load()
METHODS = [method for method in REGISTRY if method.name != "batch"]


def _named(found: list[Method]) -> Any:
    return pytest.mark.parametrize("method", found, ids=lambda method: method.name)


@_named(METHODS)
@examples(20)
@given(data=st.data(), as_admin=st.booleans(), form=st.integers(0, 3))
def test_any_parameters_get_a_documented_answer(
    site: Site, method: Method, data: st.DataObject, as_admin: bool, form: int
) -> None:
    params = data.draw(params_of(method, site.names_of(method)))
    caller = site.admin if as_admin else site.seller
    if form:
        answer = site.call(method, caller, as_json(params))
    else:
        answer = site.call(method, caller, as_form(params), "application/x-www-form-urlencoded")
    event(f"{answer.status} {answer.json.get('error')}")


@_named(METHODS)
def test_a_hostile_value_in_every_parameter_gets_a_documented_answer(site: Site, method: Method) -> None:
    names = [field.encode_name for field in msgspec.structs.fields(method.params)]
    for raw in (*RAW, "NaN", "[" * 200 + "]" * 200, "[" * 5000, '{"a":' * 100 + "1" + "}" * 100):
        for name in names:
            site.call(method, site.admin, as_json({**dict.fromkeys(names, 1), name: Raw(raw)}))
            site.call(method, site.admin, as_json({**dict.fromkeys(names, 1), name: {"TITLE": Raw(raw)}}))


@_named(METHODS)
@examples(5)
@given(text=st.binary(max_size=60))
def test_any_octets_as_the_body_get_a_documented_answer(site: Site, method: Method, text: bytes) -> None:
    for content_type in (
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "",
    ):
        site.call(method, site.admin, text, content_type)


@_named([method for method in METHODS if method.writes])
def test_ten_megabytes_get_a_documented_answer(site: Site, method: Method) -> None:
    site.call(method, site.admin, as_json({"fields": {"TITLE": "x" * 10_000_000}, "id": 1, "entityTypeId": 1}))


COMMANDS = st.one_of(
    ANYTHING,
    st.sampled_from(sorted(method.name for method in REGISTRY)),
    st.builds(
        lambda name, query: f"{name}?{query}",
        st.sampled_from(["batch", "no.such", *(method.name for method in METHODS if not method.writes)]),
        st.text(st.sampled_from("abid[]=&%0+$result.é*"), max_size=30),
    ),
    st.fixed_dictionaries({"method": ANYTHING, "params": ANYTHING}),
)


@examples(150)
@given(
    cmd=ANYTHING | st.lists(COMMANDS, max_size=6) | st.dictionaries(st.text(max_size=5), COMMANDS, max_size=5),
    halt=ANYTHING,
)
def test_any_batch_gets_a_documented_answer(site: Site, cmd: Any, halt: Any) -> None:
    answer = site.call(REGISTRY.find("batch"), site.admin, as_json({"cmd": cmd, "halt": halt}))
    if answer.status == 200:
        outcome = answer.result
        failed = outcome["result_error"]
        for error in failed.values() if isinstance(failed, dict) else failed:
            assert error["error"] != "INTERNAL_SERVER_ERROR", error


def test_sql_in_a_filter_is_only_text(site: Site) -> None:
    for text in ("' OR '1'='1", "x' OR 1=1 --", "%' OR '%'='"):
        assert site.admin.send("crm.lead.list", filter={"TITLE": text}).json["total"] == 0
        assert site.admin.send("crm.lead.list", filter={"%TITLE": text}).json["total"] == 0
        assert site.admin.send("crm.item.list", entityTypeId=1, filter={"@title": [text]}).json["total"] == 0
    every = site.admin.send("crm.lead.list").json["total"]
    assert site.admin.send("crm.lead.list", filter={"' OR '1'='1": 1}).json["total"] == every
    assert site.admin.send("crm.lead.list", order={"ID; --": "ASC"}).json["total"] == every


def test_sql_in_a_field_is_stored_as_it_is(site: Site) -> None:
    title = "'); DROP TABLE crm_lead; --"
    lead = site.admin("crm.lead.add", fields={"TITLE": title})
    assert site.admin("crm.lead.get", id=lead)["TITLE"] == title


def test_the_server_still_answers(site: Site) -> None:
    lead = site.admin("crm.lead.add", fields={"TITLE": "after all"})
    assert site.admin("crm.lead.get", id=lead)["TITLE"] == "after all"
