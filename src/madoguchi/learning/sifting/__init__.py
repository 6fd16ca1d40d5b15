"""What a source says more than once: repeated blocks, documents that are nearly the same."""
