"""Other help desks, measured beside ours when they are given."""
