"""What is said of access is what access does, for every user and record of portals put together at random."""

import pytest

from homeport.core.ctx import Credential, Ctx
from homeport.core.owner import ACTIVITY, Owner
from homeport.core.rights import LETTERS, Operation
from homeport.domain.crm import access
from homeport.domain.crm.explain import OfRecord, explain, type_id_of
from homeport.domain.portal.portal import actor_of
from tests.conftest import Wire
from tests.stateful.rules import OPERATIONS
from tests.stateful.test_access import World, world  # noqa: F401  the fixture

REFUSING = ("is somebody else", "is in no department", "No role of the user", "has no role", "There is no")


def agrees(found: OfRecord) -> bool:
    """Whether the words, the roles and the verdict say the same."""
    highest = max((role.level for role in found.roles), key=lambda letter: LETTERS[letter], default="")
    says_no = any(text in found.why for text in REFUSING)
    return says_no is not found.allowed and (found.why.startswith("Admin") or highest == found.level)


def test_the_explanation_agrees_with_the_rules_for_every_record(world: World) -> None:  # noqa: F811
    with world.wire.portal.store.snapshot() as tx:
        for user in world.works_in:
            ctx = Ctx(tx, Credential("", actor_of(tx, user), frozenset()), world.wire.portal.clock)
            for record in world.random.sample(world.records, 20):
                for name in OPERATIONS:
                    operation = Operation(name)
                    found = explain(tx, user, operation, record.type_id, record.id)
                    assert found.allowed == world.may(user, name, record)
                    assert found.allowed == access.may(ctx, operation, Owner(record.type_id, record.id))
                    assert agrees(found.records[0]), found


def test_the_explanation_agrees_with_the_rules_for_every_activity(world: World) -> None:  # noqa: F811
    with world.wire.portal.store.snapshot() as tx:
        for user in world.works_in:
            for activity, bound in world.activities.items():
                for name, decides in (("READ", "READ"), ("WRITE", "WRITE"), ("DELETE", "WRITE"), ("ADD", "WRITE")):
                    found = explain(tx, user, Operation(name), ACTIVITY, activity)
                    assert found.decided_by == decides
                    assert found.allowed == any(world.may(user, decides, record) for record in bound)
                    assert {(each.entity_type_id, each.id) for each in found.records} == {
                        (record.type_id, record.id) for record in bound
                    }
                    assert all(agrees(each) for each in found.records)


def test_what_is_not_there_is_said(wire: Wire) -> None:
    with wire.portal.store.snapshot() as tx:
        assert explain(tx, 3, Operation.READ, 2, 10**9).why == f"There is no DEAL {10**9}."
        assert explain(tx, 3, Operation.READ, ACTIVITY, 10**9).why == f"There is no activity {10**9}."
        assert not explain(tx, 1, Operation.READ, 150, 1).allowed
        with pytest.raises(LookupError):
            explain(tx, 77, Operation.READ, 2, 1)
        with pytest.raises(ValueError, match="EXPORT"):
            explain(tx, 3, Operation.EXPORT, ACTIVITY, 1)


def test_types_are_named_by_their_words_or_numbers() -> None:
    assert [type_id_of(word) for word in ("deal", "LEAD", "activity", "130", "dynamic_130", "31")] == [
        2,
        1,
        6,
        130,
        130,
        31,
    ]
    for word in ("", "thing", "-1", "5", "9" * 30, "٣"):
        with pytest.raises(ValueError, match="is no type"):
            type_id_of(word)


def test_roles_are_named_with_how_the_user_has_them(wire: Wire) -> None:
    with wire.portal.store.snapshot() as tx:
        found = explain(tx, 6, Operation.READ, 2, 3).records[0].roles[0]
    assert (found.role, found.because, found.entry, found.level) == (
        "support", ["DR3 Support and departments below"], "DEAL", "D",
    )  # fmt: skip
