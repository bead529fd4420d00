"""``im.*``: people and departments as the messenger shows them."""
