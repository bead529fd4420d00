"""Host names: the authorization server's, and the address that a request was sent to. Addresses that go together."""

import re
from ipaddress import IPv6Address, ip_address

OAUTH_HOSTS = ("oauth.bitrix.info", "oauth.bitrix24.tech")
"""The authorization server's host names that clients have in their code: the first is documented (``settings/oauth``)
and is in CRest and b24phpsdk, the second is in b24pysdk. When such a name reaches this server, it answers for all its
portals."""

LIBRARY_HOST = "api.bitrix24.com"
"""The host name that applications in frames load BX24.js from (``sdk/bx24-js-sdk/index.md``)."""

_HOST = re.compile(r"[\w.-]{1,253}(:\d{1,5})?|\[[0-9a-fA-F:.]{2,45}\](:\d{1,5})?", re.ASCII)
_PORT = re.compile(r":\d+$")
USUAL_PORT = {"http": 80, "https": 443}
"""The ports that addresses leave out."""


def is_oauth_host(host: str) -> bool:
    """Whether a Host header names the authorization server."""
    return name_of(host) in OAUTH_HOSTS


def name_of(host: str) -> str:
    """A Host header without its port, in small letters."""
    return _PORT.sub("", host).lower()


def site(scheme: str, name: str, port: int | None = None) -> str:
    """The address of a host, such as ``https://portal.example.test:8443``; without the port that is the scheme's own.

    :param name: without brackets when it is an IPv6 address
    """
    host = f"[{name}]" if ":" in name else name
    return f"{scheme}://{host}{'' if port in (None, USUAL_PORT[scheme]) else f':{port}'}"


def is_this_machine(name: str) -> bool:
    """Whether a host's name or address is the machine's own in every browser, whatever the name servers say: browsers
    look up no name that ends in ``localhost``, and take what comes from there for safe (W3C, Secure Contexts, 3.1).

    :param name: in small letters; an IPv6 address with its brackets or without
    """
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def address_of(scheme: str, host: str) -> str:
    """The address that a request was sent to, such as ``https://portal.example.test:8443``; the port only when it is
    not the scheme's own. Empty when the Host header names no host.
    """
    return f"{scheme}://{host.removesuffix(f':{USUAL_PORT[scheme]}')}" if _HOST.fullmatch(host) else ""


def neighbours_of(source: str) -> str:
    """What requests of a source are counted as: its address, of IPv6 the network of which everybody has a whole one.

    :param source: an address, or anything else, which stands for itself
    """
    if ":" not in source:
        return source
    try:
        address = IPv6Address(source.partition("%")[0])
    except ValueError:
        return source
    within = address.ipv4_mapped
    return str(within) if within is not None else f"{IPv6Address(int(address) >> 64 << 64)}/64"


def is_near(source: str) -> bool:
    """Whether a source is of this machine or a private network, as proxies in front of a server are."""
    try:
        return ip_address(source.partition("%")[0]).is_private
    except ValueError:
        return False
