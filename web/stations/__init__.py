"""The worker's stations: what was heard is handled, what happened is told, what is owed is sent."""
