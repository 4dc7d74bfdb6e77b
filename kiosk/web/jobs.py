"""Long work behind a page: done in a thread, and watched on a page with a progress bar."""

import shutil
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from uuid import uuid4

from flask import Blueprint, Flask, current_app, redirect, render_template, send_file, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from kiosk.core.errors import HadirError, NotFound
from kiosk.core.rights import Right
from kiosk.short_turns import short_turns
from kiosk.web.shell.access import current_staff, needs
from kiosk.web.shell.i18n import sentence

KEPT_FOR = 2 * 3600.0
"""Seconds after which what was made is removed: it holds names."""

_AT_ONCE = 2

blueprint = Blueprint("jobs", __name__, url_prefix="/jobs")


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a job: a file to fetch and `details` for the template of the plan."""

    path: Path | None = None
    name: str = ""
    mimetype: str = "application/octet-stream"
    details: object = None


@dataclass(frozen=True, slots=True)
class JobPlan:
    """What is to be done. `title` is shown, in the language of the page that asked for it.

    `work` gets the job: it writes into `job.folder`, calls `job.step(done, total)` now and then,
    and returns what it made. `template` shows that, with `job` and `made`; `back` is where to go
    afterwards.
    """

    title: str
    work: Callable[["Job"], Made]
    back: str
    template: str = "jobs/_made.html"
    can_stop: bool = True


@dataclass(slots=True)
class Job:
    """A plan being carried out for one member of staff."""

    plan: JobPlan
    owner: int
    folder: Path
    id: str = field(default_factory=lambda: uuid4().hex)
    state: JobState = JobState.WAITING
    phase: str = ""
    done: int = 0
    total: int = 0
    made: Made | None = None
    error: Exception | None = None
    began: float = field(default_factory=time.monotonic)
    stop_asked: bool = False

    def step(self, done: int, total: int | None = None, phase: str | None = None) -> None:
        """Say how far the work is; ends the work when somebody has asked for that."""
        if self.stop_asked:
            raise Stopped
        self.done = done
        self.total = self.total if total is None else total
        self.phase = self.phase if phase is None else phase

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in {JobState.DONE, JobState.FAILED, JobState.STOPPED}

    @property
    def percent(self) -> int:
        """How much is done, 0 to 100."""
        return min(100, 100 * self.done // self.total) if self.total else 0


class Stopped(Exception):
    """Somebody does not want this work any more."""


class Jobs:
    """The jobs of an application and the folder where they write."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._places = threading.Semaphore(_AT_ONCE)

    def start(self, plan: JobPlan, owner: int, app: Flask) -> Job:
        """Begin to carry out a plan; what is too old is removed on the way."""
        self._forget_old()
        job = Job(plan, owner, self._folder)
        job.folder = self._folder / job.id
        with self._lock:
            self._jobs[job.id] = job
        threading.Thread(
            target=self._carry_out, args=(job, app), name=f"job-{job.id[:8]}", daemon=True
        ).start()
        return job

    def find(self, job_id: str, owner: int) -> Job:
        """Return a job of this person. Raises NotFound also for those of others."""
        with self._lock:
            job = self._jobs.get(job_id)
        if job is None or job.owner != owner:
            raise NotFound("This has finished and was cleared away. Start it again.")
        return job

    def of(self, owner: int) -> list[Job]:
        """Return the jobs of this person that are still known, the newest first."""
        with self._lock:
            known = [each for each in self._jobs.values() if each.owner == owner]
        return sorted(known, key=lambda each: -each.began)

    def _carry_out(self, job: Job, app: Flask) -> None:
        with self._places:
            try:
                self._run(job)
            except Stopped:
                job.state = JobState.STOPPED
            except Exception as error:
                job.error = error
                job.state = JobState.FAILED
                if not isinstance(error, HadirError):
                    app.logger.exception("a job failed: %s", job.plan.title)

    def _run(self, job: Job) -> None:
        if job.stop_asked:
            raise Stopped
        job.folder.mkdir(parents=True, exist_ok=True)
        job.state = JobState.RUNNING
        with short_turns():
            job.made = job.plan.work(job)
        job.done = job.total
        job.state = JobState.DONE

    def _forget_old(self) -> None:
        now = time.monotonic()
        with self._lock:
            known = list(self._jobs.values())
            old = [each for each in known if each.is_over and now - each.began > KEPT_FOR]
            for each in old:
                del self._jobs[each.id]
        for each in old:
            shutil.rmtree(each.folder, ignore_errors=True)


@blueprint.record_once
def _init_jobs(setup: BlueprintSetupState) -> None:
    """Give the application its jobs, and clear away what the last run left."""
    folder = setup.app.extensions["desk"].settings.data / "work"
    shutil.rmtree(folder, ignore_errors=True)
    setup.app.extensions["jobs"] = Jobs(folder)


def start(plan: JobPlan) -> Response:
    """Begin the work and send the browser to the page that shows its progress."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    job = _jobs().start(plan, current_staff().id, app)
    return redirect(url_for("jobs.show", job_id=job.id), 303)


@blueprint.app_template_global("my_jobs")
def my_jobs() -> list[Job]:
    """Return the work that this person has asked for lately, the newest first."""
    return _jobs().of(current_staff().id)


@blueprint.app_template_filter("problem")
def problem(error: Exception) -> str:
    """Return what to say of an error that ended a job."""
    if isinstance(error, HadirError):
        return sentence(error)
    return _("This is our fault, and it was logged. Try again.")


@blueprint.get("/<job_id>")
@needs(Right.HAVE_AN_ACCOUNT)
def show(job_id: str) -> str:
    """Show how far the work is, and what came of it."""
    return render_template("jobs/job.html", job=_own(job_id))


@blueprint.get("/<job_id>/state")
@needs(Right.HAVE_AN_ACCOUNT)
def state(job_id: str) -> str:
    """Return the part of the page that changes."""
    return render_template("jobs/_job.html", job=_own(job_id))


@blueprint.get("/<job_id>/file")
@needs(Right.HAVE_AN_ACCOUNT)
def file(job_id: str) -> Response:
    """Hand out the file that was made."""
    made = _own(job_id).made
    if made is None or made.path is None or not made.path.exists():
        raise NotFound("This has finished and was cleared away. Start it again.")
    return send_file(made.path, made.mimetype, as_attachment=True, download_name=made.name)


@blueprint.post("/<job_id>/stop")
@needs(Right.HAVE_AN_ACCOUNT)
def stop(job_id: str) -> Response:
    """Do not go on with the work."""
    job = _own(job_id)
    job.stop_asked = True
    return redirect(url_for("jobs.show", job_id=job.id), 303)


def _own(job_id: str) -> Job:
    return _jobs().find(job_id, current_staff().id)


def _jobs() -> Jobs:
    jobs: Jobs = current_app.extensions["jobs"]
    return jobs
