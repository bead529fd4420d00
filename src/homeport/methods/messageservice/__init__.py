"""``messageservice.*``: senders of messages to phones."""
