"""Portable documents: lines, columns, headings and tables out of placed characters."""
