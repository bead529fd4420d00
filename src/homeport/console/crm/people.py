"""Who can be responsible for records and activities."""

from homeport.console.caller import Caller
from homeport.console.crm.names import full_name

MOST = 500
"""People that a form lets one choose from."""


async def people_of(call: Caller) -> list[tuple[int, str]]:
    """Ids and names of the portal's people, by their last names."""
    found: list[tuple[int, str]] = []
    start: int | None = 0
    while start is not None and len(found) < MOST:
        page = await call.answer("user.get", filter={"ACTIVE": True}, sort="LAST_NAME", start=start)
        found += [(int(each["ID"]), full_name(each)) for each in page.result]
        start = page.next
    return found
