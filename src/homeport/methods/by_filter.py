"""``deleteByFilter``: of families whose rows have no id of their own, and are told apart by several fields."""

import re
from collections.abc import Callable, Mapping, Sequence

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.records import writing
from homeport.domain.records.collection import Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Values
from homeport.methods.family import TypedAdd
from homeport.rpc import Method
from homeport.rpc.method import make


def delete_by_filter(
    name: str,
    collection: Collection,
    dialect: Dialect,
    *,
    needed: Sequence[str] = (),
    unsaid: Mapping[str, ErrorKind] | None = None,
    leaving: Sequence[ErrorKind] = (),
    before: Callable[[Ctx, Values], None] | None = None,
) -> Method:
    """The method that deletes the row of a key.

    :param name: the method's name
    :param needed: the stored names of fields that it must name beside the key
    :param unsaid: how a call without a field of the key is refused, by the field's stored name, where it is not as the
        dialect has it
    :param leaving: what the collection's rules, or ``before``, refuse deletions with
    :param before: looks at the key before the row is looked for
    """
    refusals = unsaid or {}

    def delete(ctx: Ctx, p: TypedAdd) -> bool:
        if collection.access.grant(ctx, Operation.DELETE) is None:
            raise dialect.refusal(ctx, dialect.denied)
        said = writing.read(ctx, collection, p.fields, dialect)
        missing = [name for name in (*collection.key, *needed) if said.get(name) is None]
        if missing and missing[0] in refusals:
            raise refusals[missing[0]]()
        if missing:
            raise dialect.required(field=", ".join(dialect.name(collection.fields.by_name[each]) for each in missing))
        if before is not None:
            before(ctx, said)
        writing.delete(ctx, collection, writing.key_of(collection, said), dialect)
        return True

    words = re.sub(r"([A-Z])", lambda found: f" {found[1].lower()}", collection.noun)
    kinds = (
        *(dialect.denied, dialect.required, dialect.invalid, dialect.not_found),
        *(*dialect.misfits.values(), *refusals.values(), *leaving),
    )
    summary = f"Delete a {words} by its fields."
    return make(name, delete, params=TypedAdd, summary=summary, errors=tuple(dict.fromkeys(kinds)), writes=True)
