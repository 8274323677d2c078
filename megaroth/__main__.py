"""`python -m megaroth`."""

import sys

from megaroth.cli import main

if __name__ == "__main__":
    sys.exit(main())
