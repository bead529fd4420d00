"""HTTPS: a certificate authority of the data folder's own, and the server certificate that it signs."""

from pathlib import Path

LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")


def server_certificate(folder: Path, host_names: tuple[str, ...]) -> Path:
    """The file of the server's key and certificate, for the local names and those given.

    The authority is made at the first start and kept; the server certificate is made anew when the names change.

    :param folder: where both are kept, readable only by their owner
    """
    names = tuple(dict.fromkeys((*LOCAL_NAMES, *host_names)))
    certificate, names_file = folder / "server.pem", folder / "server.names"
    wanted = "\n".join(names)
    if not (certificate.exists() and names_file.exists() and names_file.read_text() == wanted):
        _issue(folder, names, certificate)
        names_file.write_text(wanted)
    return certificate


def ca_file(folder: Path) -> Path:
    """The authority's certificate: what clients are told to trust."""
    return folder / "ca.pem"


def _issue(folder: Path, names: tuple[str, ...], certificate: Path) -> None:
    import trustme  # noqa: PLC0415  only the first start needs it

    folder.mkdir(mode=0o700, exist_ok=True)
    key = folder / "ca.key"
    if key.exists():
        authority = trustme.CA.from_pem(ca_file(folder).read_bytes(), key.read_bytes())
    else:
        authority = trustme.CA(organization_name="Homeport local CA")
        _write_secret(key, authority.private_key_pem.bytes())
        ca_file(folder).write_bytes(authority.cert_pem.bytes())
    leaf = authority.issue_cert(*names, common_name=names[0])
    _write_secret(certificate, leaf.private_key_and_cert_chain_pem.bytes())


def _write_secret(path: Path, content: bytes) -> None:
    path.touch(mode=0o600)
    path.write_bytes(content)


