"""Flask extensions, unbound: each app binds them with `init_app`, none keeps state of its own."""

from __future__ import annotations

from flask_babel import Babel
from flask_compress import Compress
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from smartkampung.inti.db import Dasar, opsi_sesi

db = SQLAlchemy(model_class=Dasar, session_options=opsi_sesi())
login = LoginManager()
babel = Babel()
csrf = CSRFProtect()
compress = Compress()
