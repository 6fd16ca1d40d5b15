"""Adapters of models; imported by entry only."""
