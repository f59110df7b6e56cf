"""Learning circles: series, sessions, the five fixed themes, insights and agreements."""
