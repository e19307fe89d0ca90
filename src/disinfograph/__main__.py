"""`python -m disinfograph` is the command `disinfograph`."""

from disinfograph.cli import main

main()
