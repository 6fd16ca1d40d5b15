"""Turn documents into passages that can be found."""
