"""What ``homeport serve`` says once it listens: to people as text, to scripts as JSON."""

from dataclasses import dataclass
from pathlib import Path

from homeport.config import Config
from homeport.control import ROOT
from homeport.domain.portal import settings
from homeport.domain.portal.credentials.admin import admin_token
from homeport.portals.built_in import DemoWebhook
from homeport.portals.folder import DEFAULT, DataFolder
from homeport.server.addresses import Addresses, webhook_url, write_json
from homeport.server.proxies import Proxies, said
from homeport.server.serve import Sockets
from homeport.server.trust import ca_file, trust_lines


@dataclass(frozen=True, slots=True)
class Announcement:
    """Data folder, addresses, the authority's certificate, the admin token, the demo webhooks if there are any, whether
    people of this machine sign in without a password, and proxies that are not trusted.
    """

    data: Path
    http: str
    https: str
    ca: Path
    webhooks: tuple[DemoWebhook, ...]
    one_click: bool
    admin_token: str
    proxies: list[str]

    @classmethod
    def of(
        cls, config: Config, folder: DataFolder, sockets: Sockets, webhooks: tuple[DemoWebhook, ...]
    ) -> "Announcement":
        """What to say of a server that listens."""
        addresses = Addresses.at(config.name, sockets.http_port, sockets.https_port)
        return cls(
            data=config.data,
            http=addresses.http,
            https=addresses.https,
            ca=ca_file(folder.certificates).resolve(),
            webhooks=webhooks,
            one_click=_one_click(folder),
            admin_token=admin_token(folder.key()),
            proxies=Proxies(config.data).left(config.trusted_proxies),
        )

    def write(self, path: Path) -> None:
        """Write the ready file, at once and whole."""
        content = {
            "http": self.http,
            "https": self.https,
            "ca": str(self.ca),
            "admin_token": self.admin_token,
            "webhooks": [
                {"user_id": hook.user_id, "scope": hook.scope, "url": webhook_url(self.https, hook.user_id, hook.code)}
                for hook in self.webhooks
            ],
        }
        write_json(path, content)

    def remember(self, folder: DataFolder) -> None:
        """Keep the addresses in the data folder, for the other commands to print whole URLs with."""
        Addresses(self.http, self.https).write(folder)

    def text(self) -> str:
        """What people read in the terminal."""
        lines = [
            "Homeport is ready.",
            "",
            f"  HTTP   {self.http}",
            f"  HTTPS  {self.https}",
        ]
        if self.webhooks:
            lines += ["", "Webhooks:"]
            lines += [f"  {hook.who:30} {webhook_url(self.https, hook.user_id, hook.code)}" for hook in self.webhooks]
        lines += ["", f"Admin token, for {self.http}{ROOT}/:  {self.admin_token}"]
        lines += [
            "",
            f"The certificate authority that HTTPS clients must trust: {self.ca}",
        ]
        lines += [f"  {client + ':':23} {command}" for client, command in trust_lines(self.ca)]
        if self.webhooks:
            first = self.webhooks[0]
            lines += [
                "",
                "Try it:",
                *([f"  in a browser, signing in with a click:  {self.http}/"] if self.one_click else []),
                f"  curl '{webhook_url(self.http, first.user_id, first.code)}crm.activity.binding.list?activityId=1'",
            ]
        else:
            lines += [
                "",
                "Make a webhook to call it with:",
                f"  homeport webhook add 1 --scope crm,user,department --data {self.data}",
            ]
        if not self.one_click:
            lines += [
                f"Sign in at {self.http}/ with a password:",
                f"  homeport user password 1 --data {self.data}",
            ]
        if self.proxies:
            lines += ["", f"{said(self.proxies)}."]
        return "\n".join([*lines, "", "Ctrl-C stops it; the data stays."])


def _one_click(folder: DataFolder) -> bool:
    with folder.stores.reading(DEFAULT) as tx:
        return settings.read(tx).one_click_sign_in
