"""Personal data as Japanese writes it: names, addresses, numbers."""
