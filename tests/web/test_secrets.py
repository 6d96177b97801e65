"""Secrets stay secret, and what is allowed yet worth a second look is said."""

from pathlib import Path

import pytest

from tests.web.configs import SMALLEST, with_line, written
from web.settings import Settings, load
from web.settings.cautions import cautions
from web.settings.mistakes import SettingsError, keys

SECRET = "s3cr3t-s3cr3t-s3cr3t"


def every_secret() -> str:
    return f"""
[server]
public_url = "https://shop.example.com"
secret_key = "{SECRET}"
[database]
url = "postgres://me:{SECRET}@localhost:5432/inchat"
[email]
smtp_url = "smtp://me:{SECRET}@localhost:587"
[sms]
key = "{SECRET}"
secret = "{SECRET}"
[tracking]
api_key = "{SECRET}"
[slips]
api_key = "{SECRET}"
[shops.demo]
name = "Baan Suan"
payments = {{ stripe = {{ secret_key = "{SECRET}", webhook_secret = "{SECRET}" }} }}
[shops.demo.line]
channel_secret = "{SECRET}"
channel_access_token = "{SECRET}"
[shops.demo.messenger]
app_id = "1"
page_id = "2"
app_secret = "{SECRET}"
verify_token = "{SECRET}"
page_access_token = "{SECRET}"
"""


def test_no_secret_is_ever_printed(tmp_path: Path) -> None:
    settings = load(written(tmp_path, every_secret()))
    for said in (
        repr(settings),
        str(settings),
        repr(settings.shops["demo"]),
        repr(settings.shops["demo"].terms()),
    ):
        assert SECRET not in said
    assert SECRET not in str(settings.shops["demo"].terms().model_dump())
    assert not any(SECRET in line for line in cautions(settings))


def test_no_secret_is_ever_printed_by_an_error(tmp_path: Path) -> None:
    """Whatever is wrong with a secret: a number, a list, a wrong scheme, a key that does not exist."""
    spoilt = every_secret().replace(f'"{SECRET}"', f'["{SECRET}"]').replace("postgres:", "pg:").replace("smtp:", "x:")
    spoilt = spoilt.replace("verify_token", "verify_tokn")
    with pytest.raises(SettingsError) as refused:
        load(written(tmp_path, spoilt))
    assert len(refused.value.problems) == 15
    assert SECRET not in str(refused.value) + repr(refused.value)
    assert not any(line.startswith("shops.demo.line:") for line in refused.value.problems)


def test_every_key_that_sounds_like_a_secret_is_kept_like_one() -> None:
    for where, field in keys(Settings):
        if where[-1].endswith(("secret", "token", "key")):
            assert not field.repr or "SecretStr" in repr(field.annotation), ".".join(where)


def test_a_mistyped_tax_or_citizen_id_is_a_caution_and_no_refusal(tmp_path: Path) -> None:
    def told(number: str) -> list[str]:
        promptpay = f'promptpay = {{ id = "{number}" }}'
        return cautions(load(written(tmp_path, with_line("shops.demo.payments", promptpay))))

    assert told("0-1055-56000-00-9") == []
    assert told("0-1055-56000-00-8")[0].startswith("shops.demo.payments.promptpay.id: ")
    assert told("081-234-5678") == []


def test_a_seller_who_is_registered_for_vat_and_tells_no_address_is_a_caution(tmp_path: Path) -> None:
    vat = '[shops.demo.vat]\nregistered = true\ntax_id = "0105536000315"\n'
    (line,) = [line for line in cautions(load(written(tmp_path, f"{SMALLEST}\n{vat}"))) if ".vat.address" in line]
    assert line.startswith("shops.demo.vat.address: ")
    there = f'{SMALLEST}\n{vat}address = "1 Silom Road"\n'
    assert not [line for line in cautions(load(written(tmp_path, there))) if ".vat.address" in line]


def test_a_provider_without_its_key_and_the_examples_secrets_are_cautions(tmp_path: Path) -> None:
    text = with_line("slips", 'provider = "slipok"').replace("line-token", "change-me")
    assert [line.partition(": ")[0] for line in cautions(load(written(tmp_path, text)))] == [
        "slips.api_key",
        "slips.branch",
        "shops.demo.line.channel_access_token",
    ]
