"""Graph errors: https://developers.facebook.com/docs/messenger-platform/error-codes"""

from dataclasses import dataclass

from simulator.naming import Names
from simulator.shapes import Json
from simulator.switchboard import Answer


@dataclass(frozen=True, slots=True)
class GraphError:
    """One of Meta's refusals: HTTP status, code, subcode and words."""

    code: int
    message: str
    subcode: int | None = None
    status: int = 400
    type: str = "OAuthException"

    def answer(self, names: Names) -> Answer:
        """As it goes back, with a trace of its own."""
        error: Json = {"message": f"(#{self.code}) {self.message}", "type": self.type, "code": self.code}
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        return Answer(self.status, {"error": {**error, "fbtrace_id": names.trace()}})


OUTSIDE_WINDOW = GraphError(
    10,
    "This message is sent outside of allowed window. Learn more about the new policy here: "
    "https://developers.facebook.com/docs/messenger-platform/policy-overview",
    2018278,
)
UNAVAILABLE = GraphError(551, "This person isn't available right now.", 1545041)
NOBODY = GraphError(100, "No matching user found", 2018001)
BAD_TOKEN = GraphError(190, "Error validating access token: The session is invalid.", status=401)
BAD_PROOF = GraphError(100, "Invalid appsecret_proof provided in the API argument", type="GraphMethodException")
NO_PROOF = GraphError(100, "API calls from the server require an appsecret_proof argument", type="GraphMethodException")
TAG_GONE = GraphError(100, "Param tag is not available for this app")
NO_UTILITY = GraphError(200, "Requires pages_utility_messaging permission and an approved message template")
TEMPORARY = GraphError(2, "Service temporarily unavailable", status=500)
RATE = GraphError(613, "Calls to this api have exceeded the rate limit.", status=429)


def invalid(told: str) -> GraphError:
    """Code 100: an argument is not what it should be."""
    return GraphError(100, told)


def unsupported(name: str) -> GraphError:
    """An object that is not there for this token."""
    told = f"Unsupported request. Object with ID '{name}' does not exist or permissions are missing"
    return GraphError(100, told, 33, type="GraphMethodException")
