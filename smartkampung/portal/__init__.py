"""Portal: the pages residents open without an account.

Nouns: katalog (kinds of letters on offer), permohonan (a request), status (code and birth date), tautan
(a download link that expires), pemeriksaan (is this letter genuine?). No page here shows a name, a NIK,
or whether a NIK is known; the check page shows a masked name only.
"""
