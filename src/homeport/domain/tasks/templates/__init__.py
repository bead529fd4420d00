"""Templates of tasks: what new tasks are made from, by people and by the clock."""
