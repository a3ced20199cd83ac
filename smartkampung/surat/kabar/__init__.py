"""Messages to residents about their letter: by WhatsApp (staff press send), e-mail, Telegram (the outbox).

Nothing is sent before the village sets a channel up; no message carries a NIK.
"""
