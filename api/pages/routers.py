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
    applications,
    jobs,
    mine,
    my_data,
    my_profile,
    password,
    posting,
    register,
    registration,
    report,
    shift,
    sign_in,
    view,
)

PAGES: Final = (
    jobs,
    posting,
    report,
    sign_in,
    password,
    view,
    # hers
    applications,
    mine,
    my_profile,
    my_data,
    register,
    registration,
    shift,
    # the advisor's
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
