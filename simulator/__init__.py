"""Stand-ins for the LINE Messaging API, Meta's Graph API and Stripe Checkout, strict as they are; a page of phones.

simulator.py     Simulator: both twins, one web application, start and close
line/            accounts, people and groups; the API and every limit of its messages
messenger/       pages and people; the Graph API, the 24-hour window, echoes
stripe/          a page where orders are paid by card, and what is told of it
chats.py         what can be seen in a chat, and waiting for what comes next
shapes.py        checks that name what is wrong with a request, and counting.py its two units
switchboard.py   what the product called, and failures ordered for the next calls
post.py          carrying webhooks to the product, on time or in disorder
page.py control.py static/    the phones for people
"""

from simulator.chats import ChatMessage
from simulator.line import LineTwin
from simulator.messenger import MessengerTwin
from simulator.simulator import Simulator
from simulator.stripe import StripeTwin

__all__ = ["ChatMessage", "LineTwin", "MessengerTwin", "Simulator", "StripeTwin"]
