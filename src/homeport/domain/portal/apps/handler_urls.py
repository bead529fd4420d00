"""Which addresses handlers may have, and which networks they may be in.

Sources: ``api-reference/widgets/placement-bind.md``, ``api-reference/events/index.md``: a portal on the internet calls
public addresses only. One that is used by its developer alone may call that developer's machine too.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from homeport.core.hosts import is_this_machine

MAX_LENGTH = 2_000

Address = IPv4Address | IPv6Address

_UNSEEN = re.compile(r"[\s\x00-\x20\x7f-\xa0\u2028\u2029\ufeff]")
_LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*")
_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")
_INSIDE = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "home.arpa")
"""Endings of host names that mean something only inside a network."""

_NOT_PUBLIC = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20")))
"""What IANA has registered for other uses than reaching somebody, beside what Python knows of: protocols' own (where
one cloud has what knows its machines' secrets), a relay's that nobody runs any more, documentation.
"""
_AZURE_HOST = IPv4Address("168.63.129.16")
"""A public address by which machines of one cloud reach what knows their secrets."""


class HandlerUrlError(ValueError):
    """A URL that no handler may have; the text says why."""


class SchemeError(HandlerUrlError):
    """A URL of another scheme than HTTP and HTTPS."""


class NotPublicError(HandlerUrlError):
    """A URL that is inside a network, where only public ones are allowed."""


def check(url: str, *, public: bool) -> str:
    """A handler's URL, as it may be stored.

    :param public: whether it must be a public address
    :raises HandlerUrlError: when it may not be one; see its subclasses
    """
    if len(url) > MAX_LENGTH:
        raise HandlerUrlError(f"is longer than {MAX_LENGTH} characters")
    if _UNSEEN.search(url):
        raise HandlerUrlError("has blanks or control characters in it")
    scheme = url.partition(":")[0].lower()
    if scheme not in ("http", "https"):
        raise SchemeError("must begin with https:// or http://")
    host = _host(url)
    if public and is_inside(host):
        raise NotPublicError(f"{host} is not a public address, and this portal calls public ones only")
    return url


def is_mixed(url: str) -> bool:
    """Whether browsers refuse to show a page in a frame of one that came by HTTPS: it comes by HTTP, and not from the
    machine itself.

    :param url: one that was checked
    """
    return url[:5].lower() == "http:" and not is_this_machine(host_of(url))


def is_inside(host: str) -> bool:
    """Whether a host's name or address can be told to be inside a network, or this machine's. Names are not looked up:
    what they stand for is checked when they are connected to.

    :param host: of a URL that was checked, in small letters
    """
    address = _address(host)
    if address is not None:
        return not is_public(address)
    return "." not in host or any(host.endswith(f".{ending}") for ending in _INSIDE)


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet."""
    if isinstance(address, IPv6Address):
        within = address.ipv4_mapped or address.sixtofour
        if within is not None:
            return is_public(within)
        if address.teredo is not None or address.is_site_local or _translates(address):
            return False
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or address == _AZURE_HOST
        or any(address in network for network in _NOT_PUBLIC)
    )


def host_of(url: str) -> str:
    """The host of a URL that was checked, in small letters and without a dot at the end."""
    return (urlsplit(url).hostname or "").removesuffix(".")


def _host(url: str) -> str:
    if "\\" in url or not url.partition(":")[2].startswith("//"):
        raise HandlerUrlError("must have // after the scheme, and no backslash")
    if "#" in url:
        raise HandlerUrlError("must have no fragment: leave out # and what follows")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise HandlerUrlError("names no host, or no port from 1 to 65535") from None
    if "@" in parts.netloc:
        raise HandlerUrlError("must not have a user or a password in it")
    host = (parts.hostname or "").removesuffix(".")
    if port == 0 or parts.netloc.endswith(":"):
        raise HandlerUrlError("names no port from 1 to 65535")
    if not parts.netloc.isascii():
        raise HandlerUrlError("names its host in other than ASCII letters: write it as xn--…")
    if parts.netloc.startswith("["):
        if _address(host) is None:
            raise HandlerUrlError("names no host")
    elif not _NAME.fullmatch(host):
        raise HandlerUrlError("names no host")
    elif _NUMERIC.fullmatch(host.rpartition(".")[2]) and _address(host) is None:
        # systems read 127.1, 0177.0.0.1 and 2130706433 as addresses, each in its own way
        raise HandlerUrlError("must write an address as four decimal numbers")
    return host


def _address(host: str) -> Address | None:
    try:
        return ip_address(host) if "%" not in host else None
    except ValueError:
        return None


def _translates(address: IPv6Address) -> bool:
    """Whether a network may turn an address into one of IPv4: NAT64."""
    return address.packed[:4] == b"\x00\x64\xff\x9b"
