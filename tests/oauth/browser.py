"""A browser: keeps cookies, reads forms, sends them."""

from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.conftest import Answer, Wire


class Page(HTMLParser):
    """The forms of a page, by the addresses they go to: the hidden fields of each; and the page's text."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, str]] = {}
        self.text = ""
        self._form: dict[str, str] = {}
        assert answer.headers["content-type"].startswith("text/html"), answer.body
        self.feed(answer.body.decode())
        self.text = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self._form = self.forms.setdefault(found["action"] or "", {})
        elif tag == "input" and found["type"] == "hidden":
            self._form[found["name"] or ""] = found["value"] or ""
        elif tag == "script":
            assert (found.get("src") or "").startswith("/static/"), "a script of ours comes from a file of its own"

    def handle_data(self, data: str) -> None:
        self.text += data


class Browser:
    """A browser on one host.

    :param source: the address that its requests come from
    """

    def __init__(
        self, wire: Wire, *, host: str = "localhost:8080", source: str = "127.0.0.1", scheme: str = "http"
    ) -> None:
        self.wire = wire
        self.host = host
        self.source = source
        self.scheme = scheme
        self.cookies: dict[str, str] = {}
        self.headers: dict[str, str] = {}

    def get(self, path: str, query: str | bytes = "", verb: str = "GET") -> Answer:
        return self._keep(
            self.wire.send(
                path, verb=verb, query=query, content_type=None, host=self.host, source=self.source,
                scheme=self.scheme, headers=self._headers(),
            )
        )  # fmt: skip

    def post(self, path: str, fields: dict[str, str] | bytes) -> Answer:
        body = fields if isinstance(fields, bytes) else urlencode(fields).encode()
        return self._keep(
            self.wire.send(
                path, body=body, content_type="application/x-www-form-urlencoded", host=self.host, source=self.source,
                scheme=self.scheme, headers=self._headers(),
            )
        )  # fmt: skip

    def page(self, path: str, query: str = "") -> Page:
        """A page, wherever redirects lead."""
        answer = self.get(path, query)
        while answer.status in (302, 303):
            path, _, query = answer.headers["location"].partition("?")
            answer = self.get(path, query)
        return Page(answer)

    def sign_in(self, user_id: int, back: str = "/") -> Answer:
        """Sign in by one click."""
        fields = self.page("/sign-in/", urlencode({"next": back})).forms["/sign-in/"]
        return self.post("/sign-in/", {**fields, "user": str(user_id)})

    def sign_in_with(self, login: str, password: str) -> Answer:
        fields = self.page("/sign-in/").forms["/sign-in/"]
        return self.post("/sign-in/", {**fields, "login": login, "password": password})

    def signed_in_as(self) -> str:
        """What the start page says of who is signed in; empty for nobody."""
        text = self.page("/").text
        return text.partition("Welcome, ")[2].partition(" Methods are called")[0]

    def _headers(self) -> dict[str, str]:
        kept = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"accept": "text/html", **self.headers, **({"cookie": kept} if kept else {})}

    def _keep(self, answer: Answer) -> Answer:
        for name, morsel in SimpleCookie(answer.headers.get("set-cookie", "")).items():
            if morsel["max-age"] == "0":
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = morsel.value
        return answer
