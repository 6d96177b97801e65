"""What the merchant decided: one TOML file, and environment variables over it (see environment.py).

Every key is explained in config.example.toml; a test holds the two together.
"""

import re
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from orders.notices import NOTICES, Notices
from orders.shops import Payments, ShopTerms
from web.settings.addresses import Address, AttachmentHost, Database, MailServer, Origin, beside, is_loopback
from web.settings.environment import Environment, variable_of
from web.settings.mistakes import SettingsError, explain

__all__ = ["LineSettings", "MessengerSettings", "Settings", "SettingsError", "ShopSettings", "load"]


def load(path: Path | None) -> "Settings":
    """The settings of a TOML file and the environment; of the environment alone without a file.

    A relative SQLite path, server.test_clock and slips.folder lie beside the file. Raises SettingsError with
    every mistake at once.
    """

    class Loaded(Settings):
        model_config = SettingsConfigDict(toml_file=path)

    if path is not None and not path.is_file():
        raise SettingsError([f"{path}: there is no such file"])
    try:
        settings = Loaded()
    except tomllib.TOMLDecodeError as error:
        problems = [_not_toml(path, str(error))]
    except UnicodeDecodeError:
        problems = [f"{path}: is not UTF-8 text"]
    except OSError as error:
        problems = [f"{path}: {error.strerror}"]
    except ValidationError as error:
        problems = explain(error, Settings, variable_of)
    else:
        return _at_home(settings, path.parent if path else Path())
    # Raised out here: this error must not carry the one that knows the values.
    raise SettingsError(problems)


def _not_toml(path: Path | None, said: str) -> str:
    """tomllib says "... (at line 3, column 5)" or "... (at end of document)"; we say where first."""
    what, _, place = said.removesuffix(")").partition(" (at ")
    if path is not None and not place.startswith("line"):
        lines = path.read_text(encoding="utf-8").split("\n")
        place = f"line {len(lines)}, column {len(lines[-1]) + 1}"
    return f"{path}: {place}: {what}"


def _at_home(settings: "Settings", folder: Path) -> "Settings":
    server, database = settings.server, settings.database
    if server.test_clock is not None:
        server = server.model_copy(update={"test_clock": (folder / server.test_clock).resolve()})
    database = database.model_copy(update={"url": beside(folder, database.url)})
    slips = settings.slips.model_copy(update={"folder": (folder / settings.slips.folder).resolve()})
    return settings.model_copy(update={"server": server, "database": database, "slips": slips})


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError('must be a time zone such as "Asia/Bangkok"') from None
    return value


Secret = Annotated[SecretStr, Field(min_length=1)]
Id = Annotated[str, Field(min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,60}$")]


class Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True, str_strip_whitespace=True)


class ServerSettings(Section):
    """Where the process listens (`port` 0: any free one) and under which address the world finds it.

    What came in and what was sent, word for word, is kept for `retention_days`.
    """

    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    public_url: Origin
    secret_key: SecretStr = Field(min_length=16)
    test_clock: Annotated[Path | None, BeforeValidator(lambda value: None if value == "" else value)] = None
    retention_days: int = Field(default=30, ge=1)

    @field_validator("test_clock")
    @classmethod
    def _only_at_home(cls, value: Path | None, info: ValidationInfo) -> Path | None:
        if value is not None and "public_url" in info.data and not is_loopback(info.data["public_url"]):
            raise ValueError("is for tests: it needs a public_url on this machine, such as http://127.0.0.1:8080")
        return value


class DatabaseSettings(Section):
    """`url` may hold a password."""

    url: Database = Field(default="sqlite://inchat.db", repr=False)


class EmailSettings(Section):
    """`smtp_url` "" sends no mail; it may hold a password."""

    smtp_url: MailServer = Field(default="", repr=False)
    sender: str = ""


class SmsSettings(Section):
    """`api_base` None is the provider's own address, here and below."""

    provider: Literal["none", "thaibulksms", "twilio"] = "none"
    api_base: Address | None = None
    key: SecretStr = SecretStr("")
    secret: SecretStr = SecretStr("")
    sender: str = Field(default="", max_length=11)
    links: bool = False


class TrackingSettings(Section):
    provider: Literal["manual", "17track", "thailand_post"] = "manual"
    api_base: Address | None = None
    api_key: SecretStr = SecretStr("")
    poll_hours: float = Field(default=6, gt=0, allow_inf_nan=False)


class SlipSettings(Section):
    """`folder`: where their pictures are kept; beside the config unless it is absolute."""

    folder: Path = Path("slips")
    provider: Literal["none", "slipok", "easyslip"] = "none"
    api_base: Address | None = None
    api_key: SecretStr = SecretStr("")
    branch: str = ""


class FulfillmentSettings(Section):
    allow_private_callbacks: bool = False


class LineSettings(Section):
    """One LINE account. `api_base` None is LINE; a stand-in serves pictures too unless told otherwise."""

    channel_secret: Secret
    channel_access_token: Secret
    api_base: Address | None = None
    data_api_base: Annotated[Address | None, Field(validate_default=True)] = None

    @field_validator("data_api_base")
    @classmethod
    def _beside_the_api(cls, value: str | None, info: ValidationInfo) -> str | None:
        # LINE serves pictures from another host than the rest, so its own address must not be handed on.
        # https://developers.line.biz/en/reference/messaging-api/#domain-name
        api_base: str | None = info.data.get("api_base")
        if value is None and api_base is not None and urlsplit(api_base).hostname != "api.line.me":
            return api_base
        return value


class MessengerSettings(Section):
    """One Facebook Page and the Meta app that speaks for it. `api_base` is without version."""

    app_id: Id
    app_secret: Secret
    verify_token: Secret
    page_id: Id
    page_access_token: Secret
    api_base: Address = "https://graph.facebook.com"
    api_version: str = "26.0"
    attachment_hosts: list[AttachmentHost] = ["fbcdn.net", "fbsbx.com"]

    @field_validator("api_version")
    @classmethod
    def _a_version(cls, value: str) -> str:
        if not re.fullmatch(r"v?\d+\.\d+", value):
            raise ValueError('must be a Graph version such as "26.0"')
        return value.removeprefix("v")


def _notices(names: list[str]) -> list[str]:
    for name in names:
        if name not in NOTICES:
            raise ValueError(f'names "{name}", which is no notice; there are {", ".join(NOTICES)}')
    return names


class NoticeSettings(Notices):
    """As in the file: a name that nothing is called by would push nothing for ever."""

    line_push: Annotated[list[str], AfterValidator(_notices)] = Field(default_factory=lambda: Notices().line_push)


class ShopSettings(ShopTerms):
    """One shop as the file describes it: who it is, where it speaks, and its terms."""

    model_config = ConfigDict(hide_input_in_errors=True, str_strip_whitespace=True)

    name: str = Field(min_length=1, max_length=200)
    language: Literal["th", "en"] = "th"
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Bangkok"
    currency: Literal["THB"] = "THB"
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    line: LineSettings | None = None
    messenger: MessengerSettings | None = Field(default=None, validate_default=True)
    notices: NoticeSettings = NoticeSettings()

    @field_validator("messenger")
    @classmethod
    def _somewhere_to_speak(cls, value: MessengerSettings | None, info: ValidationInfo) -> MessengerSettings | None:
        # A [line] table with mistakes is absent from info.data; its own mistakes are enough to report.
        if value is None and info.data.get("line", ...) is None:
            raise PydanticCustomError("no_channel", "needs a channel: line or messenger")
        return value

    @field_validator("payments")
    @classmethod
    def _cards_can_be_taken(cls, value: Payments) -> Payments:
        if value.stripe is not None and not value.stripe.has_keys:
            raise ValueError("stripe must have secret_key and webhook_secret")
        if value.stripe is not None and find_spec("stripe") is None:
            raise ValueError("stripe must have Stripe's package, which is not installed: pip install inchat[stripe]")
        return value

    def terms(self) -> ShopTerms:
        """What is kept with the shop from its first start on."""
        return ShopTerms(**{name: getattr(self, name) for name in ShopTerms.model_fields})


class Settings(BaseSettings):
    """All of the config, checked. Secrets are SecretStr or left out of `repr`."""

    model_config = SettingsConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    server: ServerSettings
    database: DatabaseSettings = DatabaseSettings()
    email: EmailSettings = EmailSettings()
    sms: SmsSettings = SmsSettings()
    tracking: TrackingSettings = TrackingSettings()
    slips: SlipSettings = SlipSettings()
    fulfillment: FulfillmentSettings = FulfillmentSettings()
    shops: dict[Slug, ShopSettings] = Field(min_length=1)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        *_usual: PydanticBaseSettingsSource,
        **_usual_too: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return Environment(settings_cls), TomlConfigSettingsSource(settings_cls)
