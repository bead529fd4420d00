"""Faults that tests ask for."""

import msgspec

from homeport.control.endpoint import DONE, Chosen, Done, endpoint, not_there
from homeport.core.values import Id
from homeport.domain.portal.calls import faults
from homeport.domain.portal.calls.faults import Rule


class FaultFacts(msgspec.Struct, frozen=True):
    """A fault.

    :param id: the request log marks each firing with it
    """

    id: int
    rule: Rule


@endpoint("GET", "/faults")
def listed(chosen: Chosen) -> list[FaultFacts]:
    """List the faults of a portal, in the order in which they are tried."""
    return [FaultFacts(*each) for each in chosen.read(faults.listed)]


@endpoint("POST", "/faults", status=201)
def add(chosen: Chosen, body: Rule) -> FaultFacts:
    """Ask for a fault: an error, a status, a delay or a dropped connection on the calls that the rule covers."""
    return FaultFacts(chosen.write(lambda tx: faults.add(tx, body)), body)


@endpoint("DELETE", "/faults/{fault_id}")
def remove(chosen: Chosen, fault_id: Id) -> Done:
    """Take a fault back."""
    if not chosen.write(lambda tx: faults.remove(tx, fault_id)):
        raise not_there(f"There is no fault {fault_id}. List them with: GET /_homeport/faults")
    return DONE


@endpoint("DELETE", "/faults")
def clear(chosen: Chosen) -> Done:
    """Take every fault back."""
    chosen.write(faults.clear)
    return DONE
