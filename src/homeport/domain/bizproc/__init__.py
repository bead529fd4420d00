"""Business processes: what applications bring to them, templates, the engine that runs these, tasks of people."""
