"""``crm.activity.call.*``: what is known of calls."""

from dataclasses import replace

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED
from homeport.core.rights import Operation
from homeport.domain.crm.activity.bindings import NOT_FOUND
from homeport.domain.crm.activity.reading import require
from homeport.domain.telephony import transcripts
from homeport.rpc import Id, Params, method

DENIED = replace(ACCESS_DENIED, status=403)


class OfCall(Params):
    activity_id: Id


@method("crm.activity.call.getTranscript", errors=(NOT_FOUND, DENIED))
def get_transcript(ctx: Ctx, p: OfCall) -> dict[str, str] | None:
    """Return the transcript of a call, where an application has attached one."""
    require(ctx, Operation.READ, p.activity_id, denied=DENIED, not_found=NOT_FOUND)
    said = transcripts.of_activity(ctx.tx, p.activity_id)
    return {"transcription": transcripts.as_text(said)} if said else None
