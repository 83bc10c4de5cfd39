"""All pages: the modules whose routers the application includes."""

from typing import Final

from api.pages import (
    advisor_list,
    jobs,
    password,
    posting,
    shift,
    sign_in,
    view,
)

PAGES: Final = (
    jobs,
    posting,
    shift,
    sign_in,
    password,
    view,
    advisor_list,
)
