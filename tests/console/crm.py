"""The CRM's pages as a browser without scripts sees them: links, rows, forms."""

from html.parser import HTMLParser
from urllib.parse import urlencode

from tests.conftest import Answer, Api, Wire
from tests.oauth.browser import Browser


class Links(HTMLParser):
    """The addresses of a page's links, and those of its rows."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.every: dict[str, str] = {}
        self.rows: list[str] = []
        self.next = self.previous = ""
        self._row = False
        self.feed(answer.body.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "th":
            self._row = found.get("scope") == "row"
        if tag != "a":
            return
        address = found["href"] or ""
        self.every[address] = found.get("aria-label") or ""
        if self._row:
            self.rows.append(address)
            self._row = False
        if found.get("rel") == "next":
            self.next = address
        elif found.get("rel") == "prev":
            self.previous = address


class Filled(HTMLParser):
    """What a page's forms send when nothing is changed, by the addresses they go to."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self._form: dict[str, str] = {}
        self._name = ""
        self.feed(answer.body.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name, value = found.get("name", ""), found.get("value", "")
        if tag == "form":
            self._form = self.forms.setdefault(found["action"], {})
        elif tag == "input" and (found["type"] not in ("checkbox", "radio") or "checked" in found):
            self._form[name] = value
        elif tag in ("select", "textarea"):
            self._name = name
            self._form.setdefault(name, "")
        elif tag == "option" and self._name and ("selected" in found or not self._form[self._name]):
            self._form[self._name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self._name = ""

    def handle_data(self, data: str) -> None:
        if self._name and self.lasttag == "textarea":
            self._form[self._name] += data.replace("\n", "\r\n")


class Person(Browser):
    """Somebody who is signed in to the demo portal.

    :param user_id: 1 is the administrator, 3 the salesperson Clara Mast
    """

    def __init__(self, wire: Wire, user_id: int) -> None:
        super().__init__(wire)
        self.sign_in(user_id)

    def open(self, address: str) -> Answer:
        """A page by its address."""
        path, _, query = address.partition("?")
        return self.get(path, query)

    def text(self, address: str) -> str:
        """What a page says."""
        answer = self.open(address)
        assert answer.status == 200, answer.body
        return answer.body.decode()

    def links(self, address: str) -> Links:
        return Links(self.open(address))

    @property
    def token(self) -> str:
        """What forms of this browser carry."""
        return self.page("/crm/types/").forms["/sign-out/"]["token"]

    def send(self, path: str, **fields: object) -> Answer:
        """Send a form that was made for this browser."""
        given = {"token": self.token, **{name: str(value) for name, value in fields.items()}}
        return self.post(path, urlencode(given).encode())

    def htmx(self, path: str, **fields: object) -> Answer:
        """As :meth:`send`, from a page that is open."""
        self.headers["hx-request"] = "true"
        try:
            given = {"token": self._form_token, **{name: str(value) for name, value in fields.items()}}
            return self.post(path, urlencode(given).encode())
        finally:
            del self.headers["hx-request"]

    @property
    def _form_token(self) -> str:
        asked = self.headers.pop("hx-request")
        token = self.token
        self.headers["hx-request"] = asked
        return token


def bound(api: Api, activity_id: int) -> set[tuple[int, int]]:
    """The type and the id of each record that an activity is bound to."""
    found = api("crm.activity.binding.list", activityId=activity_id)
    return {(each["entityTypeId"], each["entityId"]) for each in found}
