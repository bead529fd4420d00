"""What holds of telephony at every moment."""

from sqlalchemy import select

from homeport.domain.portal.apps.tables import APP
from homeport.domain.portal.tables import USER
from homeport.domain.records.integrity import orphans, rule
from homeport.domain.telephony import sip
from homeport.domain.telephony.statistics import TABLE
from homeport.domain.telephony.tables import CALL, CARD, DEVICE, LINE, RECORDING, TRANSCRIPT

RULES = (
    orphans("External lines of applications that do not exist", LINE.c.APP_ID, APP),
    orphans("Calls of applications that do not exist", CALL.c.APP_ID, APP),
    orphans("Calls of users that do not exist", CALL.c.USER_ID, USER),
    orphans("Cards of calls that do not exist", CARD.c.CALL, CALL),
    orphans("Ended calls of users that do not exist", TABLE.c.PORTAL_USER_ID, USER),
    orphans("Recordings of calls that have not ended", RECORDING.c.CALL, TABLE),
    orphans("Transcripts of calls that have not ended", TRANSCRIPT.c.CALL, TABLE),
    orphans("SIP devices of users that do not exist", DEVICE.c.USER_ID, USER),
    rule(
        "SIP lines of applications that do not exist",
        select(sip.TABLE.c.ID)
        .where(sip.TABLE.c.APP_ID != sip.WEBHOOKS, sip.TABLE.c.APP_ID.not_in(select(APP.c.ID)))
        .order_by(sip.TABLE.c.ID),
    ),
    rule(
        "Ended calls without the transcript that they name",
        select(TABLE.c.ID)
        .where(TABLE.c.TRANSCRIPT_ID.is_not(None), TABLE.c.TRANSCRIPT_ID.not_in(select(TRANSCRIPT.c.ID)))
        .order_by(TABLE.c.ID),
    ),
)
