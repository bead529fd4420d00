"""The values of properties: in each kind of product, by both names, with numbers of their own."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select

from homeport.domain.catalog.products import PRODUCTS
from homeport.domain.iblock.tables import VALUE
from homeport.domain.records.filters import Filter, Filterable
from homeport.domain.records.reading import _listing
from homeport.store import Query, Transaction
from tests.apps import AppApi, app_of
from tests.conftest import Wire
from tests.methods.tasks.test_task_index import _ctx

Make = Callable[..., str]


@pytest.fixture
def admin(wire: Wire) -> AppApi:
    return app_of(wire, 1, "crm,catalog,disk")


@pytest.fixture
def prop(admin: AppApi) -> Make:
    """Makes a property; the name of its field."""

    def make(kind: str, **fields: Any) -> str:
        letter, _, user = kind.partition(":")
        said = {"iblockId": 1, "name": f"Of {kind}", "propertyType": letter, "userType": user, **fields}
        return f"property{admin('catalog.productProperty.add', fields=said)['productProperty']['id']}"

    return make


def add(admin: AppApi, **fields: Any) -> dict[str, Any]:
    made: dict[str, Any] = admin("catalog.product.add", fields={"iblockId": 1, "name": "Anchor", **fields})["element"]
    return made


def update(admin: AppApi, number: int, **fields: Any) -> dict[str, Any]:
    made: dict[str, Any] = admin("catalog.product.update", id=number, fields=fields)["element"]
    return made


def found(admin: AppApi, filter: dict[str, Any], **order: str) -> list[int]:  # noqa: A002
    listed = admin(
        "catalog.product.list",
        filter={"iblockId": 1, ">id": 8, **filter},
        order=order or {"id": "ASC"},
        select=["id", "iblockId"],
    )
    return [row["id"] for row in listed["products"]]


def test_every_type_reads_what_is_documented_and_refuses_the_rest(admin: AppApi, prop: Make) -> None:
    colour = prop("L")
    red = {"propertyId": int(colour[8:]), "value": "Red", "xmlId": "red"}
    red_id = admin("catalog.productPropertyEnum.add", fields=red)["productPropertyEnum"]["id"]
    root = admin("disk.storage.getlist")[0]["ROOT_OBJECT_ID"]
    file = admin("disk.folder.uploadfile", id=root, data={"NAME": "a.txt"}, fileContent=["a.txt", "YQ=="])["ID"]
    html = {"TYPE": "HTML", "TEXT": "<b>A</b>"}
    for name, good, answered, bad in (
        (prop("S"), 1.5, "1.5", {"value": {"a": 1}}),
        (prop("N"), "2.50", "2.5", "two"),
        (colour, red_id, str(red_id), 999),
        (prop("E", linkIblockId=1), 1, "1", 999),
        (prop("E", linkIblockId=2), None, None, 1),
        (prop("E:EList"), 2, "2", -1),
        (prop("E:EAutocomplete"), 2, "2", "two"),
        (prop("G"), 1, "1", 999),
        (prop("G:SectionAuto"), "2", "2", 999),
        (prop("S:Date"), "2026-05-01", "2026-05-01T00:00:00+00:00", "never"),
        (prop("S:DateTime"), "2026-05-01T10:00:00+02:00", "2026-05-01T08:00:00+00:00", "never"),
        (prop("S:HTML"), html, html, {"TEXT": "A", "TYPE": "PDF"}),
        (prop("S:Money"), "12.50|EUR", "12.50|EUR", "12.50|XXX"),
        (prop("S:employee"), 3, "3", 999),
        (prop("S:UserID"), 3, "3", "three"),
        (prop("S:ECrm"), "D_5", "D_5", "deal five"),
        (prop("S:DiskFile"), f"n{file}", str(file), 999_999),
        (prop("S:directory"), "xl", "xl", ["xl", "l"]),
        (prop("S:map_google"), "53.54,9.98", "53.54,9.98", "Hamburg"),
        (prop("S:map_yandex"), "53.54,9.98", "53.54,9.98", "91"),
        (prop("L:BoolEnum"), "Y", "Y", "maybe"),
        (prop("N:Sequence"), 7, "7", "seven"),
        (prop("F"), None, None, 1),
    ):
        made = add(admin, **{name: good})
        assert (made[name] and made[name]["value"]) == answered, name
        refused = {"iblockId": 1, "name": "A", name: bad}
        assert admin.send("catalog.product.add", fields=refused).error[1:] == (
            "0",
            f"Invalid value of the field: {name}",
        )


def test_a_value_keeps_its_number_only_when_it_is_said(admin: AppApi, prop: Make) -> None:
    one, many = prop("S"), prop("S", multiple="Y")
    made = add(admin, **{one: {"value": "a"}, many: ["a", {"value": "b"}]})
    number, kept = made["id"], made[one]["valueId"]
    assert update(admin, number, **{one: {"value": "b", "valueId": kept}})[one] == {"value": "b", "valueId": kept}
    changed = update(admin, number, **{one: "c"})[one]
    assert changed["value"] == "c" and changed["valueId"] != kept
    first, second = made[many]
    changed = update(admin, number, **{many: [{"value": "B", "valueId": second["valueId"]}, {"value": "d"}]})[many]
    assert [each["value"] for each in changed] == ["B", "d"]
    assert changed[0]["valueId"] == second["valueId"] and changed[1]["valueId"] != first["valueId"]
    for wrong in ([{"value": "x", "valueId": first["valueId"]}], [{"value": "x", "valueId": "abc"}]):
        assert admin.refused("catalog.product.update", id=number, fields={many: wrong}) == (400, "0")
    assert update(admin, number, name="Kedge")[many] == changed
    emptied = update(admin, number, **{one: "", many: []})
    assert (emptied[one], emptied[many]) == (None, None)
    assert admin.refused("catalog.product.update", id=number, fields={one: ["a", "b"]}) == (400, "0")


def test_every_kind_of_product_has_them_by_both_names(admin: AppApi, prop: Make) -> None:
    one, many = prop("S"), prop("N", multiple="Y")
    for kind, noun, plural in (("sku", "sku", "units"), ("service", "service", "services")):
        said = {"iblockId": 1, "name": "Sail", one: "a", many: [1, 2]}
        made = admin(f"catalog.product.{kind}.add", fields=said)[noun]
        assert admin(f"catalog.product.{kind}.get", id=made["id"])[noun][one] == made[one]
        asked = {"filter": {"iblockId": 1, many: 2}, "select": ["id", "iblockId", many]}
        assert admin(f"catalog.product.{kind}.list", **asked)[plural] == [
            {"id": made["id"], "iblockId": 1, many: made[many]}
        ]
        fields = admin(f"catalog.product.{kind}.getFieldsByFilter", filter={"iblockId": 1})[noun]
        assert fields[many] == {
            "isDynamic": True, "isImmutable": False, "isMultiple": True, "isReadOnly": False, "isRequired": False,
            "name": "Of N", "propertyType": "N", "type": "productproperty", "userType": "",
        }  # fmt: skip
    older = f"PROPERTY_{one[8:]}"
    number = admin("crm.product.add", fields={"NAME": "Anchor", older: "b"})
    held = admin("crm.product.get", id=number)[older]
    assert held["value"] == "b"
    admin("crm.product.update", id=number, fields={older: {"valueId": held["valueId"], "value": "c"}})
    assert admin("catalog.product.get", id=number)["product"][one] == {"value": "c", "valueId": held["valueId"]}
    listed = admin("crm.product.list", filter={older: "c"}, select=["ID", "PROPERTY_*"])
    demo = {"PROPERTY_2": None, "PROPERTY_3": None}
    assert listed == [{"ID": str(number), **demo, older: {**held, "value": "c"}, f"PROPERTY_{many[8:]}": None}]
    assert older not in admin("crm.product.list", filter={older: "c"}, select=["*"])[0]
    assert admin("crm.product.fields")[older]["type"] == "product_property"


def test_lists_filter_and_order_by_properties(admin: AppApi, prop: Make) -> None:
    size, day, tags = prop("N"), prop("S:Date"), prop("S", multiple="Y")
    low = add(admin, **{size: 2, day: "2026-05-01", tags: ["Deck", "Steel"]})["id"]
    high = add(admin, **{size: 10, day: "2026-06-01", tags: ["Wood"]})["id"]
    none = add(admin)["id"]
    for condition, ids in (
        ({f">={size}": 2}, [low, high]),
        ({f">={size}": {"value": "3"}}, [high]),
        ({size: [2, 10]}, [low, high]),
        ({f"!{size}": [2]}, [high, none]),
        ({size: ""}, [none]),
        ({f">={day}": {"value": "2026-05-15"}}, [high]),
        ({f"<={day}": {"value": "2026-05-15"}}, [low]),
        ({tags: "Steel"}, [low]),
        ({f"%{tags}": "ee"}, [low]),
        ({f"!{tags}": "Wood"}, [low, none]),
        ({f"!={tags}": ""}, [low, high]),
        ({f">={size}": "many"}, []),
        ({"0": {"logic": "OR", "0": {size: 2}, "1": {tags: "Wood"}}}, [low, high]),
    ):
        assert found(admin, condition) == ids, condition
    assert found(admin, {f"!={size}": ""}, **{size: "desc"}) == [high, low]
    assert found(admin, {f"!={day}": ""}, **{day: "asc"}) == [low, high]
    assert found(admin, {f"!={tags}": ""}, **{tags: "desc"}) == [high, low]


def test_what_must_be_filled_is_and_new_products_have_the_defaults(admin: AppApi, prop: Make) -> None:
    named = prop("S", isRequired="Y", name="Brand")
    usual, listed, counter = prop("N", defaultValue="5"), prop("L", multiple="Y"), prop("N:Sequence")
    for value in ("a", "b", "c"):
        said = {"propertyId": int(listed[8:]), "value": value, "xmlId": value, "def": "N" if value == "b" else "Y"}
        admin("catalog.productPropertyEnum.add", fields=said)
    lacking = {"iblockId": 1, "name": "Anchor"}
    assert admin.send("catalog.product.add", fields=lacking).error[2] == "Required fields: Brand"
    first = add(admin, **{named: "a"})
    second = add(admin, **{named: "a", usual: 7, listed: []})
    assert (first[usual]["value"], len(first[listed]), first[counter]["value"]) == ("5", 2, "1")
    assert (second[usual]["value"], second[listed], second[counter]["value"]) == ("7", None, "2")
    assert admin.refused("catalog.product.update", id=first["id"], fields={named: ""}) == (400, "0")
    assert update(admin, first["id"], name="Kedge")[named]["value"] == "a"


def test_what_goes_takes_values_with_it(wire: Wire, admin: AppApi, prop: Make) -> None:
    names, many = prop("E", linkIblockId=1, multiple="Y"), prop("L", multiple="Y")
    entries = []
    for value in ("a", "b"):
        said = {"propertyId": int(many[8:]), "value": value, "xmlId": value}
        entries.append(admin("catalog.productPropertyEnum.add", fields=said)["productPropertyEnum"]["id"])
    goes = add(admin)["id"]
    stays = add(admin, **{names: [1, goes], many: entries})["id"]
    admin("catalog.product.delete", id=goes)
    admin("catalog.productPropertyEnum.delete", id=entries[0])
    held = admin("catalog.product.get", id=stays)["product"]
    assert [each["value"] for each in held[names]] == ["1"]
    assert [each["value"] for each in held[many]] == [str(entries[1])]
    said = {"iblockId": 1, "multiple": "N"}
    admin("catalog.product.update", id=stays, fields={names: [1, 2, 3]})
    admin("catalog.productProperty.update", id=int(names[8:]), fields=said)
    assert admin("catalog.product.get", id=stays)["product"][names]["value"] == "1"
    admin("catalog.productProperty.update", id=int(names[8:]), fields={"iblockId": 1, "active": "N"})
    assert names not in admin("catalog.product.get", id=stays)["product"]
    admin("catalog.productProperty.delete", id=int(many[8:]))
    admin("catalog.product.delete", id=stays)
    with wire.portal.store.snapshot() as tx:
        left = select(func.count()).select_from(VALUE).where(VALUE.c.ELEMENT_ID.in_([goes, stays]))
        assert tx.value(Query(left)) == 0


def test_filters_by_properties_are_served_by_an_index(wire: Wire, admin: AppApi, prop: Make) -> None:
    name = prop("N")

    def look(tx: Transaction) -> list[str]:
        collection = PRODUCTS.now(tx)
        field = collection.fields.find(name, universal=True)
        assert field is not None
        row = {"PROPERTY_ID": int(name[8:]), "VALUE": "1"}
        tx.insert_many(VALUE, [{**row, "ELEMENT_ID": number, "NUMBER": number} for number in range(3_000)])
        parsed = Filter({name: 7}, lambda _: Filterable(field.name, field.compared), _ctx(wire))
        page = _listing(collection, True, parsed.tree, ("ID",), ((field.name, False),)).later
        return tx.plan(*tx.statement(page, {"actor": 1, **parsed.params, "limit": 50, "offset": 0}))

    steps = wire.portal.store.write_now(look)
    assert any("iblock_property_value_number" in step for step in steps), steps
    assert not any("SCAN iblock_property_value" in step for step in steps), steps


def test_the_tutorial_of_changing_values_runs(admin: AppApi, prop: Make) -> None:
    """``tutorials/catalog/how-to-change-product-custom-field-values.md``, step by step."""
    single, several, box = prop("L"), prop("L", multiple="Y"), prop("L:BoolEnum")
    for name in (single, several):
        for value in ("Red", "Blue", "Green"):
            said = {"propertyId": int(name[8:]), "value": value, "xmlId": value}
            admin("catalog.productPropertyEnum.add", fields=said)
    number = add(admin)["id"]
    catalog = next(row for row in admin("catalog.catalog.list")["catalogs"] if row["productIblockId"] is None)
    asked = {"filter": {"iblockId": catalog["iblockId"]}, "select": ["id", "iblockId", "name"]}
    assert number in [row["id"] for row in admin("catalog.product.list", **asked)["products"]]
    assert admin("catalog.product.get", id=number)["product"][single] is None
    lists = [
        row["id"]
        for row in admin("catalog.productProperty.list", filter={"iblockId": 1, ">id": 4})["productProperties"]
        if row["propertyType"] == "L" and row["userType"] != "BoolEnum"
    ]
    assert [f"property{each}" for each in lists] == [single, several]
    one, many = (
        [
            row["id"]
            for row in admin("catalog.productPropertyEnum.list", filter={"propertyId": each})["productPropertyEnums"]
        ]
        for each in lists
    )
    update(admin, number, **{single: {"value": one[0]}, several: [many[0], many[1]], box: {"value": "Y"}})
    held = admin("catalog.product.get", id=number)["product"]
    changed = update(
        admin,
        number,
        **{
            single: {"valueId": held[single]["valueId"], "value": one[1]},
            several: [
                {"valueId": each["valueId"], "value": value}
                for each, value in zip(held[several], (many[1], many[2]), strict=True)
            ],
        },
    )
    assert changed[single] == {"valueId": held[single]["valueId"], "value": str(one[1])}
    assert [each["value"] for each in changed[several]] == [str(many[1]), str(many[2])]
    assert changed[box]["value"] == "Y"
