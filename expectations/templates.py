"""The pages' templates and their one stylesheet; every page carries the stylesheet in itself."""

from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

HERE: Final = Path(__file__).parent


def render(template: str, **values: object) -> str:
    """Fill a template of this folder; every value is escaped unless it is Markup."""
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    css = Markup((HERE / "pages.css").read_text(encoding="utf-8"))  # noqa: S704
    return environment.get_template(template).render(css=css, **values)
