"""Builds the archive: raw notices in, cleaned text with evidence, Markdown pages and data out."""
