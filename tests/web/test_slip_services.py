"""Slips looked up at the bank: what SlipOK and EasySlip are asked, what they tell, and what becomes of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from orders.events import Event
from orders.order import Order
from orders.partners import Receiver
from orders.payments import Payment
from orders.queues import Outbound
from orders.receivers import is_ours
from orders.shops import BankAccount, Payments, PromptPay
from orders.slips import Slip
from tests.bot.slip_talk import bill, fresh, shows
from tests.bot.talking import labels_of, words_of
from tests.peers import answering
from tests.slips import code, slip
from tests.world import World, open_world

REFERENCE = "202611221234567890AbCdEf"
OURS = {"displayName": "ร้านสุขใจ", "account": {"value": "xxx-x-x6789-x"}, "proxy": {"value": "xxx-xxx-5678"}}


@dataclass
class Bank:
    """A checking service on a real port; it answers what the test says and remembers what it was asked."""

    base: str = ""
    status: int = 200
    body: Any = None
    asked: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    hangs: bool = False

    async def answer(self, request: web.Request) -> web.StreamResponse:
        assert request.method == "POST"
        self.asked.append((request.path, dict(request.headers), await request.json()))
        if self.hangs:
            assert request.transport is not None
            request.transport.close()
        if isinstance(self.body, str):
            return web.Response(status=self.status, text=self.body, content_type="text/html")
        return web.json_response(self.body, status=self.status)


@pytest.fixture
async def bank() -> AsyncIterator[Bank]:
    bank = Bank()
    async with answering(bank.answer) as bank.base:
        yield bank


@asynccontextmanager
async def shop_with(folder: Path, bank: Bank, provider: str, more: str = "") -> AsyncIterator[World]:
    keys = f'[slips]\nprovider = "{provider}"\napi_base = "{bank.base}"\napi_key = "k3y"\nbranch = "777"\n'
    async with open_world(folder, more=f"{more}\n{keys}") as world:
        yield world


def slipok(amount: float | None = 448, receiver: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    data = {
        "success": True, "transRef": REFERENCE, "sendingBank": "014", "receivingBank": "004",
        "transTimestamp": "2026-11-22T05:30:00.000Z", "receiver": OURS if receiver is None else receiver,
        "amount": amount,
    }  # fmt: skip
    return {"success": True, "data": {**data, **more}}


def easyslip(amount: float = 448, receiver: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    account = {"name": {"th": "ร้านสุขใจ"}, "bank": {"type": "BANKAC", "account": "xxx-x-x6789-x"}}
    raw = {
        "transRef": REFERENCE, "date": "2026-11-22T12:30:00+07:00", "amount": {"amount": amount},
        "receiver": {"account": account if receiver is None else receiver},
    }  # fmt: skip
    return {"success": True, "data": {"isDuplicate": False, "rawSlip": raw, **more}}


async def shown(world: World, data: bytes | None = None) -> tuple[Order, Any, Any]:
    nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
    order = await bill(world, nok, ploy)
    await shows(world, nok, slip() if data is None else data)
    return await Order.get(id=order.id), nok, ploy


async def test_slipok_is_asked_by_the_codes_text_once(tmp_path: Path, bank: Bank) -> None:
    bank.body = slipok()
    async with shop_with(tmp_path, bank, "slipok") as world:
        order, _, ploy = await shown(world)
        ((path, headers, body),) = bank.asked
        assert (path, headers["x-authorization"]) == ("/api/line/apikey/777", "k3y")
        assert body == {"data": code(), "log": False, "amount": 448}
        assert (order.payment_status, order.paid) == ("paid", 44800)
        payment = await Payment.get()
        assert (payment.by, payment.reference) == ("slip:slipok", REFERENCE)
        document = await world.order(order.number or 0)
        (kept,) = document["slips"]
        assert (kept["verdict"], kept["state"], kept["amount"], kept["payment"]) == (
            "verified", "approved", 44800, str(payment.id),
        )  # fmt: skip
        assert kept["transferred_at"] == "2026-11-22T05:30:00Z"
        (notice,) = fresh(ploy)
        assert "the bank confirms it" in notice.words
        assert "Approve" not in labels_of([notice])


async def test_easyslip_is_asked_by_the_codes_text_once(tmp_path: Path, bank: Bank) -> None:
    bank.body = easyslip()
    async with shop_with(tmp_path, bank, "easyslip") as world:
        order, _, _ = await shown(world)
        ((path, headers, body),) = bank.asked
        assert (path, headers["Authorization"], body) == ("/v2/verify/bank", "Bearer k3y", {"payload": code()})
        assert order.payment_status == "paid"
        assert (await Payment.get()).by == "slip:easyslip"


ELSEWHERE = {"displayName": "Somebody", "account": {"value": "xxx-x-x1111-x"}, "proxy": {"value": "xxx-xxx-9999"}}
UNKNOWN = {"displayName": "", "account": {}, "proxy": {}}
SLIPOK = {
    "another amount": (200, slipok(400), "amount_mismatch", 40000),
    "another amount, as they tell it": (400, {"code": 1013, "message": "x"}, "amount_mismatch", None),
    "somebody else": (200, slipok(receiver=ELSEWHERE), "receiver_mismatch", 44800),
    "somebody else, as they tell it": (400, {"code": 1014, "message": "x"}, "receiver_mismatch", None),
    "repeated": (400, {"code": 1012, "message": "x"}, "duplicate", None),
    "no such transfer": (400, {"code": 1011, "message": "x"}, "not_found", None),
    "no slip's code": (400, {"code": 1008, "message": "x"}, "unreadable", None),
    "no quota": (400, {"code": 1004, "message": "x"}, "unavailable", None),
    "a proxy's page": (502, "<html>Bad gateway</html>", "unavailable", None),
    "nonsense": (200, [1, 2], "unavailable", None),
    "nothing in it": (200, {"success": True}, "unavailable", None),
}


@pytest.mark.parametrize("case", SLIPOK)
async def test_what_slipok_does_not_vouch_for_waits_for_people(tmp_path: Path, bank: Bank, case: str) -> None:
    bank.status, bank.body, verdict, amount = SLIPOK[case]
    if case == "nothing in it":
        verdict = "verified"  # it says yes and shows nothing: no amount, so nothing is booked
    async with shop_with(tmp_path, bank, "slipok") as world:
        order, _, ploy = await shown(world)
        kept = await Slip.get()
        assert (kept.verdict, kept.state, kept.amount) == (verdict, "waiting", amount)
        assert (order.payment_status, order.paid, len(bank.asked)) == ("review", 0, 1)
        (notice,) = fresh(ploy)
        assert {"Approve", "Reject"} <= set(labels_of([notice]))


EASYSLIP = {
    "another amount": (200, easyslip(400), "amount_mismatch"),
    "seen before": (200, easyslip(isDuplicate=True), "duplicate"),
    "unknown": (404, {"success": False, "error": {"code": "SLIP_NOT_FOUND", "message": "x"}}, "not_found"),
    "no quota": (403, {"success": False, "error": {"code": "QUOTA_EXCEEDED", "message": "x"}}, "unavailable"),
    "a wrong address": (404, "<html>Not found</html>", "unavailable"),
}


@pytest.mark.parametrize("case", EASYSLIP)
async def test_what_easyslip_does_not_vouch_for_waits_for_people(tmp_path: Path, bank: Bank, case: str) -> None:
    bank.status, bank.body, verdict = EASYSLIP[case]
    async with shop_with(tmp_path, bank, "easyslip") as world:
        order, _, _ = await shown(world)
        assert ((await Slip.get()).verdict, order.paid, len(bank.asked)) == (verdict, 0, 1)


async def test_no_answer_is_told_and_never_asked_twice(tmp_path: Path, bank: Bank) -> None:
    bank.hangs = True
    async with shop_with(tmp_path, bank, "slipok") as world:
        order, _, ploy = await shown(world)
        assert (await Slip.get()).verdict == "unavailable"
        assert "please look yourself" in words_of(fresh(ploy))
        assert (order.payment_status, len(bank.asked)) == ("review", 1)


async def test_a_receiver_that_cannot_be_told_is_no_reason_against(tmp_path: Path, bank: Bank) -> None:
    bank.body = slipok(receiver=UNKNOWN)
    async with shop_with(tmp_path, bank, "slipok") as world:
        order, _, _ = await shown(world)
        assert order.payment_status == "paid"


async def test_a_bank_that_needs_time_is_asked_again_when_it_is_over(tmp_path: Path, bank: Bank) -> None:
    bank.status, bank.body = 400, {"code": 1010, "message": "wait 7 min", "data": {"delay": 7}}
    async with shop_with(tmp_path, bank, "slipok") as world:
        nok, ploy = await world.customer("Nok"), await world.merchant("Ploy")
        order = await bill(world, nok, ploy)
        await nok.sends_picture(slip())
        await ploy.hears("not checked yet")
        row = await Outbound.get(kind="slip_check")
        wait = (row.due_at - world.here.clock.now()).total_seconds()
        assert 6.5 * 60 < wait < 8 * 60
        bank.status, bank.body = 200, slipok()
        world.later(8 * 60)
        rung = world.database.bell.hang()
        async with asyncio.timeout(10):
            while not await Payment.exists(order_id=order.id):
                rung.clear()
                await rung.wait()
        assert len(bank.asked) == 2


async def test_what_was_seen_before_is_not_asked_about(tmp_path: Path, bank: Bank) -> None:
    bank.body = slipok(400)
    async with shop_with(tmp_path, bank, "slipok") as world:
        _, nok, ploy = await shown(world)
        await bill(world, nok, ploy)
        await shows(world, nok, slip(mark=3))
        assert [one.verdict for one in await Slip.all().order_by("id")] == ["amount_mismatch", "duplicate"]
        assert len(bank.asked) == 1


async def test_a_shop_may_want_to_look_itself(tmp_path: Path, bank: Bank) -> None:
    bank.body = slipok()
    async with shop_with(tmp_path, bank, "slipok", more="approve_verified = false") as world:
        order, _, _ = await shown(world)
        assert ((await Slip.get()).verdict, order.paid) == ("verified", 0)
        assert await Event.filter(name="slip_checked").count() == 1


MALI = Payments(
    promptpay=PromptPay(id="081-234-5678", name="ร้านมะลิ"),
    bank_transfer=[BankAccount(bank="KBANK", account_number="123-4-56789-0", account_name="มะลิ ใจดี")],
)


@pytest.mark.parametrize(
    ("receiver", "answer"),
    [
        (Receiver(accounts=("xxx-x-x6789-x",)), True),
        (Receiver(proxies=("xxx-xxx-5678",)), True),
        (Receiver(proxies=("006681xxx5678",)), True),
        (Receiver(proxies=("xxx-xxx-1111",)), False),
        (Receiver(("นางสาว มะลิ ใ",), ("xxx-x-x1111-x",)), True),
        (Receiver(("นางสาว มะลิ ใ",), proxies=("xxx-xxx-1111",)), None),
        (Receiver(("นาย สมชาย",), ("xxx-x-x1111-x",)), False),
        (Receiver(("MISS MALI J",), ("xxx-x-xxxxx-x",)), None),
        (Receiver(accounts=("xx-1",)), None),
        (Receiver(), None),
    ],
)
def test_the_receiver_is_ours_or_not_or_cannot_be_told(receiver: Receiver, answer: bool | None) -> None:
    assert is_ours(receiver, MALI) is answer
