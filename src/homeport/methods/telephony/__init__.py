"""``telephony.*``: calls that applications tell of."""
