"""Information blocks: the properties of their elements, as the catalogue's products have them."""
