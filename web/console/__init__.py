"""The console: what the person who runs the shop types into a terminal.

`web/cli.py` lists every command; here is one file per noun: `products`, `staff`, `orders`, `queues`, `customers`,
`backup`, `checks`, `setup` (init), `serving` (serve, demo, migrate). `opening` opens the shop for all of them, `printing`
is what they print with, and `stopping` is how they give up.
"""
