"""How people like to look at lists of records."""
