"""The tables of bookings and of who waits for one; types, resources and slots have theirs beside their rules."""

from sqlalchemy import Column, Index, Integer, Table, Text

from homeport.store.schema import METADATA
from homeport.store.texts import Words

BOOKING = Table(
    "booking_booking",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("NAME", Words, nullable=False),
    Column("DESCRIPTION", Words, nullable=False),
    Column("BEGINS", Integer, nullable=False),
    Column("ENDS", Integer, nullable=False),
    Column("BEGINS_IN", Text, nullable=False),
    Column("ENDS_IN", Text, nullable=False),
    Index("booking_booking_begins", "BEGINS", "ID"),
    Index("booking_booking_ends", "ENDS", "ID"),
    sqlite_autoincrement=True,
)
"""Bookings. BEGINS and ENDS are seconds since 1970, each with the zone in which it was said."""

BOOKED = Table(
    "booking_booked",
    METADATA,
    Column("BOOKING_ID", Integer, primary_key=True, autoincrement=False),
    Column("RESOURCE_ID", Integer, primary_key=True, autoincrement=False),
    Column("POSITION", Integer, nullable=False),
    Column("BEGINS", Integer, nullable=False),
    Column("ENDS", Integer, nullable=False),
    Index("booking_booked_resource", "RESOURCE_ID", "BEGINS"),
    sqlite_with_rowid=False,
)
"""What is booked by each. BEGINS and ENDS are the booking's: no two of a resource overlap."""

ENTRY = Table(
    "booking_wait_list",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("NOTE", Words, nullable=False),
    Column("CREATED", Text, nullable=False),
    Index("booking_wait_list_created", "CREATED", "ID"),
    sqlite_autoincrement=True,
)
"""Entries of the waiting list."""

LINK = Table(
    "booking_link",
    METADATA,
    Column("KIND", Text, primary_key=True),
    Column("OWNER_ID", Integer, primary_key=True, autoincrement=False),
    Column("ENTITY_TYPE_ID", Integer, primary_key=True, autoincrement=False),
    Column("ENTITY_ID", Integer, primary_key=True, autoincrement=False),
    Column("POSITION", Integer, nullable=False),
    Index("booking_link_entity", "ENTITY_TYPE_ID", "ENTITY_ID", "KIND", "OWNER_ID"),
    sqlite_with_rowid=False,
)
"""Records of the CRM that bookings (KIND ``booking``) and entries of the waiting list (``waitList``) name: contacts and
companies are their clients, deals what they are linked with."""
