"""The command `linggang` and its errors: one line that says what, why and how to mend."""

import os
import sys

import typer
from pydantic import ValidationError

from api.cli import (
    account,
    after_control,
    audit,
    bench,
    complaints,
    credit,
    demo,
    duplicates,
    employers,
    entitlements,
    evaluate,
    feeds,
    index,
    ingest,
    nightly,
    openapi,
    pool,
    postings,
    recheck,
    recommend,
    referral,
    register,
    registry,
    reviews,
    server,
    setup,
    shifts,
    statistics,
)
from api.cli.common import HomeOption
from api.cli.faults import explained
from registry.errors import LinggangError

app = typer.Typer(
    name="linggang",
    help="灵岗：灵活就业人员的岗位匹配服务。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def options(home: HomeOption = None) -> None:
    """灵岗：灵活就业人员的岗位匹配服务。"""
    if home is not None:
        os.environ["LINGGANG_HOME"] = str(home)


app.command("init")(setup.init)
app.command("migrate")(setup.migrate_database)
app.command("doctor")(setup.doctor)
app.command("demo")(demo.demo)
app.command("ingest")(ingest.ingest_file)
app.command("template")(feeds.template)
app.command("feeds")(feeds.feeds)
app.add_typer(index.app, name="index")
app.add_typer(duplicates.app, name="duplicates")
app.add_typer(postings.app, name="postings")
app.add_typer(complaints.app, name="complaints")
app.add_typer(employers.app, name="employers")
app.add_typer(credit.app, name="credit")
app.add_typer(after_control.app, name="after-control")
app.add_typer(referral.app, name="referral")
app.add_typer(registry.app, name="registry")
app.add_typer(reviews.app, name="reviews")
app.command("recommend")(recommend.recommend)
app.command("why")(recommend.why)
app.command("pool")(pool.pool)
app.command("entitlements")(entitlements.entitlements)
app.command("register")(register.register)
app.command("recheck")(recheck.recheck)
app.command("nightly")(nightly.nightly)
app.add_typer(account.app, name="account")
app.add_typer(shifts.app, name="shifts")
app.add_typer(statistics.app, name="statistics")
app.add_typer(audit.app, name="audit")
app.command("serve")(server.serve)
app.command("openapi")(openapi.openapi)
app.add_typer(evaluate.app, name="evaluate")
app.command("bench")(bench.bench)


def main() -> None:
    """Run the command; a known fault ends in one line on standard error and exit code 1."""
    try:
        app()
    except (LinggangError, OSError, ValidationError) as error:
        typer.echo(f"错误：{explained(error)}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
