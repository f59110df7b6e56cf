"""What every feature stands on: the database, the unit of work, access, slots and the outbox."""
