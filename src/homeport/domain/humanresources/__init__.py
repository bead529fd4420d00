"""The company's structure as REST 3.0 reads it."""
