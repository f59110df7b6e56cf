"""Reading for home: remarks, and what each start page shows."""
