"""Short messages on the console of the server, for development: nobody's telephone rings."""

import sys
from dataclasses import dataclass
from typing import TextIO


@dataclass(frozen=True, slots=True)
class ConsoleSms:
    """Writes what would be sent."""

    out: TextIO | None = None

    def send(self, phone: str, text: str) -> None:
        """Print a message; of the number only the last four digits."""
        print(f"[短信] 尾号 {phone[-4:]}：{text}", file=self.out or sys.stderr, flush=True)
