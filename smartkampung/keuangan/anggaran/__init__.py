"""The budget (APBDes): its versions, kegiatan, lines and RAB; how it is made, agreed, set and changed.

A version is a whole budget: awal, geser (Perkades before the Perdes of the change), perubahan. It is written
while it is a draft, and never again once it is set; a change starts as a copy of the version in force.
"""
