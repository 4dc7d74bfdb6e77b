"""`python -m kiosk` is the command `hadir`."""

from kiosk.cli import main

if __name__ == "__main__":
    main()
