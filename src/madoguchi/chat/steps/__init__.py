"""The named steps of one round, one file each."""
