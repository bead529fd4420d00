"""Browsers that somebody has signed in with before: who guesses passwords elsewhere does not lock these out.

A browser keeps a mark that only this portal can make, for one user; nothing of it is stored here. It lets nobody in:
what is sent with it is counted apart.
"""

import hmac

from homeport.domain.portal.credentials.codes import derive_code, new_code

KNOWN_SECONDS = 180 * 24 * 3600
"""How long a browser keeps its mark."""
_NAME_LENGTH = 20


def mark(key: bytes, portal: str, user_id: int) -> str:
    """A new mark for a browser in which a user has signed in.

    :param portal: its name
    """
    name = new_code(_NAME_LENGTH)
    return f"{name}.{_seal(key, portal, user_id, name)}"


def name_of(key: bytes, portal: str, user_id: int, shown: str) -> str:
    """What the attempts of a browser are counted for; empty when its mark is not this user's, or nobody's.

    :param shown: the mark that it sent
    """
    name, _, seal = shown.partition(".")
    right = _seal(key, portal, user_id, name)
    return name if len(name) == _NAME_LENGTH and hmac.compare_digest(seal.encode(), right.encode()) else ""


def _seal(key: bytes, portal: str, user_id: int, name: str) -> str:
    return derive_code(key, f"browser {portal} {user_id} {name}")
