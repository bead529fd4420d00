"""What is done to calls on the way: faults, repeats, the request log's entries."""
