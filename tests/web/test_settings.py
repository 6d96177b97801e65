"""The config file: what a merchant may write, what is refused and how."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from orders.shops import ShopTerms
from tests.web.configs import SMALLEST, problems, with_line, written
from web.settings import load
from web.settings.cautions import cautions

Write = Callable[[str], Path]


@pytest.fixture(autouse=True)
def no_settings_in_the_air(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.upper().startswith("INCHAT_"):
            monkeypatch.delenv(name)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    return partial(written, tmp_path)


def test_the_smallest_config_is_enough_and_the_rest_has_defaults(write: Write) -> None:
    settings = load(write(SMALLEST))
    shop = settings.shops["demo"]
    assert (settings.server.host, settings.server.port, settings.server.retention_days) == (
        "127.0.0.1",
        8080,
        30,
    )
    assert (settings.sms.provider, settings.tracking.provider, settings.slips.provider) == (
        "none",
        "manual",
        "none",
    )
    assert (settings.tracking.poll_hours, settings.sms.links) == (6, False)
    assert not settings.fulfillment.allow_private_callbacks
    assert (shop.language, shop.timezone, shop.currency) == ("th", "Asia/Bangkok", "THB")
    assert shop.line is not None
    assert shop.line.api_base is None
    assert shop.line.data_api_base is None
    assert shop.messenger is None


def test_the_terms_of_a_shop_have_the_defaults_of_the_contract(write: Write) -> None:
    terms = load(write(SMALLEST)).shops["demo"].terms()
    assert type(terms) is ShopTerms
    assert (terms.auto_fulfill, terms.tracking_url, terms.shipping) == (False, "", [])
    assert (terms.payments.unique_satang, terms.payments.approve_verified) == (False, True)
    assert (terms.selling.reserve, terms.selling.payment_due, terms.selling.payment_reminders) == (
        "issue",
        48 * 3600,
        [24 * 3600],
    )
    assert (terms.selling.minimum_order, terms.selling.customer_orders, terms.selling.queue) == (
        0,
        True,
        False,
    )
    assert terms.notices.line_push == ["invoice", "confirmed", "rejected", "shipped", "expired"]
    assert (terms.vat.registered, int(terms.vat.rate), terms.vat.branch) == (False, 7, "00000")


def test_messenger_has_metas_address_and_version_unless_told_otherwise(write: Write) -> None:
    text = SMALLEST.replace("[shops.demo.line]", "[shops.demo.messenger]").replace("channel_secret", "app_secret")
    text = text.replace("channel_access_token", "page_access_token")
    text += 'app_id = "11"\nverify_token = "v"\npage_id = "22"\n'
    messenger = load(write(text)).shops["demo"].messenger
    assert messenger is not None
    assert (messenger.api_base, messenger.api_version) == ("https://graph.facebook.com", "26.0")
    assert messenger.attachment_hosts == ["fbcdn.net", "fbsbx.com"]


def test_a_stand_in_for_line_serves_its_pictures_too(write: Write) -> None:
    stand_in = load(write(with_line("shops.demo.line", 'api_base = "http://127.0.0.1:9000/line/"'))).shops["demo"].line
    assert stand_in is not None
    assert stand_in.api_base == stand_in.data_api_base == "http://127.0.0.1:9000/line"
    line = load(write(with_line("shops.demo.line", 'api_base = "https://api.line.me"'))).shops["demo"].line
    assert line is not None
    assert line.data_api_base is None


def test_all_mistakes_are_told_at_once_each_by_its_full_name(write: Write) -> None:
    lines = problems(
        write(
            """
[server]
public_url = "shop.example.com"
secret_key = "short"
prt = 1
[sms]
provider = "carrier-pigeon"
sender = "THE BAAN SUAN"
[shops.demo]
colour = "red"
vat = { registered = true }
payments = { promptpay = { id = "12345" } }
[shops.demo.line]
channel_access_token = 12345
[[shops.demo.shipping]]
code = "EMS"
name = "EMS"
fee = "lots"
[shops.two]
name = "Two"
"""
        )
    )
    assert [line.partition(": ")[0] for line in lines] == [
        "server.public_url",
        "server.secret_key",
        "server.prt",
        "sms.provider",
        "sms.sender",
        "shops.demo.shipping[1].fee",
        "shops.demo.payments.promptpay.id",
        "shops.demo.vat.tax_id",
        "shops.demo.name",
        "shops.demo.line.channel_secret",
        "shops.demo.line.channel_access_token",
        "shops.demo.colour",
        "shops.two",
    ]
    assert "shops.demo.line.channel_secret: is missing" in lines
    assert "shops.demo.colour: is not a known key" in lines
    assert "server.prt: is not a known key; did you mean port?" in lines
    assert "shops.two: needs a channel: line or messenger" in lines
    assert all("\n" not in line for line in lines)


@pytest.mark.parametrize(
    ("table", "line", "told"),
    [
        ("server", 'test_clock = "clock.txt"', "server.test_clock: is for tests"),
        ("server", 'port = "many"', "server.port: must be a whole number"),
        ("server", "port = 70000", "server.port: must be 65535 or less"),
        ("server", "retention_days = 0", "server.retention_days: must be 1 or more"),
        ("database", 'url = "mysql://localhost/inchat"', "database.url: must be"),
        ("database", 'url = "postgres://me:pw@host:port/inchat"', "database.url: must be"),
        ("email", 'smtp_url = "mail.example.com"', "email.smtp_url: must be"),
        ("sms", 'sender = "TWELVE CHARS"', "sms.sender: is too long: at most 11 characters"),
        ("sms", "links = 3", "sms.links: must be true or false"),
        (
            "slips",
            'provider = "slip2go"',
            'slips.provider: must be "none", "slipok" or "easyslip", not "slip2go"',
        ),
        ("tracking", "poll_hours = 0", "tracking.poll_hours: must be more than 0"),
        ("tracking", "poll_hours = inf", "tracking.poll_hours: must be a number"),
        ("tracking", 'api_base = "ftp://example.com"', "tracking.api_base: must be an address"),
        ("shops.demo", 'timezone = "Asia/Chiang_Mai"', "shops.demo.timezone: must be a time zone"),
        ("shops.demo", 'language = "fr"', 'shops.demo.language: must be "th" or "en", not "fr"'),
        ("shops.demo", 'currency = "USD"', 'shops.demo.currency: must be "THB", not "USD"'),
        ("shops.demo", 'messenger = "yes"', "shops.demo.messenger: must be a table: [shops.demo.messenger]"),
        (
            "shops.demo.line",
            'api_base = "https://me:pw@line"',
            "shops.demo.line.api_base: must be an address",
        ),
        ("shops.demo.selling", 'payment_due = "two days"', "shops.demo.selling.payment_due: "),
        ("shops.demo.vat", "registered = true", "shops.demo.vat.tax_id: is required"),
        (
            "shops.demo.payments",
            "promptpay = { id = 812345678 }",
            "shops.demo.payments.promptpay.id: must be text",
        ),
        ("shops.demo.payments", 'bank_transfer = "SCB"', "shops.demo.payments.bank_transfer: must be a list"),
        ("shops.Demo", 'name = "Loud"', "shops.Demo: a shop's short name is 1 to 60 of a-z, 0-9 and -"),
        ("nonsense", "x = 1", "nonsense: is not a known key"),
    ],
)
def test_a_wrong_value_is_refused_by_its_full_name(write: Write, table: str, line: str, told: str) -> None:
    lines = problems(write(with_line(table, line)))
    assert any(each.startswith(told) for each in lines), lines


@pytest.mark.parametrize("way", ["", "fee = 10\nbands = [{ up_to_g = 100, fee = 5 }]", "first_item = 10"])
def test_a_shipping_method_costs_in_exactly_one_way(write: Write, way: str) -> None:
    text = f'{SMALLEST}\n[[shops.demo.shipping]]\ncode = "EMS"\nname = "EMS"\n{way}\n'
    (line,) = problems(write(text))
    assert line.startswith("shops.demo.shipping[1]")


@pytest.mark.parametrize("url", ["https://a.example/shop", "https://a.example/?x=1", "https://a.example#x", "", "//x"])
def test_the_public_address_is_an_address_and_nothing_more(write: Write, url: str) -> None:
    (line,) = problems(write(SMALLEST.replace("https://shop.example.com", url)))
    assert line.startswith("server.public_url: must be")


def test_a_slash_at_the_end_of_the_public_address_does_no_harm(write: Write) -> None:
    assert load(write(SMALLEST.replace(".com", ".com/"))).server.public_url == "https://shop.example.com"


def test_a_house_without_a_shop_is_refused(write: Write) -> None:
    house = SMALLEST.partition("[shops.demo]")[0]
    assert problems(write(house)) == ["shops: is missing"]
    assert problems(write(f"{house}\n[shops]\n")) == ["shops: is empty"]


def test_numbers_that_are_ids_are_to_be_written_in_quotes(write: Write) -> None:
    text = with_line("shops.demo.messenger", 'app_id = 11\napp_secret = "s"\nverify_token = "v"\npage_id = "2"')
    lines = problems(write(f'{text}page_access_token = "t"\napi_version = 26.0\n'))
    assert [line.partition(": ")[0] for line in lines] == [
        "shops.demo.messenger.app_id",
        "shops.demo.messenger.api_version",
    ]
    assert all("write it in quotes" in line for line in lines)


def test_attachment_hosts_are_domains_or_origins(write: Write) -> None:
    head = with_line("shops.demo.messenger", 'app_id = "1"\napp_secret = "s"\nverify_token = "v"\npage_id = "2"')
    head += 'page_access_token = "t"\n'
    good = load(write(head + 'attachment_hosts = ["FBcdn.net", "http://127.0.0.1:9999/"]')).shops["demo"].messenger
    assert good is not None
    assert good.attachment_hosts == ["fbcdn.net", "http://127.0.0.1:9999"]
    lines = problems(write(head + 'attachment_hosts = ["fbcdn.net", "http://x/path", "*.net"]'))
    assert [line.partition(": ")[0] for line in lines] == [
        "shops.demo.messenger.attachment_hosts[2]",
        "shops.demo.messenger.attachment_hosts[3]",
    ]


@pytest.mark.parametrize("home", ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:8080", "http://127.9.9.9"])
def test_the_clock_may_be_turned_only_on_this_machine(write: Write, home: str) -> None:
    path = write(with_line("server", 'test_clock = "clock.txt"').replace("https://shop.example.com", home))
    settings = load(path)
    assert settings.server.test_clock == path.parent / "clock.txt"
    assert any(line.startswith("server.test_clock: ") for line in cautions(settings))


def test_a_relative_database_lies_beside_the_config(write: Write, tmp_path: Path) -> None:
    assert load(write(SMALLEST)).database.url == f"sqlite://{tmp_path}/inchat.db"
    with_options = load(write(with_line("database", 'url = "sqlite://data/x.db?busy_timeout=1"'))).database.url
    assert with_options == f"sqlite://{tmp_path}/data/x.db?busy_timeout=1"
    assert load(write(with_line("database", 'url = "sqlite:///srv/x.db"'))).database.url == "sqlite:///srv/x.db"
    assert load(write(with_line("database", 'url = "sqlite://:memory:"'))).database.url == "sqlite://:memory:"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_postgresql_is_known_by_both_its_names(write: Write, scheme: str) -> None:
    url = load(write(with_line("database", f'url = "{scheme}://me:p@w@db.local:5432/inchat"'))).database.url
    assert url == "postgres://me:p@w@db.local:5432/inchat"


def test_the_environment_wins_over_the_file(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCHAT_SHOPS__DEMO__LINE__CHANNEL_SECRET", "from outside")
    monkeypatch.setenv("inchat_server__port", "9000")
    monkeypatch.setenv("INCHAT_SHOPS__DEMO__NOTICES__LINE_PUSH", '["invoice"]')
    monkeypatch.setenv("INCHAT_SHOPS__DEMO__SELLING__MINIMUM_ORDER", "99.50")
    monkeypatch.setenv("INCHAT_CHAOS", "50")
    settings = load(write(SMALLEST))
    shop = settings.shops["demo"]
    assert shop.line is not None
    assert shop.line.channel_secret.get_secret_value() == "from outside"
    assert shop.line.channel_access_token.get_secret_value() == "line-token"
    assert settings.server.port == 9000
    assert shop.notices.line_push == ["invoice"]
    assert shop.selling.minimum_order == 9950


def test_a_dash_in_a_shops_slug_is_an_underscore_in_the_environment(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INCHAT_SHOPS__BAAN_SUAN__PHONE", "081")
    assert load(write(SMALLEST.replace("shops.demo", "shops.baan-suan"))).shops["baan-suan"].phone == "081"


def test_the_environment_alone_can_be_the_whole_config(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCHAT_SERVER__PUBLIC_URL", "http://127.0.0.1:8080")
    monkeypatch.setenv("INCHAT_SERVER__SECRET_KEY", "[0123456789abcdef")
    monkeypatch.setenv("INCHAT_SHOPS__DEMO__NAME", "Baan Suan")
    monkeypatch.setenv("INCHAT_SHOPS__DEMO__LINE__CHANNEL_SECRET", "1234")
    monkeypatch.setenv("INCHAT_SHOPS__DEMO__LINE__CHANNEL_ACCESS_TOKEN", "5678")
    settings = load(None)
    assert list(settings.shops) == ["demo"]
    assert settings.server.secret_key.get_secret_value() == "[0123456789abcdef"


def test_a_mistyped_variable_is_told_with_its_own_name(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INCHAT_SHOPS__DEMO__LINE__CHANEL_SECRET", "x")
    monkeypatch.setenv("INCHAT_SERVERS__PORT", "9000")
    assert problems(write(SMALLEST)) == [
        "shops.demo.line.chanel_secret: is not a known key; did you mean channel_secret?"
        " (INCHAT_SHOPS__DEMO__LINE__CHANEL_SECRET)",
        "servers: is not a known key; did you mean server? (INCHAT_SERVERS__PORT)",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[server]\nport = \n", "line 2, column 8"),
        ('[server]\nhost = "x', "line 2, column 10"),
        ("[server]\n[server]\n", "line 2, column 8"),
    ],
)
def test_a_slip_in_the_toml_is_one_line_with_file_line_and_column(write: Write, text: str, place: str) -> None:
    path = write(text)
    (line,) = problems(path)
    assert line.startswith(f"{path}: {place}: ")


def test_a_file_that_is_not_there_or_not_text_is_one_line(tmp_path: Path) -> None:
    assert problems(tmp_path / "none.toml") == [f"{tmp_path / 'none.toml'}: there is no such file"]
    (tmp_path / "thai.toml").write_bytes("ร้าน".encode("tis-620"))
    assert problems(tmp_path / "thai.toml") == [f"{tmp_path / 'thai.toml'}: is not UTF-8 text"]
