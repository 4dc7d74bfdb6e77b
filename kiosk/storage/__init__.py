"""The only SQL: tables, migrations and queries, alike on SQLite and PostgreSQL."""
