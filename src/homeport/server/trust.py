"""The local certificate authority as clients meet it: its file, and how each is made to trust it."""

from pathlib import Path


def ca_file(folder: Path) -> Path:
    """The authority's certificate, which clients are to trust.

    :param folder: of the certificates
    """
    return folder / "ca.pem"


def trust_lines(authority: Path) -> tuple[tuple[str, str], ...]:
    """Who is to trust, and what to type for it.

    :param authority: the file of its certificate
    """
    return (
        (
            "for the whole machine",
            f"cp {authority} /usr/local/share/ca-certificates/homeport.crt && update-ca-certificates",
        ),
        ("curl, PHP", f"curl --cacert {authority} …"),
        ("Python (requests)", f"export REQUESTS_CA_BUNDLE={authority}"),
        ("Python (aiohttp, ssl)", f"export SSL_CERT_FILE={authority}"),
        ("Node", f"export NODE_EXTRA_CA_CERTS={authority}"),
    )
