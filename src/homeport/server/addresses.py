"""Where the server of a data folder is reached, kept for the commands that print URLs."""

import json
from pathlib import Path
from typing import NamedTuple

from homeport.portals.folder import DEFAULT, DataFolder


class Addresses(NamedTuple):
    """Where the server of a data folder listens, or did when it last ran."""

    http: str = "http://localhost:8080"
    https: str = "https://localhost:8443"

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
        return Addresses(*(f"{each.split(':')[0]}://{name}:{each.rpartition(':')[2]}" for each in self))


_ADDRESSES = "addresses.json"


def webhook_url(base: str, user_id: int, code: str) -> str:
    """A webhook's URL, to which a method's name is added."""
    return f"{base}/rest/{user_id}/{code}/"


def write_json(path: Path, content: object) -> None:
    """Write a file at once and whole."""
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(json.dumps(content, indent=2) + "\n")
    temporary.rename(path)
