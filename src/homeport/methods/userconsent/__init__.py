"""``userconsent.*``."""
