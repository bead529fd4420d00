"""``booking.v1.*``: online booking."""
