"""The pages of circles, and where they are looked after."""
