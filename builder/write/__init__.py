"""Archive to Pages: Markdown, data files and the search index."""
