"""``booking.v1.*``."""
