"""``humanresources.*`` of REST 3.0: the company's structure."""
