"""How a text comes apart: its blocks, their pieces, and where these stand in the document."""
