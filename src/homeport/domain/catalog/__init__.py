"""The commercial catalogue: what products are measured in, taxed with and sold for."""
