"""The mark: eight people told apart and one who is not."""

from __future__ import annotations

_PEOPLE = ((4, 4), (11, 4), (18, 4), (4, 11), (11, 11), (4, 18), (11, 18), (18, 18))
LOGO = (
    '<svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">'
    + "".join(f'<circle class="f-person" cx="{x}" cy="{y}" r="1.7"/>' for x, y in _PEOPLE)
    + '<circle class="f-false" cx="18" cy="11" r="3.6"/></svg>'
)
