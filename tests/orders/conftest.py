"""A shop on an empty database, without platforms: for what the counter does before anybody hears of it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from orders.catalogue import Product, goods_changed, key
from orders.database import Database, open_database
from orders.shops import Shop, ShopTerms
from tests.world import lay_out

NOW = datetime(2026, 11, 22, 8, tzinfo=UTC)

TERMS: dict[str, Any] = {
    "shipping": [
        {"code": "EMS", "name": "ไปรษณีย์ EMS", "name_en": "EMS", "fee": "50"},
        {"code": "KG", "name": "ตามน้ำหนัก", "bands": [{"up_to_g": 500, "fee": "35"}, {"up_to_g": 2000, "fee": "60"}]},
        {"code": "PICKUP", "name": "รับที่ร้าน", "pickup": True, "fee": "0"},
    ],
    "payments": {"promptpay": {"id": "0812345678"}, "cod": {"fee": "20", "percent": "3"}},
}


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database in a file of its own."""
    await lay_out(tmp_path / "shop.db")
    db = await open_database(f"sqlite://{tmp_path}/shop.db")
    yield db
    await db.close()


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await a_shop()


async def a_shop(slug: str = "demo", **terms: Any) -> Shop:
    """A shop with the terms above, or others in their place."""
    stored = ShopTerms.model_validate(TERMS | terms).model_dump(mode="json")
    return await Shop.create(slug=slug, name="ร้านสุขใจ", created_at=NOW, stored_terms=stored)


async def a_product(shop: Shop, sku: str = "A01", **said: Any) -> Product:
    values: dict[str, Any] = {"name": "เสื้อยืดดำ", "name_en": "Black tee", "price": 19900, "on_hand": 10} | said
    product = await Product.create(shop_id=shop.id, sku=sku, sku_key=key(sku), **values)
    await goods_changed(shop)
    return product
