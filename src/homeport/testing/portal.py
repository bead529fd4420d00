"""A portal as a test sees it: credentials to call it with, and what only a test may do to it."""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from homeport.addresses import Addresses, webhook_url
from homeport.domain.declared import Outcome, apply
from homeport.domain.portal import apps, clocks, faults, info, requests, settings, tokens, webhooks
from homeport.domain.portal.codes import WEBHOOK_LENGTH, new_code
from homeport.portals import lifecycle
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.store import SqliteStore, Transaction
from homeport.store.journal import Journal
from homeport.testing.trust import environment
from homeport.tls import ca_file

T = TypeVar("T")

ALL_SCOPES = "access,basic,crm,department,telephony,placement,user"


class Refused(Exception):  # noqa: N818  it reads as what happened
    """A call that was answered with an error.

    :param status: the HTTP status
    :param code: the ``error``
    :param description: the ``error_description``
    """

    def __init__(self, status: int, code: str, description: str) -> None:
        super().__init__(f"{status} {code}: {description}")
        self.status = status
        self.code = code
        self.description = description


class Webhook:
    """An incoming webhook.

    :ivar url: to which a method's name is added; by HTTP
    :ivar https_url: the same by HTTPS
    """

    def __init__(self, addresses: Addresses, user_id: int, code: str, webhook_id: int) -> None:
        self.id = webhook_id
        self.key = f"webhook:{webhook_id}"
        self.user_id = user_id
        self.code = code
        self.url = webhook_url(addresses.http, user_id, code)
        self.https_url = webhook_url(addresses.https, user_id, code)

    def __str__(self) -> str:
        return self.url

    def call(self, method: str, /, **params: Any) -> Any:
        """The result of a method.

        :raises Refused: when it answers an error
        """
        return _call(self.url + method, params)


class Application:
    """A local application and its keys.

    :ivar client_id: its code
    :ivar client_secret: its key
    :ivar application_token: what handlers recognise the portal by
    """

    def __init__(self, portal: "LocalPortal", app: apps.App, keys: apps.Keys) -> None:
        self._portal = portal
        self._app = app
        self.id = app.id
        self.key = f"app:{app.id}"
        self.client_id = keys.client_id
        self.client_secret = keys.client_secret

    @cached_property
    def application_token(self) -> str:
        return self._portal.read(
            lambda tx: apps.application_token(self._portal.folder.key(), info.member_id_of(tx), self.client_id)
        )

    def token(self, user: int = 1) -> tokens.Pair:
        """A new pair of tokens for a user, as after authorizing the application."""
        portal = self._portal
        return portal.write(lambda tx: tokens.issue(tx, settings.clock_of(tx), portal.folder.key(), self._app, user))

    def call(self, method: str, /, user: int = 1, **params: Any) -> Any:
        """The result of a method, called with a new token.

        :raises Refused: when it answers an error
        """
        return _call(f"{self._portal.http}/rest/{method}", {**params, "auth": self.token(user).access})


class ClockOfTest:
    """The portal's clock, held and moved by a test. Moments are seconds since 1970, ISO texts or aware datetimes."""

    def __init__(self, portal: "LocalPortal") -> None:
        self._portal = portal

    def now(self) -> float:
        """What the portal takes the time to be, seconds since 1970."""
        return self._portal.read(lambda tx: settings.clock_of(tx).now())

    def freeze(self, at: float | str | datetime | None = None) -> None:
        """Hold the clock at a moment, or where it is."""
        moment = None if at is None else clocks.moment(at)
        self._portal.write(lambda tx: clocks.freeze(tx, moment))

    def advance(self, seconds: float) -> None:
        """Move the clock on, whether it stands or runs."""
        self._portal.write(lambda tx: clocks.advance(tx, seconds))

    def set(self, at: float | str | datetime) -> None:
        """Let the clock run from a moment."""
        moment = clocks.moment(at)
        self._portal.write(lambda tx: clocks.start(tx, moment))

    def real(self) -> None:
        """Let the clock be the machine's again."""
        self._portal.write(clocks.real)


class FaultsOfTest:
    """Faults that a test asks for; see :class:`homeport.domain.portal.faults.Rule` for what a rule may say."""

    def __init__(self, portal: "LocalPortal") -> None:
        self._portal = portal

    def add(self, **rule: Any) -> int:
        """Ask for a fault; its id, which the log marks each firing with."""
        made = faults.Rule(**rule)
        return self._portal.write(lambda tx: faults.add(tx, made))

    def remove(self, fault_id: int) -> bool:
        """Take a fault back; whether there was one."""
        return self._portal.write(lambda tx: faults.remove(tx, fault_id))

    def clear(self) -> None:
        """Take every fault back."""
        self._portal.write(faults.clear)

    def __iter__(self) -> Iterator[faults.Fault]:
        return iter(self._portal.read(faults.listed))


class RequestsOfTest:
    """What the portal was asked, the oldest first."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def __iter__(self) -> Iterator[requests.Entry]:
        return requests.entries(self._journal)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @property
    def last(self) -> requests.Entry:
        """The newest.

        :raises LookupError: when there is none
        """
        found = list(self)
        if not found:
            raise LookupError("the portal was asked nothing")
        return found[-1]

    def of(self, method: str) -> list[requests.Entry]:
        """Those of a method."""
        return [entry for entry in self if entry.method.lower() == method.lower()]

    def clear(self) -> None:
        """Forget them."""
        self._journal.clear()


class LocalPortal:
    """A portal of a data folder that a server of this machine serves.

    :param folder: the data folder
    :param addresses: where the server answers
    :ivar http: its address by HTTP, without a slash at the end
    :ivar https: its address by HTTPS
    """

    def __init__(self, folder: DataFolder, addresses: Addresses, name: str = DEFAULT) -> None:
        self.folder = folder
        self.name = name
        self._addresses = addresses.of_portal(name)
        self.http, self.https = self._addresses
        self._store = SqliteStore(folder.portal_file(name))
        self.clock = ClockOfTest(self)
        self.faults = FaultsOfTest(self)
        self.requests = RequestsOfTest(Journal(folder.journal_file(name)))

    @property
    def trust(self) -> dict[str, str]:
        """The environment by which clients trust the portal's HTTPS."""
        return environment(ca_file(self.folder.certificates).resolve())

    def read(self, job: Callable[[Transaction], T]) -> T:
        """Run a job in a read transaction."""
        with self._store.snapshot() as tx:
            return job(tx)

    def write(self, job: Callable[[Transaction], T]) -> T:
        """Run a job in a write transaction; the server's next answer knows of it."""
        return self._store.write_now(job)

    def webhook(self, user: int = 1, scope: str = ALL_SCOPES, *, code: str = "", expires: str | None = None) -> Webhook:
        """Add an incoming webhook.

        :param user: the id of the user it acts as; 1 is the administrator
        :param scope: what it may call, words and commas
        :param code: a fixed code; a random one unless given
        :param expires: a moment as stored, ``2030-12-31 00:00:00``, or None for never
        """
        code = code or new_code(WEBHOOK_LENGTH)
        key = self.folder.key()

        def add(tx: Transaction) -> int:
            return webhooks.add(tx, settings.clock_of(tx), key, user, scope, code=code, title="Test", expires=expires)

        return Webhook(self._addresses, user, code, self.write(add))

    def app(
        self,
        title: str = "Test",
        scope: str = ALL_SCOPES,
        *,
        handler: str = "",
        install: str = "",
        api_only: bool = True,
        open_to: tuple[str, ...] = (),
        client_id: str = "",
        client_secret: str = "",
    ) -> Application:
        """Add a local application.

        :param handler: its page, to which users return with a code
        :param install: what is called when it is installed
        :param open_to: access codes such as ``U3`` or ``D2``; none: everyone
        :param client_id: a fixed one, together with ``client_secret``; random ones unless given
        """
        keys = apps.Keys(client_id, client_secret) if client_id else None

        def add(tx: Transaction) -> tuple[apps.App, apps.Keys]:
            return apps.add(
                tx,
                settings.clock_of(tx),
                self.folder.key(),
                title=title,
                scopes=scope,
                user_id=1,
                handler_url=handler,
                install_url=install,
                api_only=api_only,
                members=open_to,
                keys=keys,
            )

        return Application(self, *self.write(add))

    def apply(self, declared: str | Path) -> Outcome:
        """Make the portal be as a file declares it; what that changed. See ``homeport apply``.

        :param declared: a path, or the file's text
        :raises DeclarationError: with every problem of the file; nothing is changed then
        """
        text, name = (declared.read_bytes(), str(declared)) if isinstance(declared, Path) else (declared, "portal.toml")
        return apply(self._store, self.folder.key(), text, name)

    def settings(self, **values: Any) -> settings.Settings:
        """Change settings; all of them as they are then. Without values: as they are."""
        return self.write(lambda tx: settings.change(tx, values)) if values else self.read(settings.read)

    def reset(self, baseline: str | None = None) -> None:
        """Put a baseline's contents in place of all that the portal holds, and empty the request log.

        :param baseline: the one that the portal was made from, unless given
        :raises PortalsError: when there is none of that name
        """
        lifecycle.reset(self.folder, self.name, baseline)
        self.requests.clear()

    def close(self) -> None:
        """Let go of the portal's file."""
        self._store.close()


def _call(url: str, params: Mapping[str, Any]) -> Any:
    request = urllib.request.Request(  # noqa: S310  the portal's own address
        url, json.dumps(params).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return json.load(answer)["result"]
    except urllib.error.HTTPError as error:
        body = error.read()
        try:
            refusal = json.loads(body)
            raise Refused(error.code, refusal["error"], refusal["error_description"]) from None
        except (ValueError, KeyError):
            raise Refused(error.code, "", body.decode(errors="replace")) from None
