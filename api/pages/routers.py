"""All pages: the modules whose routers the application includes."""

from typing import Final

from api.pages import (
    advisor_applications,
    advisor_caseload,
    advisor_consents,
    advisor_find,
    advisor_identity,
    advisor_list,
    advisor_marks,
    advisor_sheet,
    advisor_talks,
    advisor_why,
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
    advisor_caseload,
    advisor_find,
    advisor_list,
    advisor_marks,
    advisor_why,
    advisor_applications,
    advisor_consents,
    advisor_talks,
    advisor_identity,
    advisor_sheet,
)
