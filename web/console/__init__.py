"""The console: what the person who runs the shop types into a terminal.

`web/cli.py` lists every command; here is one file per noun: `products`, `staff`, `orders`, `queues`,
`customers` (with `people` and `forgetting`), `backup`, `checks`, `setup` (init), `serving` (serve, demo, migrate).
`opening` opens the shop for all of them, `printing` and `paper` are what they print on, `stopping` is how they
give up.
"""
