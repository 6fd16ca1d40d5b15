"""Documents, passages, search and citations."""
