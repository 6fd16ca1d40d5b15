"""Files that people bring or that work leaves: bytes in a store, the truth in a table."""
