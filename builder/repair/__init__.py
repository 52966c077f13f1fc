"""RawDocument to Repaired: every change a recorded edit."""
