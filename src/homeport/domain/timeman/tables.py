"""The tables of working time."""

from sqlalchemy import Column, Float, Index, Integer, Table, Text

from homeport.store.schema import METADATA

WORKDAY = Table(
    "timeman_workday",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("USER_ID", Integer, nullable=False),
    Column("STATUS", Text, nullable=False),
    Column("STARTED", Integer, nullable=False),
    Column("ENDED", Integer),
    Column("PAUSED", Integer),
    Column("BREAKS", Integer, nullable=False),
    Column("OFFSET", Integer, nullable=False),
    Column("APPROVED", Text, nullable=False),
    Column("REPORT", Text, nullable=False),
    Column("IP_OPEN", Text, nullable=False),
    Column("IP_CLOSE", Text, nullable=False),
    Column("LAT_OPEN", Float, nullable=False),
    Column("LON_OPEN", Float, nullable=False),
    Column("LAT_CLOSE", Float, nullable=False),
    Column("LON_CLOSE", Float, nullable=False),
    Index("timeman_workday_of_user", "USER_ID", "STARTED"),
    sqlite_autoincrement=True,
)
"""Days at work. Moments are seconds since 1970; PAUSED says since when there is a break, BREAKS how many seconds there
were of them, and OFFSET by how many seconds the zone in which the day began is ahead of UTC."""

ABSENCE = Table(
    "timeman_absence",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("USER_ID", Integer, nullable=False),
    Column("WORKDAY_ID", Integer, nullable=False),
    Column("TYPE", Text, nullable=False),
    Column("STARTED", Integer, nullable=False),
    Column("ENDED", Integer),
    Column("REPORT_TYPE", Text, nullable=False),
    Column("REPORT_TEXT", Text, nullable=False),
    Column("EVENT_ID", Integer),
    Column("IP_START", Text, nullable=False),
    Column("IP_END", Text, nullable=False),
    Index("timeman_absence_of_workday", "WORKDAY_ID", "ID"),
    sqlite_autoincrement=True,
)
"""What was noted of days: when they began and ended, and breaks, with what people say of them. One that lasts has no
end."""

OPTION = Table(
    "timeman_option",
    METADATA,
    Column("NAME", Text, primary_key=True),
    Column("VALUE", Text, nullable=False),
)
"""The portal's settings of working time, as JSON; what was never set is not there."""
