"""What is allowed in a config and yet worth a second look. `inchat check` reads these out."""

import re
from collections.abc import Iterator

from pydantic import SecretStr

from orders.promptpay import Target, target
from orders.tax import check_digit_fits
from web.settings import Settings, ShopSettings
from web.settings.addresses import is_loopback

_EXAMPLE = "change-me"
_MISTYPED = "its last digit does not fit the others; look for a slip of the finger"


def cautions(settings: Settings) -> list[str]:
    """One line each, the key's full name first. The shop runs all the same."""
    lines = [*_about_the_house(settings)]
    for slug, shop in settings.shops.items():
        lines += _about_a_shop(f"shops.{slug}", shop)
    return lines


def _about_the_house(settings: Settings) -> Iterator[str]:
    server = settings.server
    if server.test_clock is not None:
        yield "server.test_clock: the clock may be turned; this is for tests only"
    if server.public_url.startswith("http:") and not is_loopback(server.public_url):
        yield "server.public_url: is http; LINE and Messenger call and show only https addresses"
    if _is_from_the_example(server.secret_key):
        yield "server.secret_key: is still the example's"
    if settings.email.smtp_url and not settings.email.sender:
        yield "email.sender: is empty; mails need a sender"
    for key, secret in _needed_by_providers(settings):
        if not secret:
            yield f"{key}: is empty; the provider asks for it"


def _needed_by_providers(settings: Settings) -> Iterator[tuple[str, str]]:
    sms, tracking, slips = settings.sms, settings.tracking, settings.slips
    if sms.provider != "none":
        yield "sms.key", sms.key.get_secret_value()
        yield "sms.secret", sms.secret.get_secret_value()
        yield "sms.sender", sms.sender
    if tracking.provider != "manual":
        yield "tracking.api_key", tracking.api_key.get_secret_value()
    if slips.provider != "none":
        yield "slips.api_key", slips.api_key.get_secret_value()
    if slips.provider == "slipok":
        yield "slips.branch", slips.branch


def _about_a_shop(name: str, shop: ShopSettings) -> Iterator[str]:
    for channel in ("line", "messenger"):
        for key, value in getattr(shop, channel) or ():
            if isinstance(value, SecretStr) and _is_from_the_example(value):
                yield f"{name}.{channel}.{key}: is still the example's"
    for key, value in shop.payments.stripe or ():
        if isinstance(value, SecretStr) and _is_from_the_example(value):
            yield f"{name}.payments.stripe.{key}: is still the example's"
    promptpay = shop.payments.promptpay
    whom = target(promptpay.id) if promptpay is not None else None
    if isinstance(whom, Target) and _is_mistyped(whom.digits):
        yield f"{name}.payments.promptpay.id: {_MISTYPED}"
    if _is_mistyped(shop.vat.tax_id):
        yield f"{name}.vat.tax_id: {_MISTYPED}"
    if shop.vat.registered and not shop.vat.address:
        # Revenue Code, section 86/4 (2)
        yield f"{name}.vat.address: is empty; every tax invoice has to say where the seller is"


def _is_from_the_example(secret: SecretStr) -> bool:
    return secret.get_secret_value().startswith(_EXAMPLE)


def _is_mistyped(number: str) -> bool:
    """Citizen and tax ids end in a check digit; mobile numbers and e-wallets have none."""
    digits = re.sub(r"\D", "", number)
    return len(digits) == 13 and not check_digit_fits(digits)
