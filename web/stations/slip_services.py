"""The service that looks transfers up, as the settings name it."""

import aiohttp

from orders.partners import SlipService
from orders.partners.easyslip import EasySlip
from orders.partners.slipok import SlipOk
from web.settings import SlipSettings


def slip_service(settings: SlipSettings, http: aiohttp.ClientSession) -> SlipService | None:
    """None: people judge alone."""
    key = settings.api_key.get_secret_value()
    if settings.provider == "slipok":
        return SlipOk(http, api_base=settings.api_base, key=key, branch=settings.branch)
    if settings.provider == "easyslip":
        return EasySlip(http, api_base=settings.api_base, key=key)
    return None
