"""Stand-ins for the LINE Messaging API and Meta's Graph API, strict as they are, and a page of phones.

simulator.py     Simulator: both twins, one web application, start and close
line/            accounts, people and groups; the API and every limit of its messages
messenger/       pages and people; the Graph API, the 24-hour window, echoes
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

__all__ = ["ChatMessage", "LineTwin", "MessengerTwin", "Simulator"]
