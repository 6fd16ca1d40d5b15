"""How well what is learned answers a person's own questions, run after run."""
