"""The checks are checked: each of them must be able to fail."""
