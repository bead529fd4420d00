"""``telephony.call.*``: what is attached to calls."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.telephony import transcripts
from homeport.rpc import Underscored, method


class Transcription(Underscored):
    call_id: Any = None
    messages: Any = None
    cost: Any = None
    cost_currency: Any = None


@method(
    "telephony.call.attachTranscription",
    writes=True,
    errors=(
        transcripts.NO_CALL,
        transcripts.NOT_AN_ARRAY,
        transcripts.NO_SIDE,
        transcripts.NO_START,
        transcripts.NO_STOP,
        transcripts.NO_MESSAGE,
        transcripts.NOT_FOUND,
    ),
)
def attach(ctx: Ctx, p: Transcription) -> dict[str, int]:
    """Attach a transcript to a call that has ended."""
    return {"TRANSCRIPT_ID": transcripts.attach(ctx, p.call_id, p.messages, p.cost, p.cost_currency)}
