"""The sample shop: its config and its goods."""

from importlib.util import find_spec
from typing import Any

from orders.catalogue import Product, goods_changed, key
from orders.shops import Shop

CONFIG = """# Written anew at every start of `inchat demo`.
[server]
public_url = "{url}"
secret_key = "{secret_key}"
test_clock = "clock.txt"

[database]
url = "sqlite://demo.db"

[shops.demo]
name = "ร้านสุขใจ"
language = "th"
phone = "081-234-5678"
email = ""

[shops.demo.line]
channel_secret = "{channel_secret}"
channel_access_token = "{channel_access_token}"
api_base = "{url}/simulator/line"

[shops.demo.messenger]
app_id = "1517776481860111"
app_secret = "{app_secret}"
verify_token = "demo"
page_id = "682498302938465"
page_access_token = "{page_access_token}"
api_base = "{url}/simulator/graph"
attachment_hosts = ["{url}"]

[[shops.demo.shipping]]
code = "EMS"
name = "ไปรษณีย์ด่วน EMS"
name_en = "EMS"
carrier = "thailand_post"
fee = 50
free_over = 1500
remote = {{ postal_codes = ["58130", "63150"], fee = 30 }}

[[shops.demo.shipping]]
code = "REG"
name = "ลงทะเบียน"
name_en = "Registered post"
carrier = "thailand_post"
bands = [ {{ up_to_g = 500, fee = 30 }}, {{ up_to_g = 1000, fee = 40 }}, {{ up_to_g = 3000, fee = 65 }} ]

[[shops.demo.shipping]]
code = "PICKUP"
name = "รับเองที่ร้าน"
name_en = "Pick up at the shop"
pickup = true
fee = 0

[shops.demo.payments]
promptpay = {{ id = "081-234-5678", name = "ร้านสุขใจ" }}
cod = {{ fee = 20, percent = 3 }}
{cards}
[[shops.demo.payments.bank_transfer]]
bank = "กสิกรไทย"
account_number = "123-4-56789-0"
account_name = "ร้านสุขใจ โดย พลอย ใจดี"
"""

#: Where Stripe's package is not installed the demo takes no cards.
CARDS = """stripe = {{ secret_key = "{stripe_secret_key}", webhook_secret = "{stripe_webhook_secret}", \
api_base = "{url}/simulator/stripe" }}
"""

GOODS: tuple[dict[str, Any], ...] = (
    {"sku": "A01", "name": "เสื้อยืดดำ", "name_en": "Black tee", "options": {"ไซส์": "M"}, "price": 19900, "on_hand": 20,
     "weight_g": 180, "aliases": ["เสื้อดำ M", "tee M"], "picture": "tee"},
    {"sku": "A02", "name": "เสื้อยืดดำ", "name_en": "Black tee", "options": {"ไซส์": "L"}, "price": 19900, "on_hand": 15,
     "weight_g": 190, "aliases": ["เสื้อดำ L", "tee L"], "picture": "tee"},
    {"sku": "B01", "name": "แก้วเซรามิก", "name_en": "Ceramic mug", "price": 15000, "on_hand": 12, "weight_g": 350,
     "aliases": ["แก้ว", "mug"], "picture": "mug"},
    {"sku": "B02", "name": "ถุงผ้าแคนวาส", "name_en": "Canvas tote", "price": 12900, "on_hand": 30, "weight_g": 150,
     "aliases": ["ถุงผ้า", "tote"], "picture": "tote"},
    {"sku": "C01", "name": "เทียนหอมมะลิ", "name_en": "Jasmine candle", "price": 25000, "on_hand": 6, "weight_g": 260,
     "aliases": ["เทียน", "candle"], "picture": "candle"},
    {"sku": "C02", "name": "สบู่มะพร้าว", "name_en": "Coconut soap", "price": 8900, "on_hand": 3, "weight_g": 100,
     "aliases": ["สบู่", "soap"], "picture": "soap"},
)  # fmt: skip


def config_text(url: str, keys: dict[str, str]) -> str:
    """The demo's config.toml."""
    cards = CARDS.format(url=url, **keys) if find_spec("stripe") else ""
    return CONFIG.format(url=url, cards=cards, **keys)


async def stock_shop(shop: Shop, url: str) -> None:
    """Put the goods on the shelf; those already there keep what the visitor made of them, but for the picture."""
    for goods in GOODS:
        picture = f"{url}/demo/pictures/{goods['picture']}.png"
        about = {name: value for name, value in goods.items() if name != "picture"}
        known = await Product.filter(shop_id=shop.id, sku_key=key(goods["sku"])).update(image_url=picture)
        if not known:
            await Product.create(shop_id=shop.id, sku_key=key(goods["sku"]), image_url=picture, **about)
    await goods_changed(shop)
