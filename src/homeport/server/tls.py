"""HTTPS: a certificate authority of the data folder's own, and the server certificate that it signs."""

import os
from pathlib import Path

from homeport.core.hosts import LIBRARY_HOST, OAUTH_HOSTS
from homeport.server.trust import ca_file

LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")


class HostNameError(Exception):
    """No certificate can be made for a name."""

    def __init__(self, names: tuple[str, ...], reason: object) -> None:
        super().__init__(f"No certificate can be made for {', '.join(names)}: {reason}. Check --host-name.")


def server_certificate(folder: Path, host_names: tuple[str, ...]) -> Path:
    """The file of the server's key and certificate, for the local names, those that clients have in their code, and
    those given.

    The authority is made at the first start and kept; the server certificate is made anew when the names change.

    :param folder: where both are kept, readable only by their owner
    :raises HostNameError: when one of the names is none
    """
    names = tuple(dict.fromkeys((*LOCAL_NAMES, *OAUTH_HOSTS, LIBRARY_HOST, *host_names)))
    certificate, names_file = folder / "server.pem", folder / "server.names"
    wanted = "\n".join(names)
    kept = ca_file(folder).exists() and certificate.exists() and names_file.exists()
    if not (kept and names_file.read_text() == wanted):
        _issue(folder, names, certificate)
        _write(names_file, wanted.encode())
    return certificate


def _issue(folder: Path, names: tuple[str, ...], certificate: Path) -> None:
    import trustme  # noqa: PLC0415  only the first start needs it

    folder.mkdir(mode=0o700, exist_ok=True)
    key = folder / "ca.key"
    if key.exists() and ca_file(folder).exists():
        authority = trustme.CA.from_pem(ca_file(folder).read_bytes(), key.read_bytes())
    else:
        authority = trustme.CA(organization_name="Homeport local CA")
        _write(key, authority.private_key_pem.bytes())
        _write(ca_file(folder), authority.cert_pem.bytes(), mode=0o644)
    try:
        leaf = authority.issue_cert(*names, common_name=names[0])
    except ValueError as error:
        raise HostNameError(names, error) from error
    _write(certificate, leaf.private_key_and_cert_chain_pem.bytes())


def _write(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a file whole or not at all."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}")
    temporary.touch(mode=mode)
    temporary.write_bytes(content)
    temporary.rename(path)
