"""The admin token, which opens whatever is an operator's. It follows from the data folder's key; it is not stored."""

import hmac

from homeport.domain.portal.credentials.codes import derive_code


def admin_token(key: bytes) -> str:
    """The token of a data folder.

    :param key: the folder's secret
    """
    return derive_code(key, "admin token")


def is_admin(key: bytes, authorization: str) -> bool:
    """Whether an ``Authorization`` header has the token. Compares in constant time."""
    scheme, _, token = authorization.partition(" ")
    given = token.strip().encode(errors="replace")
    return scheme.lower() == "bearer" and hmac.compare_digest(given, admin_token(key).encode())
