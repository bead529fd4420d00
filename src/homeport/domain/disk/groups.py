"""What goes from the disk with a group."""

from homeport.domain.disk import storages, tree
from homeport.domain.disk.tables import STORAGE
from homeport.store import Transaction


def forget(tx: Transaction, group: int) -> None:
    """Remove the storage of a deleted group, with all that is in it."""
    found = storages.of(tx, storages.GROUPS, str(group))
    if found is not None:
        tree.forget(tx, storages.root_of(tx, found))
        tx.delete(STORAGE, ID=found)
