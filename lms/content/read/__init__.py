"""From files to packages: everything is read, every problem is kept, nothing is written."""
