"""``python -m bystander.cli``: the same as ``bystander``."""

from __future__ import annotations

from bystander.cli import main

if __name__ == "__main__":
    main()
