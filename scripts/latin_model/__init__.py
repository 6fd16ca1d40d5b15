"""Makes the model that reads names and addresses in Latin script: ``python -m scripts.latin_model``."""
