"""How much callers may do: rates, operating time, what a plan allows."""
