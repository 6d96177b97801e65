"""The shop and its terms: how it ships, how it is paid, when a bill is due, whom it tells.

The terms are read from the config file when a shop is made and kept with the shop from then on. Amounts are written in
baht there and are satang here.
"""

import re
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, SecretStr, model_validator
from tortoise import fields
from tortoise.models import Model

from orders.money import baht, percent_of, satang
from orders.notices import Notices
from orders.promptpay import target
from orders.stages import Refusal


def _to_satang(value: Any) -> int:
    amount = satang(value) if isinstance(value, (str, int, float, Decimal)) and not isinstance(value, bool) else None
    if amount is None:
        raise ValueError(f'"{value}" is not an amount in baht with at most two decimals')
    return amount


_DURATION = re.compile(r"(\d+)([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def _to_seconds(value: Any) -> int | None:
    if value == "" or value is None:
        return None
    match = _DURATION.fullmatch(str(value))
    if match is None:
        raise ValueError(f'"{value}" is not a duration such as "90s", "30m", "48h" or "2d"')
    return int(match[1]) * _SECONDS[match[2]]


#: An amount written in baht, held in satang.
Baht = Annotated[int, BeforeValidator(_to_satang), PlainSerializer(baht)]
#: A span of time written "48h", held in seconds; "" is None: never.
Duration = Annotated[int | None, BeforeValidator(_to_seconds), PlainSerializer(lambda s: "" if s is None else f"{s}s")]


class Terms(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Band(Terms):
    up_to_g: int = Field(gt=0)
    fee: Baht


class Remote(Terms):
    postal_codes: list[str]
    fee: Baht


class ShippingMethod(Terms):
    """One way to send. Exactly one of `fee`, `first_item` + `next_item`, `bands` says what it costs."""

    code: str = Field(min_length=1, max_length=40)
    name: str = Field(min_length=1)
    name_en: str = ""
    carrier: str = ""
    pickup: bool = False
    free_over: Baht | None = None
    remote: Remote | None = None
    fee: Baht | None = None
    first_item: Baht | None = None
    next_item: Baht | None = None
    bands: list[Band] | None = None

    @model_validator(mode="after")
    def _one_price(self) -> Self:
        by_item = self.first_item is not None or self.next_item is not None
        if by_item and (self.first_item is None or self.next_item is None):
            raise ValueError("first_item and next_item go together")
        if sum((self.fee is not None, by_item, self.bands is not None)) != 1:
            raise ValueError("needs exactly one of fee, first_item + next_item, bands")
        if self.bands is not None:
            limits = [band.up_to_g for band in self.bands]
            if not limits or limits != sorted(set(limits)):
                raise ValueError("bands must ascend by up_to_g")
        return self

    def table_fee(self, pieces: int, grams: int | None, subtotal: int, postal_code: str | None) -> int | None:
        """The fee in satang for `pieces` goods of `grams` (None: some weight is unknown); None when a person must say.

        `free_over` compares the subtotal before the order discount and never waives the remote surcharge.
        """
        fee = self._goods_fee(pieces, grams)
        if fee is None:
            return None
        if self.free_over is not None and subtotal >= self.free_over:
            fee = 0
        if self.remote is not None and postal_code in self.remote.postal_codes:
            fee += self.remote.fee
        return fee

    def _goods_fee(self, pieces: int, grams: int | None) -> int | None:
        if self.fee is not None:
            return self.fee
        if self.first_item is not None and self.next_item is not None:
            return self.first_item + max(0, pieces - 1) * self.next_item if pieces else 0
        if grams is None:
            return None
        return next((band.fee for band in self.bands or [] if grams <= band.up_to_g), None)


class PromptPay(Terms):
    id: str
    name: str = ""

    @model_validator(mode="after")
    def _a_known_length(self) -> Self:
        if isinstance(whom := target(self.id), Refusal):
            raise ValueError(
                "id must be a mobile number (10 digits), a citizen or tax id (13) or an e-wallet (15), "
                f"not {whom.facts['digits']} digits"
            )
        return self


class BankAccount(Terms):
    bank: str
    account_number: str
    account_name: str


class Cod(Terms):
    fee: Baht = 0
    percent: Decimal = Field(default=Decimal(0), ge=0, le=100, max_digits=5, decimal_places=2)

    def fee_for(self, amount: int) -> int:
        """The COD fee in satang on goods and shipping of `amount`."""
        return self.fee + percent_of(amount, int(self.percent * 100))


class Stripe(Terms):
    """Cards, and whatever else the shop has switched on at Stripe. The keys live in the config file only: a shop's
    stored terms are without them and just say that it is so."""

    secret_key: SecretStr = Field(default=SecretStr(""), exclude=True)
    webhook_secret: SecretStr = Field(default=SecretStr(""), exclude=True)
    api_base: str = "https://api.stripe.com"

    @model_validator(mode="after")
    def _both_keys_and_an_address(self) -> Self:
        keys = {"secret_key": self.secret_key, "webhook_secret": self.webhook_secret}
        lacking = [name for name, key in keys.items() if not key.get_secret_value()]
        if len(lacking) == 1:
            raise ValueError(f"{lacking[0]} is missing")
        if not self.api_base.startswith(("https://", "http://")):
            raise ValueError("api_base must be an address, such as https://api.stripe.com")
        return self

    @property
    def has_keys(self) -> bool:
        return bool(self.secret_key.get_secret_value())


class Payments(Terms):
    promptpay: PromptPay | None = None
    bank_transfer: list[BankAccount] = []
    cod: Cod | None = None
    stripe: Stripe | None = None
    unique_satang: bool = False
    approve_verified: bool = True

    def ways(self) -> list[str]:
        """The ways to pay this shop takes, in the order they are offered."""
        offered = {
            "promptpay": self.promptpay,
            "bank_transfer": self.bank_transfer,
            "stripe": self.stripe,
            "cod": self.cod,
        }
        return [way for way, terms in offered.items() if terms]


class Selling(Terms):
    reserve: Literal["issue", "confirm"] = "issue"
    payment_due: Duration = 48 * 3600
    payment_reminders: list[Duration] = [24 * 3600]
    minimum_order: Baht = 0
    customer_orders: bool = True
    queue: bool = False


class Vat(Terms):
    registered: bool = False
    rate: Decimal = Decimal(7)
    tax_id: str = ""
    branch: str = "00000"
    name: str = ""
    address: str = ""

    @model_validator(mode="after")
    def _registered_means_numbered(self) -> Self:
        if self.registered and not self.tax_id:
            raise ValueError("tax_id is required when registered = true")
        return self


class ShopTerms(Terms):
    """What a shop's section of the config says beyond its name."""

    auto_fulfill: bool = False
    tracking_url: str = ""
    shipping: list[ShippingMethod] = []
    payments: Payments = Payments()
    selling: Selling = Selling()
    notices: Notices = Notices()
    vat: Vat = Vat()

    @model_validator(mode="after")
    def _codes_differ(self) -> Self:
        codes = [method.code.casefold() for method in self.shipping]
        if len(codes) != len(set(codes)):
            raise ValueError("shipping: two methods share a code")
        return self

    def method(self, word: str | None) -> ShippingMethod | None:
        """A shipping method by its code or either name, whatever the case."""
        wanted = (word or "").strip().casefold()
        for method in self.shipping:
            if wanted in {name.casefold() for name in (method.code, method.name, method.name_en) if name}:
                return method
        return None


class Shop(Model):
    """One shop. `last_number` is the last order number given; `catalogue_mark` changes with every change of goods."""

    id = fields.IntField(primary_key=True)
    slug = fields.CharField(max_length=60, unique=True)
    name = fields.CharField(max_length=200)
    language = fields.CharField(max_length=2, default="th")
    timezone = fields.CharField(max_length=60, default="Asia/Bangkok")
    currency = fields.CharField(max_length=3, default="THB")
    email = fields.CharField(max_length=254, default="")
    phone = fields.CharField(max_length=40, default="")
    stored_terms: dict[str, Any] = fields.JSONField(default=dict)
    last_number = fields.IntField(default=1000)
    catalogue_mark = fields.CharField(max_length=32, default="")
    created_at = fields.DatetimeField()

    class Meta:
        table = "shop"
        table_description = "shops"

    @cached_property
    def terms(self) -> ShopTerms:
        return ShopTerms.model_validate(self.stored_terms)
