"""All SQL of the knowledge room."""
