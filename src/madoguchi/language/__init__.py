"""Recognise a language; analyse text for search."""
