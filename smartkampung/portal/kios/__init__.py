"""The kiosk in the waiting room: large buttons, no menu, nothing left behind (criterion SK-5).

Staff enrol a device once; it keeps a token of its own and is nobody else.
"""
