"""Tables of people, beside the portal's own."""

from sqlalchemy import Column, Integer, Table, Text

from homeport.store.schema import METADATA

STATUS = Table(
    "im_status",
    METADATA,
    Column("USER_ID", Integer, primary_key=True),
    Column("STATUS", Text),
    Column("IDLE", Text),
)
"""What people say of themselves, and since when they have stepped away."""
