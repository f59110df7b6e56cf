"""What people do with circles, sessions and agendas."""
