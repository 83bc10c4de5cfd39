"""All pages: the modules whose routers the application includes."""

from typing import Final

from api.pages import (
    advisor_list,
    applications,
    firm_application,
    firm_applications,
    firm_contacts,
    firm_home,
    firm_import,
    firm_pool,
    firm_post,
    firm_posting,
    firm_postings,
    firm_shift,
    firm_shifts,
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
    advisor_list,
    # the firm's
    firm_home,
    firm_postings,
    firm_post,
    firm_posting,
    firm_import,
    firm_pool,
    firm_contacts,
    firm_applications,
    firm_application,
    firm_shifts,
    firm_shift,
)
