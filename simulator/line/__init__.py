"""The LINE platform in small.

twin.py      LineTwin: accounts, what was called, ordered failures, disorder
account.py   LineAccount: people, groups, reply tokens, quota, webhooks
people.py    what a person or a group does
events.py    webhook events, byte for byte as LINE sends them
api.py       the endpoints
sending.py   reply, push and their validation
messages.py templates.py flex.py actions.py    every limit of a message
reading.py   what a person sees of it
"""

from simulator.line.twin import LineTwin

__all__ = ["LineTwin"]
