"""From ``docs/`` to the finished site; the only package that knows MkDocs."""
