"""A waiting is seen: a live view on a terminal, and nothing but lines anywhere else."""

from __future__ import annotations

import re
import threading

from tests.support.answers import Answer
from tests.support.fault_server import FaultServer
from tests.support.moments import eventually
from tests.support.runner import CommandLine
from tests.support.terminal import Size, Terminal

from .conftest import Run, Serve
from .kinds import BATCH, KINDS, PENDING

OFTEN = ("--poll-interval", "0.1")


def counted(completed: int, status: str = PENDING, failed: int = 0) -> Answer:
    counts = {"total": 12_000, "completed": completed, "failed": failed}
    return Answer(json=BATCH.state(status, request_counts=counts))


def wait_for(terminal: Terminal, text: str) -> None:
    """Wait until a text is on one line of the screen."""
    eventually(lambda: any(text in line for line in terminal.screen()), terminal.screen)


def test_a_pipe_gets_a_line_for_each_change_and_no_other(run: Run, serve: Serve) -> None:
    same = [counted(5_000, failed=3)] * 3
    serve(BATCH, "validating", "validating", counted(0), *same, counted(11_997, "completed"))
    result = run(*BATCH.wait, "--poll-interval", "0.1", "-q")
    assert (result.code, result.text) == (0, "batch_1\n")
    assert result.err.splitlines() == [
        "batch_1: validating",
        "batch_1: in_progress, 0 of 12,000",
        "batch_1: in_progress, 5,003 of 12,000, 3 failed",
        "batch_1: completed, 11,997 of 12,000",
    ]


def test_percent_and_the_expected_end_are_told(run: Run, serve: Serve) -> None:
    video, job = KINDS["video"], KINDS["fine-tuning job"]
    serve(video, Answer(json=video.state(PENDING, progress=42)), "completed")
    assert "video_1: in_progress, 42 %\n" in run(*video.wait, *OFTEN).err
    running = job.state("running", estimated_finish=1_700_000_000)
    serve(job, Answer(json=running), "succeeded")
    said = run(*job.wait, *OFTEN, env={"TZ": "UTC"}).err
    assert "ftjob-1: running, done at about 2023-11-14 22:13\n" in said


def test_a_terminal_sees_status_progress_and_time(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    states = [counted(100), counted(6_000)]
    fault_server.handle(lambda _request: states[0])
    terminal = oai.terminal(*BATCH.wait, *OFTEN, env=fault_server.env)
    wait_for(terminal, "batch_1  in_progress, 100 of 12,000")
    states[0] = states[1]
    wait_for(terminal, "6,000 of 12,000")
    eventually(lambda: len(seconds_told(terminal)) > 2)
    states[0] = counted(12_000, "completed")
    assert terminal.wait() == 0
    shown = "\n".join(terminal.screen())
    assert "in_progress" not in shown
    assert "completed" in shown


def test_a_terminal_sees_a_sign_of_life_every_second(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    """Also while the server is asked nothing, and while it says nothing."""
    patient = Answer(json=BATCH.state(PENDING), headers={"retry-after": "3600"})

    def seconds_pass(terminal: Terminal) -> None:
        before = len(seconds_told(terminal))
        eventually(lambda: len(seconds_told(terminal)) >= before + 2, terminal.screen)

    fault_server.script(patient)
    with oai.terminal(*BATCH.wait, "--max-wait", "3600", env=fault_server.env) as unasked:
        wait_for(unasked, "in_progress")
        seconds_pass(unasked)
        assert len(fault_server.requests) == 1
    released = threading.Event()
    completed = Answer(json=BATCH.state("completed"), delay=released)
    fault_server.script(Answer(json=BATCH.state(PENDING)), completed)
    silent = oai.terminal(*BATCH.wait, *OFTEN, env=fault_server.env)
    eventually(lambda: len(fault_server.requests) == 3)
    seconds_pass(silent)
    released.set()
    assert silent.wait() == 0


def seconds_told(terminal: Terminal) -> set[str]:
    """Return which times were on the screen."""
    return set(re.findall(r"(\d+ s)  batch_1", terminal.text))


def test_several_are_seen_each_on_its_line(oai: CommandLine, fault_server: FaultServer) -> None:
    names = [f"b_{number}" for number in range(30)]
    fault_server.handle(
        lambda request: Answer(
            json={
                "id": request.path.rpartition("/")[2],
                "status": "completed" if request.path.endswith(("b_0", "b_3")) else PENDING,
            }
        )
    )
    terminal = oai.terminal("batches", "wait", *names, size=Size(40, 10), env=fault_server.env)
    wait_for(terminal, "2 of 30 ended")
    shown = [f"b_{number}  in_progress" for number in (1, 2, 4, 5, 6, 7, 8)]
    eventually(
        lambda: [line for line in terminal.screen() if line.startswith("b_")] == shown,
        terminal.screen,
    )
    terminal.interrupt()
    assert terminal.wait() == 130


def test_a_long_name_fits_a_narrow_terminal(oai: CommandLine, fault_server: FaultServer) -> None:
    name = "batch_" + "a" * 60
    fault_server.handle(lambda _request: Answer(json={"id": name, "status": PENDING}))
    terminal = oai.terminal("batches", "wait", name, size=Size(40, 8), env=fault_server.env)
    wait_for(terminal, "…  in_progress")
    terminal.interrupt()
    assert terminal.wait() == 130
    shown = [line for line in terminal.screen() if line]
    assert shown[0].startswith("oai: Interrupted;")
    assert "^C" not in "\n".join(shown)


def test_what_is_said_stands_above_the_view(oai: CommandLine, serve: Serve, run: Run) -> None:
    serve(BATCH, PENDING, Answer(500), Answer(500), PENDING, "completed")
    terminal = oai.terminal(*BATCH.wait, *OFTEN, "--max-wait", "0.2")
    assert terminal.wait() == 0
    lines = terminal.screen()
    assert sum("Asking again in" in line for line in lines) == 2
    assert not any("in_progress" in line for line in lines)


def test_harmful_words_of_the_server_are_made_harmless(
    oai: CommandLine, fault_server: FaultServer
) -> None:
    answers = iter([PENDING + "\x1b[31m\n"] * 5 + ["completed"])
    fault_server.handle(lambda _request: Answer(json=BATCH.state(next(answers))))
    terminal = oai.terminal(*BATCH.wait, *OFTEN, env=fault_server.env)
    assert terminal.wait() == 0
    assert r"in_progress\x1b[31m\n" in terminal.text


def test_no_color_and_a_dumb_terminal_get_lines_without_escapes(
    oai: CommandLine, serve: Serve, run: Run
) -> None:
    serve(BATCH, PENDING, "completed")
    terminal = oai.terminal(*BATCH.wait, *OFTEN, "-q", env={"TERM": "dumb"})
    assert terminal.wait() == 0
    assert terminal.output.data.replace(b"\r", b"").decode().splitlines() == [
        "batch_1: in_progress",
        "batch_1: completed",
        "batch_1",
    ]


def test_data_in_a_pipe_is_clean_though_a_terminal_watches(
    oai: CommandLine, serve: Serve, run: Run
) -> None:
    serve(BATCH, PENDING, PENDING, "completed")
    terminal = oai.terminal(*BATCH.wait, *OFTEN, "-q", pipes=["stdout"])
    assert terminal.wait() == 0
    assert terminal.stdout.finish() == b"batch_1\n"
    assert "in_progress" in terminal.text
