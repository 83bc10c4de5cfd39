"""Policy values that follow their files: what one process writes is soon seen by all."""

import logging
from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from api.policy import Policy, PolicyFileBroken, load_policy

_log = logging.getLogger(__name__)
_Stamp = tuple[tuple[str, int, int, int], ...]


class FollowedPolicy:
    """The values of two folders, read again once any of their files is another."""

    def __init__(self, folder: Path, own: Path) -> None:
        self._folders = (folder, own)
        self._lock = Lock()
        self._seen: _Stamp | None = None
        self._policy: Policy | None = None

    def strict(self) -> Policy:
        """The values as the files say now; PolicyFileBroken where one cannot be used."""
        with self._lock:
            stamp = tuple(self._stamp())
            if self._policy is None or stamp != self._seen:
                self._policy, self._seen = load_policy(*self._folders), stamp
            return self._policy

    def current(self) -> Policy:
        """The same; a new file that is broken does not take the place of a good one."""
        try:
            return self.strict()
        except PolicyFileBroken as fault:
            if self._policy is None:
                raise
            _log.warning("policy values stay as they were: %s", fault)
            return self._policy

    def _stamp(self) -> Iterator[tuple[str, int, int, int]]:
        for folder in self._folders:
            for path in sorted(folder.glob("*.yaml")):
                found = path.stat()
                yield (str(path), found.st_mtime_ns, found.st_size, found.st_ino)
