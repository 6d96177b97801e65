"""What a payment gateway told, heard: in the worker's transaction, which marks the row as well."""

import logging
from datetime import datetime, timedelta

import orjson

from orders import gateway
from orders.gateway import WentBack
from orders.queues import Inbound
from orders.shops import Shop
from orders.stages import Refusal
from webhooks import payments

log = logging.getLogger("inchat.worker")

#: So long Stripe goes on telling of a payment, so so long a refund of it may wait.
#: https://docs.stripe.com/webhooks#retries
TOLD_WITHIN = timedelta(days=3)


async def hear_of_money(row: Inbound, shop: Shop, now: datetime) -> bool:
    """Whether the row is done with: else it waits for the payment it is about. What is of no order here is noted on the
    row and nothing else: the same keys may sell other things, too."""
    told = payments.told(orjson.loads(row.body))
    outcome: object = None
    if isinstance(told, WentBack):
        outcome = await gateway.went_back(told, shop, now)
        gives_up = row.received_at + TOLD_WITHIN
        if isinstance(outcome, Refusal) and outcome.reason == "no_such_payment" and now < gives_up:
            row.due_at = gives_up
            await row.save(update_fields=["due_at"])
            return False
    elif told is not None:
        outcome = await gateway.came_in(told, shop, now)
        early = Inbound.filter(state="waiting", lane__startswith=payments.refunds_of(row.lane))
        await early.update(due_at=now)
    if isinstance(outcome, Refusal):
        log.warning("%s of %s is noted only: %s", row.kind, shop.slug, outcome.reason)
        row.error = outcome.reason
    row.state = "done"
    await row.save(update_fields=["state", "error"])
    return True
