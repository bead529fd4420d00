"""Proxies in front of a server that are not trusted: noticed by what they send, kept for the operator to be told.

Behind one everybody has its address, so that the limits of a source would be those of all together.
"""

import json
from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from pathlib import Path

from homeport.core.log import LOG
from homeport.server.addresses import write_json

MOST = 16
"""Addresses that are told of: whoever calls from a private network may say to be a proxy."""

_NOTICED = "proxies.json"


class Proxies:
    """What is known of them in a data folder.

    :param data: its path
    """

    def __init__(self, data: Path) -> None:
        self._path = data / _NOTICED
        self._told: set[str] = set()

    def notice(self, address: str) -> None:
        """Keep the address of one, and say so in the log, once."""
        if address in self._told or len(self._told) >= MOST:
            return
        self._told.add(address)
        LOG.warning("%s", said([address]))
        try:
            write_json(self._path, sorted({address, *self.noticed()})[:MOST])
        except OSError as error:
            LOG.warning("%s cannot be written: %s", self._path, error)

    def noticed(self) -> list[str]:
        """The addresses of those that were noticed."""
        try:
            found = json.loads(self._path.read_bytes())
        except (FileNotFoundError, ValueError):
            return []
        return [address for address in found if isinstance(address, str)] if isinstance(found, list) else []

    def left(self, trusted: Iterable[str]) -> list[str]:
        """Those that are still not trusted; others are forgotten.

        :param trusted: addresses and networks
        """
        networks = tuple(map(ip_network, trusted))
        noticed = self.noticed()
        left = [each for each in noticed if not any(ip_address(each) in network for network in networks)]
        if left != noticed:
            write_json(self._path, left)
        return left


def said(addresses: list[str]) -> str:
    """What an operator is told of proxies that are not trusted."""
    options = " ".join(f"--trusted-proxy {address}" for address in addresses)
    return (
        f"Requests came through a proxy at {', '.join(addresses)} that is not trusted: whoever is behind it counts as "
        f"one, and is not kept from guessing. If it is yours, serve with {options}"
    )
