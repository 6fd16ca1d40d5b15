"""Speed and quality, measured: what `make bench` runs."""
