"""Programme, tranches, neighbourhoods, teams, action card, progress, moments, milestones and risks."""
