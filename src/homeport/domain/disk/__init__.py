"""The disk: storages with folders and files, their versions, the trash, and who may do what to them."""
