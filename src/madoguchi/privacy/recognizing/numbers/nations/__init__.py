"""Numbers that states give to their people."""
