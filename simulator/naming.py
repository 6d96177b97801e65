"""Names as the platforms give them: every one new, all from one seedable source."""

import base64
import random
from collections.abc import Callable

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Names:
    """Makes ids. Times are unix seconds from `clock`, chance is `rng`."""

    def __init__(self, clock: Callable[[], float], rng: random.Random) -> None:
        self._clock = clock
        self._rng = rng
        self._message = 610_830_548_529_053_000
        self._psid = 7_000_000_000_000_000

    def ulid(self) -> str:
        """26 characters: 48 bits of milliseconds, 80 of chance (webhookEventId)."""
        value = (int(self._clock() * 1000) & (1 << 48) - 1) << 80 | self._rng.getrandbits(80)
        return "".join(_CROCKFORD[value >> 5 * place & 31] for place in range(25, -1, -1))

    def hexadecimal(self, digits: int) -> str:
        """Lower-case hexadecimal digits (reply tokens, user ids after their letter)."""
        return f"{self._rng.getrandbits(4 * digits):0{digits}x}"

    def line_message(self) -> str:
        """A LINE message id: 18 digits, growing."""
        self._message += self._rng.randrange(1, 9)
        return str(self._message)

    def token(self) -> str:
        """An opaque token (quoteToken, markAsReadToken)."""
        return base64.urlsafe_b64encode(self._rng.randbytes(18)).decode()

    def mid(self) -> str:
        """A Messenger message id."""
        return "m_" + base64.urlsafe_b64encode(self._rng.randbytes(66)).decode()

    def psid(self) -> str:
        """A page-scoped user id: digits."""
        self._psid += self._rng.randrange(10**6, 10**9)
        return str(self._psid)

    def trace(self) -> str:
        """A Graph fbtrace_id."""
        return "A" + base64.urlsafe_b64encode(self._rng.randbytes(16)).decode().rstrip("=")

    def shuffle(self, things: list[object]) -> None:
        """Put a list into any other order."""
        before = list(things)
        while len(things) > 1 and things == before:
            self._rng.shuffle(things)
