"""What makes a package unfit to be shown, by subject; every check is a pure function from a package to problems."""
