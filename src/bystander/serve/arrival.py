"""What arrives with a form: its files go into the folder of the job, its fields become what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool

from bystander.serve.fields import FIELDS
from bystander.serve.said import FieldError, Said, read, texts_of
from bystander.serve.uploads import store, uploads

if TYPE_CHECKING:
    from starlette.requests import Request

    from bystander.serve.jobs import Job

MOST_FILES = 20
MOST_FIELDS = 3 * len(FIELDS)
KEEP = "keep"  # the box of a file from before that is still meant


async def arrive(request: Request, job: Job) -> Said | FieldError:
    """Take in a form for a job; give what it says, or the field that holds what it cannot hold.

    Its files are stored in the folder of the job, beside those that came before.
    """
    async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as form:
        brought = {one.name: found[0] for one in FIELDS if one.brings_file and (found := uploads(form, one.name))}
        evidence = uploads(form, "files")
        folder = job.folder / "given"
        there = [file.name for file in folder.iterdir()]
        names = await run_in_threadpool(store, [*evidence, *brought.values()], folder, there)
        job.evidence += tuple(names[: len(evidence)])
        new = dict(zip(brought, names[len(evidence) :], strict=True))
        kept = [value for value in form.getlist(KEEP) if isinstance(value, str)]
        before = job.given
        texts = texts_of(form.multi_items(), meant={*job.asked, *before.texts})
    said = Said(files=before.files, texts=texts).with_files(new, kept=kept)
    for name in {*before.files.values()} - {*said.files.values()}:
        (folder / name).unlink(missing_ok=True)
    job.given = said  # what was filled in stays, be it right or wrong
    try:
        return read(texts).with_files(said.files)
    except FieldError as error:
        return error
