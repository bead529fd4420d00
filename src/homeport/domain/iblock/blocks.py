"""Blocks that are made as time goes on, numbered behind those that every portal has."""

from homeport.domain.iblock.tables import BLOCK, PROPERTY
from homeport.store import Transaction

FIXED = 2
"""The last number of those that every portal has: the catalogues."""


def make(tx: Transaction, owner: str) -> int:
    """A new block; its number.

    :param owner: the scope that makes it
    """
    number = tx.insert(BLOCK, {"OWNER": owner})
    while number <= FIXED:
        tx.delete(BLOCK, ID=number)
        number = tx.insert(BLOCK, {"OWNER": owner})
    return number


def forget(tx: Transaction, number: int) -> None:
    """Remove a block with its properties, whose values are gone already."""
    tx.delete(PROPERTY, IBLOCK_ID=number)
    tx.delete(BLOCK, ID=number)
