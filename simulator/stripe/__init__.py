"""A stand-in for Stripe Checkout: sessions are made, paid on a page of its own, refunded, told of by signed webhooks.

twin.py       StripeTwin: accounts, the API, the page on which somebody pays
account.py    an account and its sessions: what happens to money there, and the events it is told by
reading.py    reading the form-encoded wishes, and refusing what Stripe refuses
"""

from simulator.stripe.account import Session, StripeAccount
from simulator.stripe.twin import StripeTwin

__all__ = ["Session", "StripeAccount", "StripeTwin"]
