"""Documents of every common kind turned into Markdown that remembers where it was read."""
