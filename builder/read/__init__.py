"""Bytes to RawDocument, one module per input format."""
