"""Online booking: resources, when they may be booked, bookings of them, and who waits for one."""
