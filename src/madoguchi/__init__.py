"""Madoguchi (窓口): an AI help desk that has read your site."""

__version__ = "0.1.0"
