"""A portal as a test sees it: credentials to call it with, and what only a test may do to it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from homeport.core.rights import Operation
from homeport.domain.app import applications
from homeport.domain.events import outgoing
from homeport.domain.portal import settings
from homeport.domain.portal.apps import apps
from homeport.domain.portal.credentials import webhooks
from homeport.domain.portal.credentials.codes import WEBHOOK_LENGTH, new_code
from homeport.portals import lifecycle, saved
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.server.addresses import Addresses
from homeport.server.trust import ca_file
from homeport.store import Transaction
from homeport.store.journal import Journal
from homeport.testing.controls import ClockOfTest, FaultsOfTest, RequestsOfTest
from homeport.testing.credentials import Application, Webhook
from homeport.testing.events import EventsOfTest, OutgoingWebhook
from homeport.testing.receiver import Receiver
from homeport.testing.trust import environment

if TYPE_CHECKING:
    from homeport.domain.crm.explain import Explanation
    from homeport.domain.declared.applying import Outcome

T = TypeVar("T")

ALL_SCOPES = "access,basic,catalog,crm,department,disk,placement,task,telephony,user,user.userfield,userfieldconfig"


class LocalPortal:
    """A portal of a data folder that a server of this machine serves.

    :param folder: the data folder
    :param addresses: where the server answers
    :ivar http: its address by HTTP, without a slash at the end
    :ivar https: its address by HTTPS
    :ivar strict: whether a test of pytest fails at its end when a name that it sent was ignored
    """

    def __init__(self, folder: DataFolder, addresses: Addresses, name: str = DEFAULT) -> None:
        self.folder = folder
        self.name = name
        self._addresses = addresses.of_portal(name)
        self.http, self.https = self._addresses
        self._store = folder.stores.open(name)
        self.clock = ClockOfTest(self)
        self.faults = FaultsOfTest(self)
        self.events = EventsOfTest(self)
        self._receivers: list[Receiver] = []
        self.strict = False
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
        :param scope: what it may call, words and commas; ``all`` stands for every documented scope
        :param code: a fixed code; a random one unless given
        :param expires: a moment as stored, ``2030-12-31 00:00:00``, or None for never
        """
        code = code or new_code(WEBHOOK_LENGTH)
        key = self.folder.key()

        def add(tx: Transaction) -> int:
            return webhooks.add(tx, settings.clock_of(tx), key, user, scope, code=code, title="Test", expires=expires)

        return Webhook(self, self._addresses, user, code, self.write(add))

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
        """Add a local application. Handlers are told of the installation.

        :param handler: its page, to which users return with a code
        :param install: what is called when it is installed
        :param api_only: whether it has no page on the portal; one with a page and an installation URL is installed by
            :meth:`Application.install`
        :param open_to: access codes such as ``U3`` or ``D2``; none: everyone
        :param client_id: a fixed one, together with ``client_secret``; random ones unless given
        :raises ValueError: when something of it is unfit
        """
        keys = apps.Keys(client_id, client_secret) if client_id else None

        def add(tx: Transaction) -> tuple[apps.App, apps.Keys]:
            return applications.add(
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

    def outgoing(self, url: str, *events: str, title: str = "Test") -> OutgoingWebhook:
        """Add an outgoing webhook: an address that is told of events.

        :param events: their codes, such as ``ONCRMDEALUPDATE``; every one unless given
        :raises ValueError: when something of it is unfit
        """
        return OutgoingWebhook(
            self,
            self.write(
                lambda tx: outgoing.add(tx, settings.clock_of(tx), url=url, events=events or ("all",), title=title)
            ),
        )

    def handler(self) -> Receiver:
        """A handler on this machine that keeps what it is sent and answers what the test says, until :meth:`close`."""
        receiver = Receiver()
        receiver.__enter__()
        self._receivers.append(receiver)
        return receiver

    def apply(self, declared: str | Path) -> "Outcome":
        """Make the portal be as a file declares it; what that changed. See ``homeport apply``.

        :param declared: a path, or the file's text
        :raises DeclarationError: with every problem of the file; nothing is changed then
        """
        from homeport.domain.declared.applying import apply  # noqa: PLC0415  brings every kind of record; few tests need it

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

    def snapshot(self, name: str) -> None:
        """Save the portal as it is now, in place of a snapshot of that name."""
        saved.save_snapshot(self.folder, self.name, name, replace=True)

    def restore(self, name: str) -> None:
        """Put a snapshot's contents in place of the portal's.

        :raises PortalsError: when there is none of that name
        """
        lifecycle.restore(self.folder, self.name, name)

    def export(self, path: Path) -> None:
        """Write the portal to one file, as ``homeport_baseline`` and ``homeport portal import`` take it."""
        from homeport.portals import transfer  # noqa: PLC0415  brings every table

        transfer.export(self.folder, self.name, path)

    def dismiss(self, user: int) -> None:
        """End a user's access: webhooks and tokens are refused with ``INVALID_CREDENTIALS``."""
        from homeport.domain.user import staff  # noqa: PLC0415  as with what else few tests do

        self.write(lambda tx: staff.dismiss(tx, user))

    def explain(
        self,
        user: int,
        operation: str,
        type: str | int,  # noqa: A002  as REST calls them
        id: int,  # noqa: A002
    ) -> "Explanation":
        """Why a user may or may not do something to a record or an activity, naming role and rule.

        :param operation: ``READ``, ``ADD``, ``WRITE``, ``DELETE``, …, in letters of any case
        :param type: ``lead``, ``deal``, …, ``activity``, or a type id
        :raises ValueError: when it is no operation or no type
        :raises LookupError: when there is no such user
        """
        from homeport.domain.crm import explain  # noqa: PLC0415

        type_id = explain.type_id_of(str(type))
        return self.read(lambda tx: explain.explain(tx, user, Operation(operation.upper()), type_id, id))

    def close(self) -> None:
        """Let go of the portal's file, and stop its handlers."""
        while self._receivers:
            self._receivers.pop().close()
        self._store.close()
