"""Which part of the server answers a path."""

from collections.abc import Awaitable, Callable, Mapping
from functools import cache

from homeport.core.hosts import is_oauth_host
from homeport.wire.envelope import Answer
from homeport.wire.files.paths import SHARED, TRANSFERS
from homeport.wire.http import Receive, RestApp, Scope, Send

Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class Site:
    """The ASGI application of a server.

    :param rest: answers ``/rest/``
    :param oauth: answers ``/oauth/token/``, and ``/rest/app.info`` on the authorization server's own host names
    :param transfers: makes what answers the addresses by which files come and go, at the first request for one
    :param sections: what answers other paths, by their first part; the one named ``""`` answers what is left. Each is
        made at the first request that it gets, so that a start loads only what answers ``/rest/``. The paths that they
        see have no repeated slashes and none at the end.
    """

    def __init__(
        self,
        rest: RestApp,
        oauth: Application,
        transfers: Callable[[], Application],
        sections: Mapping[str, Callable[[], Application]],
    ) -> None:
        self._rest = rest
        self._transfers = cache(transfers)
        self._oauth = oauth
        self._sections = {name: cache(make) for name, make in sections.items()}

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Answer one request."""
        path: str = scope["path"]
        if _is_call(path):
            return self._rest(scope, receive, send)
        return self._find(scope)(scope, receive, send)

    def at_once(self, scope: Scope, body: bytes) -> Answer | None:
        """The answer to a call, should it need no waiting; as :meth:`RestApp.at_once`."""
        path: str = scope["path"]
        return self._rest.at_once(scope, body) if _is_call(path) else None

    def _find(self, scope: Scope) -> Application:
        parts = [part for part in scope["path"].split("/") if part]
        if scope["path"] in TRANSFERS or scope["path"].startswith(SHARED):
            return self._transfers()
        if parts[:1] == ["rest"]:
            if parts[1:2] != ["oauth"]:
                return self._oauth if _is_server_info(parts, scope) else self._rest
            # to some clients the authorization server's address is server_endpoint, which ends in /rest/
            del parts[0]
        if parts == ["oauth", "token"]:
            return self._oauth
        scope["path"] = "/" + "/".join(parts)
        return self._sections[parts[0] if parts and parts[0] in self._sections else ""]()


def _is_call(path: str) -> bool:
    return path.startswith("/rest/") and "/oauth/" not in path and "/app.info" not in path and path not in TRANSFERS


def _is_server_info(parts: list[str], scope: Scope) -> bool:
    if "".join(parts[1:2]).partition(".json")[0] != "app.info":
        return False
    return any(name == b"host" and is_oauth_host(value.decode("latin-1")) for name, value in scope["headers"])
