"""Kinds of personal data that a form and a checksum tell, in every script."""
