"""Modules: what is done with documents after they are learned. Anyone can write one."""
