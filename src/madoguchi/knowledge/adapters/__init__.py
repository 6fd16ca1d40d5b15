"""Adapters of knowledge; imported by entry only."""
