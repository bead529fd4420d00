from tests.conftest import Api


def test_a_missing_parameter_is_named(admin: Api) -> None:
    answer = admin.send("crm.activity.binding.list")
    assert answer.error == (400, "100", "Could not find value for parameter {activityId}")


def test_an_unknown_activity_is_not_found(admin: Api) -> None:
    assert admin.refused("crm.activity.binding.list", activityId=10**9) == (400, "NOT_FOUND")
