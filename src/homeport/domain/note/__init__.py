"""Knowledge bases: documents in trees, and the files in them."""
