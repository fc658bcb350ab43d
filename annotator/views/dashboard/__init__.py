"""The dashboard: charts that are painted from tables, and can be read and copied as tables."""
