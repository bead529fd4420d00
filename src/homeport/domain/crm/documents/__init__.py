"""Documents about records: where their values come from, who may see them, what follows from them."""
