"""Write the scripts anew: `python -m oai.completions FOLDER` (`make completions`)."""

import sys
from pathlib import Path

from ..commands.completion import SCRIPTS
from .scripts import scripts


def main(folder: Path) -> None:
    """Write each script to its place below a folder."""
    for shell, text in scripts().items():
        path = folder / SCRIPTS[shell]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
