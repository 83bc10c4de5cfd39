"""All pages: the modules whose routers the application includes."""

from typing import Final

from api.pages import (
    advisor_list,
    bureau_accounts,
    bureau_audit,
    bureau_complaints,
    bureau_credit,
    bureau_home,
    bureau_parameters,
    bureau_posting,
    bureau_postings,
    bureau_registration,
    bureau_registration_acts,
    bureau_registration_besides,
    bureau_sources,
    jobs,
    password,
    posting,
    ranking,
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
    ranking,
    bureau_home,
    bureau_registration,
    bureau_registration_acts,
    bureau_registration_besides,
    bureau_credit,
    bureau_postings,
    bureau_posting,
    bureau_complaints,
    bureau_sources,
    bureau_audit,
    bureau_accounts,
    bureau_parameters,
)
