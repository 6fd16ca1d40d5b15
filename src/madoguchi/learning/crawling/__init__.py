"""Reads sites: politely, within bounds, and without forgetting where it was."""
