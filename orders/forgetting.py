"""What is not kept for ever: what was heard and said, and what was proposed and never ordered."""

from datetime import datetime

from orders.proposals import Proposal
from orders.queues import MOST_ROWS, Inbound, Outbound
from orders.sayings import Saying


async def forget_before(before: datetime) -> int:
    """Forget what was finished, said or proposed before then; how many rows that were. Orders stay, and so does what
    still waits."""
    heard = 0
    while old := await _oldest_heard(before):
        heard += await Inbound.filter(id__in=old).delete()
    sent = await Outbound.filter(created_at__lt=before).exclude(state="waiting").delete()
    said = await Saying.filter(at__lt=before).delete()
    return heard + sent + said + await Proposal.filter(created_at__lt=before).delete()


async def _oldest_heard(before: datetime) -> list[int]:
    """Finished rows among the oldest. Ids rise with time, so no index of times has to be kept: it would make each
    webhook dearer."""
    oldest = await Inbound.all().order_by("id").limit(MOST_ROWS).values_list("id", "state", "received_at")
    return [row_id for row_id, state, received_at in oldest if state != "waiting" and received_at < before]
