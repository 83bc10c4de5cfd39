"""The migrations that bring a database from any older version to this one."""
