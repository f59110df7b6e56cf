"""Front page, start pages, search, statements and error pages; imported by nobody."""
