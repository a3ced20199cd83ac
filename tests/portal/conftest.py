"""The public pages stand on the same offices as the letters."""

from tests.surat.conftest import kecil, loket, tulis  # noqa: F401
