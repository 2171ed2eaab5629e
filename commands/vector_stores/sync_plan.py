"""What has to be done for a vector store to have what a folder has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...base.formatting import count, size
from .local_files import LocalFile

# Only what has both of these was put there by a sync, and may be removed by one.
PATH, HASH = "sync_path", "sync_sha256"
ACTIONS = {"add": "added", "change": "changed", "wait": "waited for", "remove": "removed"}
LOST = frozenset({"failed", "cancelled"})

StoredFile = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """One thing to do.

    `file` is what is uploaded, `waits_for` what is in the store but not processed yet, and
    `replaces` the files that go once that has gone well.
    """

    action: str
    name: str
    file: LocalFile | None = None
    waits_for: str | None = None
    replaces: tuple[str, ...] = ()

    def row(self) -> dict[str, Any]:
        """Return the step as data."""
        old = self.replaces[0] if self.replaces else None
        return {
            "action": self.action,
            "path": self.name,
            "bytes": self.file.size if self.file else None,
            "id": self.waits_for or old,
        }


@dataclass(frozen=True)
class SyncPlan:
    """All that is to be done, and how many files are as they should be."""

    steps: tuple[Step, ...]
    unchanged: int

    def of(self, *actions: str) -> list[Step]:
        """Return the steps of some kinds."""
        return [step for step in self.steps if step.action in actions]

    def told(self) -> str:
        """Return the plan in one line."""
        found = [(len(self.of(name)), done) for name, done in ACTIONS.items()]
        parts = [f"{count(number)} to be {done}" for number, done in found if number]
        upload = sum(step.file.size for step in self.steps if step.file)
        parts += [f"{count(self.unchanged)} unchanged"] if self.unchanged else []
        return ", ".join(parts) + (f"; {size(upload)} to upload" if upload else "")


def attributes_of(file: LocalFile) -> dict[str, Any]:
    """Return what marks a file in the store as ours, and tells what it was made from."""
    return {PATH: file.name, HASH: file.sha256}


def is_ours(stored: StoredFile) -> bool:
    """Tell whether a sync put a file there."""
    attributes = stored.get("attributes") or {}
    return isinstance(attributes.get(PATH), str) and isinstance(attributes.get(HASH), str)


def plan_of(local: Sequence[LocalFile], stored: Iterable[StoredFile], *, delete: bool) -> SyncPlan:
    """Compare; what others put into the store is not looked at."""
    by_name: dict[str, list[StoredFile]] = {}
    for item in stored:
        if is_ours(item):
            by_name.setdefault(item["attributes"][PATH], []).append(item)
    steps: list[Step] = []
    for file in local:
        steps += _steps(file, by_name.pop(file.name, []))
    unchanged = len(local) - len({step.name for step in steps})
    if delete:
        steps += [
            Step("remove", name, replaces=(item["id"],))
            for name, items in sorted(by_name.items())
            for item in items
        ]
    return SyncPlan(tuple(steps), unchanged)


def _steps(file: LocalFile, there: Sequence[StoredFile]) -> Iterator[Step]:
    same = [item for item in there if _is_same(item, file)]
    same.sort(key=lambda item: item["status"] == "completed")
    ids = [item["id"] for item in there]
    if not same:
        usable = [item for item in there if item.get("status") not in LOST]
        yield Step("change" if usable else "add", file.name, file, replaces=tuple(ids))
        return
    kept = same[-1]
    rest = tuple(each for each in ids if each != kept["id"])
    if kept.get("status") != "completed":
        yield Step("wait", file.name, waits_for=kept["id"], replaces=rest)
    elif rest:
        # An earlier run was ended between the two halves of a change.
        yield Step("change", file.name, replaces=rest)


def _is_same(item: StoredFile, file: LocalFile) -> bool:
    return item["attributes"][HASH] == file.sha256 and item.get("status") not in LOST
