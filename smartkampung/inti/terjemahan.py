"""Texts in the village's language, chosen once: when a template is compiled, not each time it is shown.

An app speaks one language (`BABEL_DEFAULT_LOCALE`), so `_('Nama')` in a template is a constant. Looking
it up a few hundred times a page took a third of the page's time.
"""

from __future__ import annotations

from typing import Any

from flask.templating import Environment
from flask_babel import get_translations
from jinja2 import nodes
from jinja2.visitor import NodeTransformer

NAMA = ("_", "gettext")


class _Lipat(NodeTransformer):
    """Replaces translations of constant texts by the translated text."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        tetap = (isinstance(node.node, nodes.Name) and node.node.name in NAMA and len(node.args) == 1
                 and isinstance(node.args[0], nodes.Const) and isinstance(node.args[0].value, str)
                 and not node.kwargs and node.dyn_args is None and node.dyn_kwargs is None)
        if not tetap:
            return node
        teks = get_translations().ugettext(node.args[0].value) % {}  # type: ignore[attr-defined]
        return nodes.MarkSafe(nodes.Const(teks)).set_lineno(node.lineno)


class LingkunganJinja(Environment):
    """Flask's template environment, with constant texts translated at compile time."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        pohon: Any = super()._parse(source, name, filename)
        hasil: nodes.Template = _Lipat().visit(pohon)
        return hasil
