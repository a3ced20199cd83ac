"""`python -m smartkampung` is the same as the command `smartkampung`."""

from smartkampung.cli import main

if __name__ == "__main__":
    main()
