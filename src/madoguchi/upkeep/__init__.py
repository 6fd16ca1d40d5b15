"""Health: what runs, what is missing, how to mend it."""
