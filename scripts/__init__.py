"""What `make` runs: set-up, checks and generated files."""
