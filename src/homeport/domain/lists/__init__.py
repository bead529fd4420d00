"""Universal lists: their fields, sections and elements, and who may do what."""
