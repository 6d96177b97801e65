"""The shop: what is sold, owed, paid and shipped. Rows, rules, use cases and the queues. Imports nothing of ours."""
