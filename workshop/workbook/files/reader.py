"""The process that reads an upload: what nothing in it needs is kept out before anything else is imported."""

from __future__ import annotations

import sys

if __name__ == "__main__":
    # openpyxl asks for both and does without: it starts in half the time, and no picture of an upload is ever opened.
    sys.modules["numpy"] = sys.modules["PIL"] = None  # type: ignore[assignment]

    from workshop.workbook.files.child import main

    main()
