"""Names, addresses and what has a cue, in Latin script."""
