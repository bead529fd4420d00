"""Fields that are kept beside their rows, where no list looks for them: filters by them are ignored or refused."""

import pytest

from tests.conftest import Api, Wire, api_of

LISTS = (
    ("crm.automatedsolution.list", {}, "typeIds"),
    ("catalog.productProperty.list", {}, "values"),
    ("sale.paysystem.list", {}, "SETTINGS"),
    ("task.checklistitem.getlist", {"TASKID": 1}, "MEMBERS"),
    ("crm.invoice.list", {}, "PRODUCT_ROWS"),
)


@pytest.fixture
def admin(wire: Wire) -> Api:
    return api_of(wire, 1, "catalog,crm,pay_system,task")


@pytest.mark.parametrize("value", [1, "", None, [None], [1], {"a": 1}], ids=repr)
@pytest.mark.parametrize(
    ("method", "params", "name"), LISTS, ids=lambda each: str(each) if isinstance(each, str) else ""
)
def test_a_filter_by_what_cannot_be_looked_for_is_no_error_of_the_server(
    admin: Api, method: str, params: dict[str, object], name: str, value: object
) -> None:
    if "TASKID" in params:
        admin("tasks.task.add", fields={"TITLE": "A task", "RESPONSIBLE_ID": 1})
    for prefix in ("", "=", "!", "@", ">", "%"):
        answer = admin.send(method, **params, filter={prefix + name: value})
        assert answer.status in (200, 400), (prefix, answer.body)


def test_a_method_that_refuses_unknown_filters_refuses_it_so(admin: Api) -> None:
    refused = admin.refused("crm.automatedsolution.list", filter={"typeIds": 1})
    assert refused == (400, "INVALID_ARG_VALUE")
