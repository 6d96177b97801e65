"""Who stands at the demo's phones: the merchant and a customer on LINE, the merchant, a customer and the page inbox on
Messenger."""

from orders.people import Contact, Staff, invite_staff
from orders.shops import Shop
from simulator import Simulator
from simulator.simulator import Person
from web.app import Running

MERCHANT = "Ploy พลอย"
HELLO = {"line": "สวัสดีค่ะ สนใจเสื้อยืดดำค่ะ", "messenger": "สวัสดีครับ มีถุงผ้าไหมครับ"}

#: Things to try, offered on the page. What begins with "/" is for the page inbox.
HINTS = [
    "เปิดบิล นก A01 2, B02 1 ส่ง EMS ลด 50 ส่งบิล",
    "new Nok A01 2, B02 1 ship EMS discount 50 send",
    "เปิดบิล ส้ม ถุงผ้า 2, สบู่ 1 ส่งบิล",
    "new",
    "A01 2",
    "สรุป",
    "รายการ",
    "ช่วยเหลือ",
    "lang en",
    "/A01 1, B01 2 ส่งบิล",
    "/new tote 1 @120 send",
]


async def cast(here: Running, simulator: Simulator, shop: Shop) -> None:
    """Give everybody a phone. The first time, the customers say hello and the merchant is linked by a code."""
    line = here.settings.shops["demo"].line
    page = here.settings.shops["demo"].messenger
    if line is None or page is None:
        raise RuntimeError("the demo's own config has both channels")
    url = here.settings.server.public_url
    account = simulator.line.add_account(
        name=shop.name,
        channel_secret=line.channel_secret.get_secret_value(),
        channel_access_token=line.channel_access_token.get_secret_value(),
        webhook_url=f"{url}/webhooks/line/demo",
    )
    fanpage = simulator.messenger.add_page(
        page_id=page.page_id,
        name=shop.name,
        app_id=page.app_id,
        app_secret=page.app_secret.get_secret_value(),
        page_access_token=page.page_access_token.get_secret_value(),
        verify_token=page.verify_token.get_secret_value(),
        webhook_url=f"{url}/webhooks/messenger",
    )
    if (till := here.settings.shops["demo"].payments.stripe) is not None:
        simulator.stripe.add_account(
            till.secret_key.get_secret_value(),
            till.webhook_secret.get_secret_value(),
            f"{url}/webhooks/payments/stripe",
        )
    phones: dict[tuple[str, str], Person] = {
        ("line", "merchant"): account.person(MERCHANT, user_id=f"U{1:032x}"),
        ("line", "customer"): account.person("Nok นก", user_id=f"U{2:032x}"),
        ("messenger", "merchant"): fanpage.person(MERCHANT, psid="1000000000000001"),
        ("messenger", "customer"): fanpage.person("Som ส้ม", psid="1000000000000002"),
    }
    for (channel, role), person in phones.items():
        simulator.cast(channel, role, person)
        contact = await Contact.get_or_none(shop_id=shop.id, channel=channel, external_id=_id_of(person))
        if role == "customer":
            await person.says(HELLO[channel])
        elif contact is None or not await Staff.exists(id=contact.staff_id or 0, active=True):
            code = await here.database.transaction(invite_staff, shop, MERCHANT, here.clock.now())
            await person.says(f"พนักงาน {code}")
    simulator.cast("messenger", "inbox", phones["messenger", "customer"])
    simulator.hints = HINTS


def _id_of(person: object) -> str:
    return str(getattr(person, "user_id", "") or getattr(person, "psid", ""))
