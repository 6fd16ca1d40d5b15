"""People, visitors, roles, sign-in and API keys."""
