"""Comments of tasks: what people say of them, with files of the disk."""
