"""Recognizers of others."""
