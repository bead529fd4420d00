"""Lists of records: what is in them, how they are searched, sorted and turned over."""

import re
from urllib.parse import urlencode

import pytest

from tests.conftest import Api, Wire, api_of
from tests.console.crm import Person

KINDS = {"lead": 1, "deal": 2, "contact": 3, "company": 4, "quote": 7, "invoice": 31, "dynamic-130": 130}


def ids(addresses: list[str]) -> list[int]:
    return [int(address.strip("/").rpartition("/")[2]) for address in addresses]


def walk(person: Person, address: str) -> list[list[int]]:
    """The ids on each page of a list, from its beginning to its end."""
    pages = []
    while address:
        links = person.links(address)
        pages.append(ids(links.rows))
        address = links.next
    return pages


@pytest.mark.parametrize("code", KINDS)
def test_a_list_shows_the_newest_records_that_the_person_may_read(wire: Wire, clara: Person, code: str) -> None:
    seller = api_of(wire, 3)
    expected = seller("crm.item.list", entityTypeId=KINDS[code], select=["id"], order={"id": "DESC"}, start=-1)["items"]
    assert ids(clara.links(f"/crm/{code}/").rows) == [item["id"] for item in expected][:40]


def test_the_kinds_in_the_menu_and_the_smart_processes_have_lists(ada: Person) -> None:
    assert "/crm/dynamic-130/" in ada.links("/crm/types/").every
    assert ada.open("/crm/dynamic-999/").status == 404
    assert ada.open("/crm/nonsense/").status == 404


@pytest.mark.parametrize("sort", ["id", "-id", "lastName", "-lastName", "post", "-post", "createdTime", "-createdTime"])
def test_turning_pages_shows_every_record_once_in_any_order(ada: Person, admin: Api, sort: str) -> None:
    for fields in ({"name": "No last name"}, {"name": "Empty", "lastName": "", "post": ""}):
        for _ in range(25):
            admin("crm.item.add", entityTypeId=3, fields=fields)
    name = sort.removeprefix("-")
    pages = walk(ada, f"/crm/contact/?sort={sort}")
    seen = [entity_id for page in pages for entity_id in page]
    total = admin.send("crm.item.list", entityTypeId=3, select=["id"]).json["total"]
    assert len(seen) == len(set(seen)) == total
    word = "DESC" if sort.startswith("-") else "ASC"
    first = admin("crm.item.list", entityTypeId=3, select=["id"], order={name: word, "id": word}, start=-1)["items"]
    assert seen[:50] == [item["id"] for item in first]


def test_turning_back_leads_to_the_pages_before(ada: Person) -> None:
    first = ada.links("/crm/contact/?sort=post")
    second = ada.links(first.next)
    third = ada.links(second.next)
    assert ada.links(third.previous).rows == second.rows
    assert ada.links(ada.links(third.previous).previous).rows == first.rows


def test_the_number_of_records_is_counted_only_when_asked_for(ada: Person, admin: Api) -> None:
    total = admin.send("crm.item.list", entityTypeId=3, select=["id"]).json["total"]
    assert f"{total} in all" in ada.text("/crm/contact/count/")
    assert str(total) not in re.sub("<[^>]+>", "", ada.text("/crm/contact/").partition("<main")[2]).split("Counting")[1]


@pytest.mark.parametrize(
    ("code", "words", "expected"),
    [
        ("deal", "mooring tidewell", "/crm/deal/1/"),
        ("deal", "#1", "/crm/deal/1/"),
        ("contact", "ankerstein anna", "/crm/contact/1/"),
        ("contact", "23125 101", "/crm/contact/1/"),
        ("contact", "anna.ankerstein@example", "/crm/contact/1/"),
    ],
)
def test_records_are_found_by_words_numbers_phones_and_addresses(
    ada: Person, code: str, words: str, expected: str
) -> None:
    assert expected in ada.links(f"/crm/{code}/?{urlencode({'q': words})}").rows


def test_filters_narrow_a_list(ada: Person, admin: Api) -> None:
    query = urlencode({"stage": "NEW", "responsible": 4, "from": "2025-01-01", "to": "2030-12-31"})
    found = ids(ada.links(f"/crm/deal/?{query}").rows)
    expected = admin(
        "crm.item.list", entityTypeId=2, filter={"stageId": "NEW", "assignedById": 4}, order={"id": "DESC"}
    )
    assert found == [item["id"] for item in expected["items"]]
    assert found


def test_the_last_day_of_a_period_belongs_to_it(ada: Person, admin: Api) -> None:
    day = admin("crm.item.get", entityTypeId=2, id=1)["item"]["createdTime"][:10]
    assert 1 in ids(ada.links(f"/crm/deal/?{urlencode({'from': day, 'to': day})}").rows)


def test_a_list_where_nothing_fits_says_so(ada: Person) -> None:
    assert "No records match" in ada.text("/crm/deal/?q=nowhere-to-be-found")


@pytest.mark.parametrize(
    "query",
    ["after=nonsense", "after=[[1],2]", "after=[1,-5]", "sort=nonsense", "sort=-stageId", "before=null",
     "after=" + "[" * 5000],
)  # fmt: skip
def test_nonsense_in_an_address_is_the_first_page(ada: Person, query: str) -> None:
    assert ada.links(f"/crm/deal/?{query}").rows == ada.links("/crm/deal/").rows


@pytest.mark.parametrize("query", ["from=nonsense", "responsible=x", "category=x", "to=9999-12-31x"])
def test_a_filter_that_is_none_is_refused_in_words(ada: Person, query: str) -> None:
    answer = ada.open(f"/crm/deal/?{query}")
    assert answer.status == 400
    assert b"Invalid filter" in answer.body


def test_a_record_is_added_by_a_form(ada: Person, admin: Api) -> None:
    answer = ada.send(
        "/crm/contact/add/",
        **{"f.name": "Nora", "f.lastName": "Quist", "f.companyIds": "", "f.companyIds.1": "1", "f.opened": "Y",
           "fm.new-PHONE.kind": "PHONE", "fm.new-PHONE.type": "MOBILE", "fm.new-PHONE.value": "+49 30 23125 777"},
    )  # fmt: skip
    assert answer.status == 303
    entity_id = ids([answer.headers["location"]])[0]
    item = admin("crm.item.get", entityTypeId=3, id=entity_id)["item"]
    assert (item["name"], item["lastName"], item["companyIds"]) == ("Nora", "Quist", [1])
    assert [(each["typeId"], each["valueType"], each["value"]) for each in item["fm"]] == [
        ("PHONE", "MOBILE", "+49 30 23125 777")
    ]


@pytest.mark.parametrize("code", KINDS)
def test_every_kind_has_a_form_whose_empty_fields_add_a_record(ada: Person, admin: Api, code: str) -> None:
    assert ada.open(f"/crm/{code}/add/").status == 200
    name = "f.lastName" if code == "contact" else "f.title"
    answer = ada.send(f"/crm/{code}/add/", **{name: "Made by hand"})
    assert answer.status == 303
    item = admin("crm.item.get", entityTypeId=KINDS[code], id=ids([answer.headers["location"]])[0])["item"]
    assert "Made by hand" in (item.get("title"), item.get("lastName"))


def test_a_board_has_a_column_for_each_stage_with_its_number_of_records(ada: Person, admin: Api) -> None:
    text = ada.text("/crm/deal/board/")
    for stage in admin("crm.status.list", filter={"ENTITY_ID": "DEAL_STAGE"}):
        total = admin.send("crm.item.list", entityTypeId=2, filter={"stageId": stage["STATUS_ID"]}).json["total"]
        column = text.partition(f'data-stage="{stage["STATUS_ID"]}"')[2].partition("</section>")[0]
        assert stage["NAME"] in column
        assert f'<span class="badge">{total}</span>' in column
        assert column.count("board-card") == min(total, 15)


def test_a_column_with_more_records_than_are_read_is_counted_when_asked_for(ada: Person, admin: Api) -> None:
    for number in range(60):
        admin("crm.item.add", entityTypeId=2, fields={"title": f"Deal {number}", "stageId": "WON"})
    total = admin.send("crm.item.list", entityTypeId=2, filter={"stageId": "WON"}).json["total"]
    column = ada.text("/crm/deal/board/").partition('data-stage="WON"')[2].partition("</section>")[0]
    counted = re.search(r'hx-get="([^"]+sums[^"]+)"', column)
    assert counted is not None
    assert f">{total}<" in ada.text(counted[1].replace("&amp;", "&"))


def test_a_column_shows_more_cards_when_asked(ada: Person, admin: Api) -> None:
    for number in range(20):
        admin("crm.item.add", entityTypeId=2, fields={"title": f"Deal {number}", "stageId": "NEW"})
    column = ada.text("/crm/deal/board/").partition('data-stage="NEW"')[2].partition("</section>")[0]
    first = re.findall(r'id="card-(\d+)"', column)
    further = re.search(r'hx-get="([^"]+)"', column.partition("further")[2])
    assert further is not None
    rest = re.findall(r'id="card-(\d+)"', ada.text(further[1].replace("&amp;", "&")))
    assert len(first) == 15
    assert len(set(first) | set(rest)) == 27


def test_a_card_is_moved_to_another_stage(ada: Person, admin: Api) -> None:
    answer = ada.htmx("/crm/deal/board/move/", id=1, **{"from": "EXECUTING"}, stage="WON", category=0)
    assert answer.status == 200
    assert admin("crm.item.get", entityTypeId=2, id=1)["item"]["stageId"] == "WON"
    columns = answer.body.decode()
    assert 'id="card-1"' in columns.partition('data-stage="WON"')[2].partition("</section>")[0]
    assert ada.send("/crm/deal/board/move/", id=1, stage="NEW", category=0).status == 303


def test_a_card_that_the_person_may_not_move_stays(clara: Person, admin: Api) -> None:
    others = admin("crm.item.list", entityTypeId=2, filter={"!assignedById": 3, "stageId": "NEW", "opened": "Y"})
    entity_id = others["items"][0]["id"]
    answer = clara.htmx("/crm/deal/board/move/", id=entity_id, **{"from": "NEW"}, stage="WON", category=0)
    assert answer.status == 400
    assert b"Access denied" in answer.body
    assert admin("crm.item.get", entityTypeId=2, id=entity_id)["item"]["stageId"] == "NEW"


@pytest.mark.parametrize("code", [code for code in KINDS if code not in ("contact", "company")])
def test_every_kind_with_stages_has_a_board(ada: Person, code: str) -> None:
    assert "board-card" in ada.text(f"/crm/{code}/board/")


def test_kinds_without_stages_have_no_board(ada: Person) -> None:
    assert ada.open("/crm/contact/board/").status == 404


@pytest.mark.parametrize("code", KINDS)
def test_a_list_is_narrowed_by_any_field_and_shows_any_field(ada: Person, admin: Api, code: str) -> None:
    """Whatever is offered works: each filter alone, and all columns together."""
    page = ada.text(f"/crm/{code}/")
    offered = re.findall(r'<option value="(\w+)">', page.partition('id="add"')[2].partition("</select>")[0])
    assert len(offered) > 8
    values = {"number": "0", "date": "2020-01-01", "search": "zzz"}
    for name in offered:
        text = ada.text(f"/crm/{code}/?add={name}")
        inputs = re.findall(rf'name="(f\.{name}(?:\.from|\.to)?)"', text)
        assert inputs, name
        form = re.search(rf'<input type="(\w+)"[^>]*name="f\.{name}', text)
        choices = re.findall(rf'name="f\.{name}">.*?</select>', text, re.S)
        found = re.findall(r'<option value="([^"]+)"', choices[0]) if choices else []
        value = found[0] if found else values.get(form[1] if form else "", "1")
        answer = ada.open(f"/crm/{code}/?{urlencode({'by': name, inputs[0]: value})}")
        assert answer.status == 200, (name, answer.body[-2000:])
    columns = re.findall(r'name="c\.(\w+)"', page)
    for first in range(0, len(columns), 30):
        some = columns[first : first + 30]
        answer = ada.open(f"/crm/{code}/?columns={','.join(some)}")
        assert answer.status == 200, some
        assert answer.body.count(b'<th scope="col"') == len(["ticks", "name", *some])


def test_a_filter_by_any_field_finds_what_the_api_finds(ada: Person, admin: Api) -> None:
    asked = {">=opportunity": 9000, "<=opportunity": 40000, "=companyId": 1}
    expected = admin("crm.item.list", entityTypeId=2, filter=asked, order={"id": "DESC"}, start=-1)["items"]
    given = {"by": "opportunity,companyId", "f.opportunity.from": 9000, "f.opportunity.to": 40000, "f.companyId": 1}
    links = ada.links(f"/crm/deal/?{urlencode(given)}")
    assert ids(links.rows) == [each["id"] for each in expected]
    assert expected
    assert any("f.opportunity.from" not in address and "companyId" in address for address in links.every)


def test_columns_are_chosen_and_ordered_and_stay_so(ada: Person, clara: Person) -> None:
    def shown(person: Person, query: str = "") -> list[str]:
        page = person.text(f"/crm/deal/{query}").partition("<thead>")[2].partition("</thead>")[0]
        return [" ".join(re.sub(r"<[^>]+>|[↑↓]", "", each).split()) for each in re.findall("<th.*?</th>", page, re.S)][
            1:
        ]

    usual = shown(ada)
    given = {"c.probability": "on", "c.stageId": "on", "c.utmSource": "on"}
    ada.send("/crm/deal/columns/", **given)
    assert shown(ada) == ["Name", "Probability", "Stage", "Advertising system"]
    ada.send("/crm/deal/columns/", **given, later="probability")
    assert shown(ada)[1:3] == ["Stage", "Probability"]
    assert shown(clara) == usual, "each person has their own"
    ada.send("/crm/deal/columns/", reset="1")
    assert shown(ada) == usual


def test_a_view_is_saved_opened_and_deleted_and_may_name_a_field_that_has_gone(ada: Person, admin: Api) -> None:
    made = admin(
        "crm.deal.userfield.add", fields={"FIELD_NAME": "KNOT", "USER_TYPE_ID": "string", "EDIT_FORM_LABEL": "Knot"}
    )
    query = urlencode({"columns": "ufCrmKnot,stageId", "by": "ufCrmKnot", "f.ufCrmKnot": "bow", "q": "rope"})
    admin("crm.deal.add", fields={"TITLE": "A rope", "UF_CRM_KNOT": "A bowline"})
    ada.send("/crm/deal/views/", name="Knots & ropes", query=query)
    text = ada.text("/crm/deal/")
    address = re.search(r'href="(/crm/deal/\?[^"]+)">Knots &amp; ropes', text)
    assert address
    opened = address[1].replace("&amp;", "&")
    assert "A bowline" in ada.text(opened)
    assert "Knots &amp; ropes" not in Person(ada.wire, 3).text("/crm/deal/")
    admin("crm.deal.userfield.delete", id=made)
    text = ada.text(opened)
    assert "names a field that there is not any more: <code>ufCrmKnot</code>" in text
    assert "A rope" in text
    view = re.search(r'name="delete" value="(\d+)"', text)
    assert view
    ada.send("/crm/deal/views/", delete=view[1])
    assert "Knots &amp; ropes" not in ada.text("/crm/deal/")
    assert ada.send("/crm/deal/views/", name=" ", query="").status == 400
    assert ada.send("/crm/deal/views/", name="x", query="q=" + "x" * 9000).status == 400


def test_a_board_is_narrowed_and_sums_what_is_in_each_stage(ada: Person, admin: Api) -> None:
    for number in range(60):
        fields = {
            "TITLE": f"Buoy {number}",
            "OPPORTUNITY": 1000 + number,
            "STAGE_ID": "FINAL_INVOICE",
            "CURRENCY_ID": "EUR",
        }
        admin("crm.deal.add", fields=fields)
    text = ada.text("/crm/deal/board/?q=buoy&by=opportunity&f.opportunity.to=1058")
    cards = re.findall(r'class="name" href="[^"]+" draggable="false">([^<]+)', text)
    assert cards == [f"Buoy {number}" for number in range(58, 43, -1)]
    lazy = re.search(r'hx-get="([^"]+sums[^"]+)"', text)
    assert lazy
    told = ada.text(lazy[1].replace("&amp;", "&"))
    assert ">59<" in told
    assert f"{sum(range(1000, 1059)):,}".replace(",", "\u202f") + " EUR" in told
    more = re.search(r'hx-get="([^"]+after=[^"]+)"', text)
    assert more
    assert "Buoy 43" in ada.text(more[1].replace("&amp;", "&"))
    move = re.search(r'hx-post="([^"]+board/move/[^"]+)"', text)
    assert move
    _, _, query = move[1].replace("&amp;", "&").partition("?")
    assert "q=buoy" in query
