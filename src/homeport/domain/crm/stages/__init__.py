"""Directories, pipelines and the stages in them."""
