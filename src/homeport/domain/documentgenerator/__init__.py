"""Documents that are made from templates: who may do what, how they are numbered, how regions write."""
