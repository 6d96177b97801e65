"""A line of goods read and its goods found among ten thousand: what every message of a shop with many goods costs."""

from itertools import product as every
from time import perf_counter

from bench.figures import Figure, at, middle
from bot.speech.meaning import Moment
from bot.understanding import understand
from orders.catalogue import Catalogue, Product, key

KINDS = ("เสื้อยืด/tee", "เสื้อเชิ้ต/shirt", "กางเกงยีนส์/jeans", "กระเป๋าผ้า/tote bag", "รองเท้าแตะ/sandals", "หมวกแก๊ป/cap",
         "แก้วเซรามิก/ceramic mug", "เดรสยาว/maxi dress", "ผ้าพันคอ/scarf", "เสื้อกันหนาว/sweater")  # fmt: skip
STYLES = ("คอกลม/round neck", "แขนยาว/long sleeve", "ลายทาง/striped", "ลายดอก/floral", "โอเวอร์ไซส์/oversize",
          "ผ้าฝ้าย/cotton", "วินเทจ/vintage", "พรีเมียม/premium", "มินิมอล/minimal", "ปักมือ/embroidered")  # fmt: skip
MAKERS = (
    "อรุณ/Arun",
    "มะลิ/Mali",
    "สยาม/Siam",
    "นารา/Nara",
    "โคโตะ/Koto",
    "ใบบัว/Baibua",
    "ปลาย/Plai",
    "ดาว/Dao",
    "ริน/Rin",
    "พิม/Pim",
)
COLOURS, SIZES = ("ดำ", "ขาว", "แดง", "เขียว", "น้ำเงิน"), ("M", "L")

#: As customers and staff write: codes, names with choices in any order, glued, misspelt, half said, unknown.
LINES = (
    "P00042 2", "p 00042 x2", "เอา P01234 1 ตัว", "เสื้อยืดคอกลม อรุณ ดำ M 2 ตัว", "เสื้อยืดคอกลมอรุณสีดำไซส์M 1",
    "Siam striped tee black M 2", "เดรสยาวลายดอก มะลิ แดง L 1", "รองเทาแตะวินเทจ ดาว ขาว M 1 คู่", "เสือยืดคอกลมสยามดำ L 3",
    "กระเป๋าผ้า ปักมือ Plai 2 ใบ", "เสื้อ แดง 1", "sim stripd tee black 2", "หมวกแก๊ป มินิมอล น้ำเงิน 1", "น้ำปลา 2 ขวด",
    "ceramic mug cotton Rin white 1", "ขอ กางเกงยีน ลายทาง พิม เขียว M 2 ตัวค่ะ", "P0O042 1",
    "ผ้าพันคอพรีเมียม นารา เขียว L 1 ผืน",
)  # fmt: skip


async def run(quick: bool = False) -> list[Figure]:
    goods = all_goods()
    built = []
    for _ in range(1 if quick else 7):
        begun = perf_counter()
        catalogue = Catalogue(goods)
        built.append(1000 * (perf_counter() - begun))
    moment = Moment("merchant", open_order=True)
    took = [_time(catalogue, line, moment) for _ in range(1 if quick else 100) for line in LINES]
    return [
        Figure("finding: a line parsed, its goods found", middle(took), "ms", 3),
        Figure("finding: the same, 95 of 100 lines below", at(0.95, took), "ms"),
        Figure("finding: the index of 10,000 products", middle(built), "ms", 300),
    ]


def all_goods() -> list[Product]:
    """A thousand names in ten variants each."""
    goods: list[Product] = []
    for kind, style, maker in every(KINDS, STYLES, MAKERS):
        (thing, thing_en), (look, look_en), (who, who_en) = (both.split("/") for both in (kind, style, maker))
        for colour, size in every(COLOURS, SIZES):
            sku = f"P{len(goods):05d}"
            goods.append(
                Product(
                    id=len(goods), sku=sku, sku_key=key(sku), name=f"{thing}{look} {who}", price=19900, aliases=[],
                    name_en=f"{who_en} {look_en} {thing_en}", options={"สี": colour, "ไซส์": size}, active=True,
                )
            )  # fmt: skip
    return goods


def _time(catalogue: Catalogue, line: str, moment: Moment) -> float:
    """Milliseconds for one line. What it says may be in the counter's words, in natural speech, or nothing."""
    begun = perf_counter()
    understood = understand(line, moment)
    said = [getattr(command, "item", "") for command in understood.commands or ()]
    for name in said or [item.query for item in understood.meaning.items] or [line]:
        catalogue.find(name)
    return 1000 * (perf_counter() - begun)
