"""Where the server of a data folder is reached, kept for the commands that print URLs."""

import json
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from homeport.core.hosts import USUAL_PORT, site
from homeport.portals.folder import DEFAULT, DataFolder


class Addresses(NamedTuple):
    """Where the server of a data folder listens, or did when it last ran.

    Ports that browsers take by themselves are left out: 80 of HTTP, 443 of HTTPS.
    """

    http: str = "http://localhost:8080"
    https: str = "https://localhost:8443"

    @classmethod
    def at(cls, name: str, http_port: int, https_port: int) -> "Addresses":
        """Those of a host at its ports.

        :param name: without brackets when it is an IPv6 address
        """
        return cls(site("http", name, http_port), site("https", name, https_port))

    @property
    def ports(self) -> tuple[int, int]:
        """The ports for HTTP and for HTTPS."""
        http, https = urlsplit(self.http), urlsplit(self.https)
        return http.port or USUAL_PORT["http"], https.port or USUAL_PORT["https"]

    @classmethod
    def read(cls, folder: DataFolder) -> "Addresses":
        """Those of the last start; the usual ones before the first."""
        try:
            kept = json.loads((folder.path / _ADDRESSES).read_bytes())
            return cls(str(kept["http"]), str(kept["https"]))
        except FileNotFoundError:
            return cls()

    def write(self, folder: DataFolder) -> None:
        """Keep them, at once and whole."""
        write_json(folder.path / _ADDRESSES, self._asdict())

    def of_portal(self, name: str) -> "Addresses":
        """Those of a portal: its own host name at the same ports."""
        if name == DEFAULT:
            return self
        return Addresses.at(name, *self.ports)


_ADDRESSES = "addresses.json"


def webhook_url(base: str, user_id: int, code: str) -> str:
    """A webhook's URL, to which a method's name is added."""
    return f"{base}/rest/{user_id}/{code}/"


def write_json(path: Path, content: object) -> None:
    """Write a file at once and whole."""
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(json.dumps(content, indent=2) + "\n")
    temporary.rename(path)
