"""Requests to a platform: one after the other, each with an end, and none made twice that may have been carried out.

A request that the platform throttles was not carried out, and is made again when it says. A question that got no answer
is asked again. Whether a grade arrived that got no answer, nobody here can know: that is `Unclear`.
"""

import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from json import JSONDecodeError
from typing import TYPE_CHECKING, Any

from autograder.names import shown
from course import CourseError
from course.lms.token import Token

if TYPE_CHECKING:
    import httpx

SECONDS = 30.0  # for an answer
TRIES = 5
LONGEST_PAUSE = 60.0  # seconds
MOST_PAGES = 1000
THROTTLED = "rate limit exceeded"  # in Canvas' 403, which without these words is a refusal

Data = Mapping[str, str | int | float]


class Refused(Exception):  # noqa: N818  it says what happened
    """The platform's no; to ask again would not change it."""


class Unclear(Exception):  # noqa: N818  the same
    """No answer, or none that can be understood: what was asked for may have been done or not."""


class NotLetIn(CourseError):  # noqa: N818  the same
    """The token opens nothing; without another one no request will be answered."""


class Client:
    """A platform at its address."""

    def __init__(self, address: str, token: Token, headers: Mapping[str, str] | None = None) -> None:
        try:
            import httpx
        except ImportError:
            raise CourseError("`course push` needs httpx: pip install -e .[lms]") from None
        self.address, self._token = address, token
        # Redirects are not followed: one could take the token to another place.
        self._http = httpx.Client(headers=headers, timeout=SECONDS, follow_redirects=False)

    def close(self) -> None:
        """End the connection."""
        self._http.close()

    def said(self, words: object, longest: int = 200) -> str:
        """What the platform said, for people, without the token if it was repeated."""
        return shown(str(words).replace(self._token.value, "(the token)"), longest)

    def ask(self, method: str, path: str, data: Data | None = None) -> Any:
        """Make a request and return what was answered, as JSON; `data` goes into its body.

        Refused, Unclear; NotLetIn if the token is no good.
        """
        return self._json(self._answered(method, self.address + path, data))

    def look(self, method: str, path: str, data: Data | None = None) -> Any:
        """Ask for something that changes nothing, again if need be; CourseError if no answer comes, or Refused."""
        return self._json(self._looked(method, self.address + path, data))

    def pages(self, path: str) -> Iterator[Any]:
        """What is on each page of a list; each says where the next one is."""
        url = self.address + path
        for _ in range(MOST_PAGES):
            answer = self._looked("GET", url, None)
            yield self._json(answer)
            if "next" not in answer.links:
                return
            link = answer.links["next"]["url"]
            if not self._is_here(link):
                what = f"{self.address} says that its next page is at {self.said(link.partition('?')[0])}"
                raise CourseError(f"{what}, where no token is sent: write that address into [lms] in course.toml")
            url = link
        raise CourseError(f"{self.address} has no end of pages")

    def _is_here(self, url: str) -> bool:
        """Whether an address is the platform's, whose host name may be written with capitals."""
        import httpx

        try:
            one, other = httpx.URL(url), httpx.URL(self.address)
        except httpx.InvalidURL:
            return False
        return (one.scheme, one.host, one.port) == (other.scheme, other.host, other.port)

    def _looked(self, method: str, url: str, data: Data | None) -> "httpx.Response":
        for attempt in range(TRIES):
            try:
                answer = self._answered(method, url, data)
                self._json(answer)
            except Unclear as error:
                if attempt == TRIES - 1:
                    raise CourseError(f"{self.address} {error}: try again later") from None
                time.sleep(min(2.0**attempt, LONGEST_PAUSE))
            else:
                return answer
        raise AssertionError("the last attempt returns or raises")

    def _answered(self, method: str, url: str, data: Data | None) -> "httpx.Response":
        """The answer to a request, made again while it is throttled."""
        for attempt in range(TRIES):
            answer = self._made(method, url, data)
            if not _is_throttled(answer):
                break
            time.sleep(_pause(answer, attempt))
        else:
            raise Unclear(f"is too busy for us, {TRIES} times in a row")
        if answer.is_redirect:
            where = self.said(answer.headers.get("location", "nowhere").partition("?")[0])
            raise CourseError(f"{self.address} points to {where}: write the address that is meant into [lms]")
        if answer.status_code >= 500:
            raise Unclear(f"answered {answer.status_code} {answer.reason_phrase}")
        if answer.status_code == 401 and "www-authenticate" in answer.headers:
            raise NotLetIn(f"{self.address} does not take the access token: make a new one there")
        if answer.status_code >= 400:
            raise Refused(f"{answer.status_code} {answer.reason_phrase}{self._why(answer)}")
        return answer

    def _made(self, method: str, url: str, data: Data | None) -> "httpx.Response":
        import httpx

        try:
            return self._http.request(method, url, data=data)
        except httpx.TimeoutException:
            raise Unclear(f"did not answer within {SECONDS:g} seconds") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Unclear(f"cannot be reached ({self.said(error)})") from None

    def _json(self, answer: "httpx.Response") -> Any:
        try:
            return answer.json()
        except (JSONDecodeError, UnicodeDecodeError, RecursionError):
            raise Unclear(f"answered what is no JSON, {self.said(answer.text, 60)!r}") from None

    def _why(self, answer: "httpx.Response") -> str:
        """What the platform says about its refusal, as Canvas words it."""
        try:
            told = answer.json()
            errors = told.get("errors", told.get("message", ""))
            words = errors[0]["message"] if isinstance(errors, list) else errors
        except (ValueError, AttributeError, LookupError, TypeError):
            return ""
        return f", {self.said(words)}" if words else ""


def _is_throttled(answer: "httpx.Response") -> bool:
    if answer.status_code == 403:
        return THROTTLED in answer.text.lower()
    return answer.status_code == 429 or (answer.status_code == 503 and "retry-after" in answer.headers)


def _pause(answer: "httpx.Response", attempt: int) -> float:
    """Seconds to wait: as the platform says, in seconds or as a date, else longer each time."""
    told = answer.headers.get("retry-after", "")
    if told.isdecimal():
        wanted = float(told)
    else:
        try:
            wanted = (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds()
        except (TypeError, ValueError):
            wanted = 2.0**attempt
    return min(max(wanted, 0.0), LONGEST_PAUSE)
