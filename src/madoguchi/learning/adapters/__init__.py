"""Ways to reach what learning reads."""
