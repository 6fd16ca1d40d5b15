"""SQL of the learning room."""
