"""What portals are made from."""

from homeport.control.endpoint import DONE, Chosen, Done, Plane, endpoint
from homeport.control.portals import Save, SavedFacts
from homeport.portals import saved


@endpoint("GET", "/baseline")
def listed(plane: Plane) -> list[SavedFacts]:
    """List the baselines."""
    return [SavedFacts(*each) for each in saved.baselines(plane.folder)]


@endpoint("POST", "/baseline", status=201)
def save(chosen: Chosen, body: Save) -> Done:
    """Save a portal's contents as a baseline, with its webhooks and applications, but signed in to by nobody."""
    saved.save_baseline(chosen.folder, body.name, chosen.name, replace=body.replace)
    return DONE


@endpoint("DELETE", "/baseline/{name}")
def remove(plane: Plane, name: str) -> Done:
    """Remove a baseline. Portals made from it stay."""
    saved.remove_baseline(plane.folder, name)
    return DONE
