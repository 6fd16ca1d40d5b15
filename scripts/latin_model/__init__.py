"""Makes the model of Latin script: ``python -m scripts.latin_model``."""
