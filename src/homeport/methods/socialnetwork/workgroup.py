"""``socialnetwork.api.workgroup.*``: groups, as newer pages read them."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty, read_flag
from homeport.domain.records import reading
from homeport.domain.records.filters import as_map
from homeport.domain.sonet_group import groups, pictures, showing
from homeport.domain.sonet_group.tools import TOOLS
from homeport.methods.family import as_id
from homeport.rpc import Params, method

EMPTY = ErrorKind("SONET_CONTROLLER_WORKGROUP_EMPTY", "No value for the workgroup ID was provided.")
NOT_FOUND = ErrorKind("SONET_CONTROLLER_WORKGROUP_NOT_FOUND", "Workgroup not found.")

MOBILE = "mobile"

_SELECTED = {"AVATAR": ("IMAGE_ID", "AVATAR_TYPE", "AVATAR")}
"""What comes with a name in ``select``."""


class Get(Params):
    params: Any = None


class List(Params):
    filter: Any = None
    select: Any = None
    order: Any = None
    params: Any = None
    start: Any = None


@method("socialnetwork.api.workgroup.get", errors=(EMPTY, NOT_FOUND))
def get(ctx: Ctx, p: Get) -> dict[str, Any]:
    """Return a group, with what is asked for beside its fields."""
    params = as_map(p.params)
    if is_empty(params.get("groupId")):
        raise EMPTY()
    row = groups.of_id(ctx, as_id(params["groupId"], NOT_FOUND), NOT_FOUND)
    answer = showing.shown(ctx, row, reading.names_of(params.get("select")))
    if params.get("mode") == MOBILE:
        answer["ADDITIONAL_DATA"] = showing.additional(ctx, row["ID"])
    return answer


@method("socialnetwork.api.workgroup.list", heavy=True)
def list_(ctx: Ctx, p: List) -> Page:
    """List groups of a site by a filter, as far as the caller sees them."""
    params = as_map(p.params)
    named = [more for name in reading.names_of(p.select) for more in _SELECTED.get(name, (name,))]
    page = reading.page(
        ctx,
        groups.of_caller(ctx, params.get("IS_ADMIN")),
        groups.WORKGROUP,
        select=["ID", *(name for name in named if name != "AVATAR")],
        filter=groups.of_site(ctx, p.filter, params.get("siteId")),
        order=p.order,
        start=p.start,
    )
    return page._replace(result={"workgroups": [_with(ctx, row, named, params) for row in page.result]})


def _with(ctx: Ctx, row: dict[str, Any], named: list[str], params: dict[str, Any]) -> dict[str, Any]:
    """A row with what ``params`` ask for. Groups have no chats yet."""
    if "AVATAR" in named:
        row["avatar"] = pictures.url(ctx, int(row["id"]), row["imageId"])
    if params.get("mode") == MOBILE:
        more = showing.additional(ctx, int(row["id"]))
        row["additionalData"] = {"role": more["ROLE"], "initiatedByType": more["INITIATED_BY_TYPE"]}
        wanted = [*reading.names_of(params.get("features")), *reading.names_of(params.get("mandatoryFeatures"))]
        if wanted:
            row["additionalData"]["features"] = [code for code in TOOLS if code in wanted]
    if read_flag(params.get("shouldSelectDialogId"), ctx.clock.zone) == "Y":
        row["dialogId"] = ""
    return row
