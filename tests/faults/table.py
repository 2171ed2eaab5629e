"""The faults of the sandbox, the kinds of transfers and waits, and what is to come of each pair."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

HERE = "data.out"
TO_FILE = f"-o {HERE}"
# Of so many faults, one is tried with what is like another kind.
FEW = 4


class Over(Enum):
    """Who gets over a fault that happens once."""

    EVERYBODY = "it is asked again, whatever was asked"
    ASKERS = "it is asked again where that can do nothing twice"
    WAITERS = "only what waits for something asks again"
    NOBODY = "it is an answer"


@dataclass(frozen=True)
class Fault:
    """What is asked of the sandbox, and the exit code where it is not got over."""

    effects: dict[str, Any]
    code: int
    over: Over


FAULTS = {
    "400": Fault({"status": 400}, 1, Over.NOBODY),
    "401": Fault({"status": 401}, 3, Over.NOBODY),
    "404": Fault({"status": 404}, 4, Over.NOBODY),
    "429": Fault({"status": 429, "retry_after_ms": 20}, 5, Over.EVERYBODY),
    "500": Fault({"status": 500}, 6, Over.EVERYBODY),
    "503 for good": Fault({"status": 503, "should_retry": False}, 6, Over.WAITERS),
    "HTML": Fault({"html": True}, 6, Over.EVERYBODY),
    "garbage": Fault({"garbage": True}, 6, Over.WAITERS),
    "cut": Fault({"cut": 0}, 6, Over.ASKERS),
}
CUT_LATER = Fault({"cut": 30}, 6, Over.ASKERS)
OF_STREAMS = {
    "early end": Fault({"early_end": 2}, 6, Over.ASKERS),
    "error event": Fault({"error_event": 2}, 6, Over.NOBODY),
}
REFUSALS = ("400", "404", "503 for good", "garbage", "cut")


@dataclass(frozen=True)
class Kind:
    """One command line, where the fault strikes it, and what may succeed there only once.

    `<…>` in the line stands for the id of an object in that collection. What works just `like`
    another kind is tried with a few of the faults.
    """

    line: str
    strikes: str
    once: str = ""
    times: int = 1
    asks: bool = False
    waits: bool = False
    streams: bool = False
    like: str = ""
    others: tuple[tuple[str, int], ...] = ()

    def code(self, name: str, fault: Fault) -> int:
        """Return the exit code after a fault that happens once."""
        if name in dict(self.others):
            return dict(self.others)[name]
        asks = fault.over is Over.ASKERS and (self.asks or self.waits)
        waits = fault.over is Over.WAITERS and self.waits
        return 0 if asks or waits or fault.over is Over.EVERYBODY else fault.code

    @property
    def fetches(self) -> bool:
        """Whether the answer is a file: garbage with status 200 is one like any other."""
        return self.strikes.endswith(("/content", "/speech"))

    @property
    def faults(self) -> dict[str, Fault]:
        """The faults to try it with."""
        possible = FAULTS | (OF_STREAMS if self.streams else {})
        if self.fetches:
            possible = {**possible, "cut later": CUT_LATER}
            del possible["garbage"]
        few = list(possible)[len(self.line) % FEW :: FEW] if self.like else list(possible)
        return {name: possible[name] for name in few}


def downloading(line: str, strikes: str, *, like: str = "download") -> Kind:
    """Return a kind that fetches bytes."""
    return Kind(f"{line} {TO_FILE}", strikes, asks=True, like=like)


def waiting(line: str, strikes: str, *, like: str = "batch") -> Kind:
    """Return a kind that waits for what was begun elsewhere."""
    return Kind(line, strikes, waits=True, like=like)


def beginning(line: str, once: str, *, like: str = "begun response") -> Kind:
    """Return a kind that begins something and waits for its end."""
    return Kind(f"{line} --wait --poll-interval 0.1", f"POST {once}", once, like=like)


SMALL = "files upload small.txt --purpose user_data"
LARGE = "files upload large.bin --purpose user_data --part-threshold 1MB --part-size 500kB"
OPENING = "POST /v1/uploads"
PART = "POST /v1/uploads/*/parts"
COMPLETION = "/v1/uploads/*/complete"
SOME_FAILED = tuple((name, 7) for name in REFUSALS)
RESPOND = "responses create Hi --model m --background"
RESPONSE = "/v1/responses"

TRANSFERS = {
    "small file": Kind(SMALL, "POST /v1/files", "/v1/files"),
    "several files": Kind(
        "files upload small.txt other.txt --purpose user_data",
        "POST /v1/files",
        "/v1/files",
        times=2,
        others=SOME_FAILED,
    ),
    "opening": Kind(LARGE, OPENING, COMPLETION, asks=True, others=(("404", 0),)),
    "part": Kind(LARGE, PART, COMPLETION, asks=True),
    "completion": Kind(LARGE, f"POST {COMPLETION}", COMPLETION, asks=True),
    "container file": Kind(
        "containers files upload </containers> small.txt",
        "POST /v1/containers/*/files",
        "/v1/containers/*/files",
        like="small file",
    ),
    "reference": Kind(
        "vector-stores create --file-ids @small.txt", "POST /v1/files", "/v1/vector_stores"
    ),
    "download": downloading("files download </files>", "GET /v1/files/*/content", like=""),
    "several downloads": Kind(
        "files download </files> <batch file> -o folder/",
        "GET /v1/files/*/content",
        asks=True,
        others=(("400", 7), ("404", 7), ("503 for good", 7)),
    ),
    "to stdout": Kind(
        "files download </files> -o -", "GET /v1/files/*/content", asks=True, like="download"
    ),
    "from a container": downloading(
        "containers files download </containers> </containers/{container_id}/files>",
        "GET /v1/containers/*/files/*/content",
    ),
    "skill": downloading("skills download </skills>", "GET /v1/skills/*/content"),
    "film": downloading("videos download </videos>", "GET /v1/videos/*/content"),
    "results": downloading("batches results </batches>", "GET /v1/files/*/content", like=""),
    "speech": Kind(
        f"audio speech Hi --model tts-1 --voice alloy {TO_FILE}",
        "POST /v1/audio/speech",
        "/v1/audio/speech",
    ),
}
WAITS = {
    "batch": waiting("batches wait </batches>", "GET /v1/batches/*", like=""),
    "fine-tuning job": waiting(
        "fine-tuning jobs wait </fine_tuning/jobs>", "GET /v1/fine_tuning/jobs/*"
    ),
    "vector store": waiting("vector-stores wait </vector_stores>", "GET /v1/vector_stores/*"),
    "stored file": waiting(
        "vector-stores files wait </vector_stores> </vector_stores/{vector_store_id}/files>",
        "GET /v1/vector_stores/*/files/*",
    ),
    "file batch": waiting(
        "vector-stores file-batches wait </vector_stores>"
        " </vector_stores/{vector_store_id}/file_batches>",
        "GET /v1/vector_stores/*/file_batches/*",
    ),
    "response": waiting("responses wait </responses>", "GET /v1/responses/*"),
    "run": waiting(
        "threads runs wait </threads> </threads/{thread_id}/runs>", "GET /v1/threads/*/runs/*"
    ),
    "eval run": waiting("evals runs wait </evals> </evals/{eval_id}/runs>", "GET /v1/evals/*"),
    "video": waiting("videos wait </videos>", "GET /v1/videos/*"),
    "followed job": waiting(
        "fine-tuning jobs events </fine_tuning/jobs> --follow",
        "GET /v1/fine_tuning/jobs/*",
        like="",
    ),
    "followed events": waiting(
        "fine-tuning jobs events </fine_tuning/jobs> --follow",
        "GET /v1/fine_tuning/jobs/*/events",
    ),
    "begun batch": beginning(
        "batches create --input-file-id <batch file> --endpoint /v1/responses", "/v1/batches"
    ),
    "begun response": beginning(RESPOND, RESPONSE, like=""),
    # What refuses the stream alone is got over by the finished answer.
    "stream": Kind(
        "responses get </responses> --stream -t",
        "GET /v1/responses/*",
        asks=True,
        streams=True,
        others=(("400", 0), ("404", 0)),
    ),
    "begun stream": Kind(
        f"{RESPOND} --stream -t",
        f"POST {RESPONSE}",
        RESPONSE,
        streams=True,
        others=(("early end", 0),),
    ),
}
KINDS = TRANSFERS | WAITS
