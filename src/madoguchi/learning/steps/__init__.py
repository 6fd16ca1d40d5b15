"""The steps of a run, each done as jobs of their own."""
