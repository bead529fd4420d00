"""Tables that people bring in, while they are made into records."""
