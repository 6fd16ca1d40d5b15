"""The SQL of jobs."""
