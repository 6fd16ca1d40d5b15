"""Readers from elsewhere: what the operator of this machine named, and what it gives."""
