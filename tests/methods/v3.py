"""Calls of REST 3.0 as tests make them."""

from typing import Any

from tests.conftest import Api

PREFIX, ENDING = "BITRIX_REST_V3_EXCEPTION_", "EXCEPTION"
INVALID, DTO = "VALIDATION_REQUESTVALIDATION", "VALIDATION_DTOVALIDATION"
UNKNOWN, DENIED, ABSENT = "UNKNOWNDTOPROPERTY", "ACCESSDENIED", "ENTITYNOTFOUND"
SELECT, FILTER, ORDER, PAGE, OPERATOR = (
    "INVALIDSELECT", "INVALIDFILTER", "INVALIDORDER", "INVALIDPAGINATION", "UNKNOWNFILTEROPERATOR",
)  # fmt: skip


class Api3:
    """A caller of REST 2, in REST 3.0."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.base = api.base.replace("/rest/", "/rest/api/")

    def send(self, name: str, /, **params: Any) -> Any:
        """The whole answer."""
        base, self.api.base = self.api.base, self.base
        try:
            return self.api.send(name, **params)
        finally:
            self.api.base = base

    def __call__(self, name: str, /, **params: Any) -> Any:
        """What is answered of a call that succeeds: the item, the items, or the result itself."""
        answer = self.send(name, **params)
        assert answer.status == 200, answer.body
        result = answer.json["result"]
        for key in ("item", "items"):
            if isinstance(result, dict) and set(result) == {key}:
                return result[key]
        return result

    def refused(self, name: str, /, **params: Any) -> str:
        """How a call is refused: the code less what all codes have, and the fields that are complained of."""
        answer = self.send(name, **params)
        assert answer.status in (400, 403, 404), answer.body
        error = answer.json["error"]
        code: str = error["code"].removeprefix(PREFIX).removesuffix(ENDING)
        assert answer.status == (403 if code == DENIED else answer.status)
        fields = [each.get("field", "") for each in error.get("validation", ())]
        return " ".join([code, *fields])
