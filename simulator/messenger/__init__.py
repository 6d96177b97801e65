"""The Messenger platform in small.

twin.py      MessengerTwin: pages, what was called, ordered failures, disorder
page.py      FacebookPage: people, subscriptions, webhooks
people.py    what a person does, and what the page's own staff types in its inbox
events.py    webhook bodies, byte for byte as Meta sends them
api.py       the Graph endpoints
sending.py   the Send API: who may be written to, and the echo
payloads.py  every limit of a message
reading.py   what a person sees of it
"""

from simulator.messenger.twin import MessengerTwin

__all__ = ["MessengerTwin"]
