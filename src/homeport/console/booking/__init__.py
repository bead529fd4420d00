"""Pages of online booking: ``/booking/``."""

from homeport.console.booking.section import Bookings

__all__ = ["Bookings"]
