"""One conversation: keep, look up, answer with citations, never lose a word."""
