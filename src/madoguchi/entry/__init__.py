"""Processes and wiring: the only room that knows every other, the environment and the adapters."""
