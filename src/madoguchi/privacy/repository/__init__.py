"""SQL of the privacy room."""
