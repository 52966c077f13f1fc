"""What the theme needs; the only package that knows MkDocs."""
