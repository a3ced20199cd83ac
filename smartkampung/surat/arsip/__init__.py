"""Letters from before this program: an old archive is taken over with its numbers, marked, and searchable.

Headings are mapped on a screen and remembered; a dry run says what would happen; the whole batch can be undone.
"""
