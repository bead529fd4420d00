"""Sections of a block as a tree that is walked: each knows where it begins and ends, and how deep it is."""

from functools import lru_cache

from sqlalchemy import Table, bindparam, select

from homeport.store import Query, Transaction

MARGINS = ("LEFT_MARGIN", "RIGHT_MARGIN", "DEPTH_LEVEL")


@lru_cache(16)
def _of_block(table: Table, above: str) -> Query:
    columns = (table.c[name] for name in ("ID", above, *MARGINS))
    return Query(
        select(*columns).where(table.c.BLOCK_ID == bindparam("block")).order_by(table.c.SORT, table.c.NAME, table.c.ID)
    )


def number(tx: Transaction, table: Table, above: str, block: int) -> None:
    """Count where each section of a block begins and ends: each before those below it, in the order of sections.

    :param table: of the sections, with ``BLOCK_ID``
    :param above: the column that names the section above
    """
    held = {row["ID"]: row for row in tx.dicts(_of_block(table, above), block=block)}
    below: dict[int | None, list[int]] = {}
    for row in held.values():
        below.setdefault(row[above], []).append(row["ID"])
    margins: dict[int, dict[str, int]] = {}
    waiting: list[tuple[int, int, bool]] = [(each, 1, True) for each in reversed(below.get(None, []))]
    count = 0
    while waiting:
        current, depth, opens = waiting.pop()
        count += 1
        if not opens:
            margins[current]["RIGHT_MARGIN"] = count
            continue
        margins[current] = {"LEFT_MARGIN": count, "DEPTH_LEVEL": depth}
        waiting.append((current, depth, False))
        waiting += [(each, depth + 1, True) for each in reversed(below.get(current, []))]
    for section, found in margins.items():
        if any(held[section][name] != value for name, value in found.items()):
            tx.update(table, {"ID": section}, found)
