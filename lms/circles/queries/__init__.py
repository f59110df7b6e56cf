"""Reading circles, sessions and agendas."""
