"""Hide personal data before it reaches a model, and bring it back for whom it belongs to."""
