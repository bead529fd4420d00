"""Files over HTTP: streamed in and out, by addresses that methods have told."""
