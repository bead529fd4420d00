"""Folders that have been in the trash for 30 days."""

from homeport.core.clock import Clock
from homeport.domain.landing import trash
from homeport.store import Transaction


def fire(tx: Transaction, clock: Clock, number: int) -> None:
    """Delete one."""
    trash.delete_folder(tx, number)
