"""Leaf of the house: ids, clock, errors, database, events, connection. Imports no room."""
