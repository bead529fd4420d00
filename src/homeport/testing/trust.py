"""The environment by which each client trusts the portal's authority.

Which client reads which variable: the table in the README.
"""

from pathlib import Path

VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "HOMEPORT_CA")


def environment(ca: Path) -> dict[str, str]:
    """The variables that name an authority's certificate: requests, curl, OpenSSL (Python's ssl and aiohttp), Node."""
    return {name: str(ca) for name in VARIABLES}
