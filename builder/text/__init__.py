"""Positions, edits, folding and numerals: text itself, knowing nothing of notices."""
