"""A verdict's reasons: nobody gets a bare yes or no."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One criterion looked at: whether it held, its clause, and plain Chinese for people.

    code: stable, lower_snake_case, for programs. clause: where the rule is written, e.g. `63号 一`.
    """

    code: str
    passed: bool
    detail: str
    clause: str = ""

    @property
    def cited(self) -> str:
        """The detail with its clause behind it, where it has one."""
        return f"{self.detail}（{self.clause}）" if self.clause else self.detail
