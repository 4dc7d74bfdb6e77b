import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from kiosk.core.errors import NotFound, Refused
from kiosk.web.jobs import Job, JobPlan, Jobs, JobState, Made

OWNER, OTHER = 1, 2


@pytest.fixture
def jobs(tmp_path: Path) -> Jobs:
    return Jobs(tmp_path / "work")


@pytest.fixture
def done() -> Callable[[Job], Job]:
    """Waits until the work of a job is over."""

    def wait(job: Job) -> Job:
        for thread in threading.enumerate():
            if thread.name == f"job-{job.id[:8]}":
                thread.join(10)
        return job

    return wait


def plan(work: Callable[[Job], Made]) -> JobPlan:
    return JobPlan("Work", work, "/")


def hello(job: Job) -> Made:
    job.step(1, 2)
    (job.folder / "hello.txt").write_text("hello", "utf-8")
    return Made(job.folder / "hello.txt", "hello.txt", "text/plain")


def test_work_writes_into_a_folder_of_its_own(
    jobs: Jobs, app: Flask, done: Callable[[Job], Job]
) -> None:
    job = done(jobs.start(plan(hello), OWNER, app))

    assert (job.state, job.percent, job.is_over) == (JobState.DONE, 100, True)
    assert job.made and job.made.path and job.made.path.read_text("utf-8") == "hello"


def test_a_refusal_ends_the_work_with_its_sentence(
    jobs: Jobs, app: Flask, done: Callable[[Job], Job]
) -> None:
    def refuse(_job: Job) -> Made:
        raise Refused("There is no badge to print.")

    job = done(jobs.start(plan(refuse), OWNER, app))

    assert job.state is JobState.FAILED
    assert str(job.error) == "There is no badge to print."


def test_work_that_is_not_wanted_any_more_stops_at_its_next_step(
    jobs: Jobs, app: Flask, done: Callable[[Job], Job]
) -> None:
    begun, asked = threading.Event(), threading.Event()

    def work(job: Job) -> Made:
        begun.set()
        asked.wait(10)
        job.step(1, 2)
        raise AssertionError("it went on")

    job = jobs.start(plan(work), OWNER, app)
    begun.wait(10)
    job.stop_asked = True
    asked.set()

    assert done(job).state is JobState.STOPPED


def test_a_job_is_known_to_its_owner_alone(
    jobs: Jobs, app: Flask, done: Callable[[Job], Job]
) -> None:
    job = done(jobs.start(plan(hello), OWNER, app))

    assert jobs.find(job.id, OWNER) is job
    with pytest.raises(NotFound):
        jobs.find(job.id, OTHER)


def test_what_is_old_is_removed_when_new_work_begins(
    jobs: Jobs, app: Flask, done: Callable[[Job], Job]
) -> None:
    old = done(jobs.start(plan(hello), OWNER, app))
    old.began -= 3 * 3600

    done(jobs.start(plan(hello), OWNER, app))

    assert not old.folder.exists()
    with pytest.raises(NotFound):
        jobs.find(old.id, OWNER)
