"""Events: what applications are told of when it changes."""
