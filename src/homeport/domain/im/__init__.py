"""People and departments as the messenger shows them."""
