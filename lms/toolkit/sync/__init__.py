"""Items in folders: reading, comparing, storing and writing them."""
