"""Joining the network, declarations, rules, coalitions and activities with their sender."""
