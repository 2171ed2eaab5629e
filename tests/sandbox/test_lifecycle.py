"""One server a state file: started when it is needed, gone when it is not."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

import oai.base
import oai.sandbox
from oai.base.errors import InputError, NetworkError
from oai.sandbox.app import create_app
from oai.sandbox.launch.background import (
    SandboxAddress,
    ensure_running,
    path,
    reset,
    stop_background,
)
from oai.sandbox.launch.layout import Layout
from oai.sandbox.launch.serve import serve
from oai.sandbox.requests.call import Sandbox
from oai.sandbox.server.server import LocalServer
from tests.support.clocked_sandbox import Clocked, HandedClock
from tests.support.moments import PATIENCE, eventually
from tests.support.plain_http import plain_client

from .asking import upload
from .running import Running

FOREGROUND = """
import sys
from pathlib import Path
from typing import Any
from oai.sandbox.launch.serve import serve
from oai.sandbox.app import create_app
from oai.sandbox.server.server import LocalServer
from oai.sandbox.requests.call import Sandbox
serve(state_file=Path(sys.argv[1]), key="sk-mine", admin_key="sk-boss",
      on_ready=lambda address: print(*address, flush=True))
print("ended", flush=True)
"""


@pytest.fixture
def state_dir(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "a folder"
    yield folder
    stop_background(Layout(path(folder)))


def layout(state_dir: Path) -> Layout:
    return Layout(path(state_dir))


def client(address: SandboxAddress) -> httpx.Client:
    return plain_client(address.base_url, address.key)


def pid(state_dir: Path) -> int:
    registered = layout(state_dir).registered()
    assert registered is not None
    return registered.pid


def files_in(address: SandboxAddress) -> int:
    with client(address) as api:
        return len(api.get("/files").json()["data"])


def put_file(address: SandboxAddress) -> None:
    with client(address) as api:
        upload(api, b"kept")


def test_it_starts_when_needed_and_is_found_again(state_dir: Path) -> None:
    address = ensure_running(state_dir)
    put_file(address)
    first = pid(state_dir)
    assert ensure_running(state_dir) == address
    assert pid(state_dir) == first
    assert files_in(address) == 1


def test_it_is_private_and_has_no_tie_to_the_terminal(state_dir: Path) -> None:
    ensure_running(state_dir)
    for file in state_dir.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file
    assert stat.S_IMODE(state_dir.stat().st_mode) == 0o700
    assert os.getsid(pid(state_dir)) != os.getsid(0)


def test_many_at_once_start_one(state_dir: Path) -> None:
    found: list[SandboxAddress] = []
    threads = [
        threading.Thread(target=lambda: found.append(ensure_running(state_dir))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len(set(found)) == 1


def test_one_of_another_version_is_replaced(state_dir: Path) -> None:
    put_file(ensure_running(state_dir))
    before = pid(state_dir)
    registration = layout(state_dir).registration
    registration.write_text(json.dumps({**json.loads(registration.read_text()), "version": "0"}))
    assert files_in(ensure_running(state_dir)) == 1
    assert pid(state_dir) != before


def test_a_killed_one_is_replaced(state_dir: Path) -> None:
    put_file(ensure_running(state_dir))
    os.kill(pid(state_dir), signal.SIGKILL)
    assert files_in(ensure_running(state_dir)) == 1


def test_a_port_that_another_program_has_now_is_not_taken_for_ours(state_dir: Path) -> None:
    ensure_running(state_dir)
    other = layout(state_dir)
    here = other.registered()
    assert here is not None
    stop_background(other)
    with Running(state_dir.parent / "other.sqlite3") as stranger:
        other.register(here._replace(port=stranger.here.port))
        assert ensure_running(state_dir).base_url != f"{stranger.origin}/v1"


def test_what_keeps_it_from_starting_is_said(state_dir: Path) -> None:
    state_dir.mkdir()
    path(state_dir).write_bytes(b"this is no database, though it is long enough" * 9)
    with pytest.raises(NetworkError) as failure:
        ensure_running(state_dir)
    assert "file is not a database" in failure.value.message
    assert "Traceback" not in failure.value.message
    assert str(layout(state_dir).log) in (failure.value.hint or "")


def test_a_file_of_a_newer_program_is_left_alone(state_dir: Path) -> None:
    put_file(ensure_running(state_dir))
    stop_background(layout(state_dir))
    connection = sqlite3.connect(path(state_dir))
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(NetworkError) as failure:
        ensure_running(state_dir)
    assert "its version is 99" in failure.value.message
    assert "sandbox reset" in failure.value.message


def test_it_leaves_when_nobody_asks(tmp_path: Path) -> None:
    with Clocked(tmp_path / "sandbox.sqlite3", idle=60) as server, server.client() as api:
        server.clock.move(59)
        upload(api, b"x")
        server.clock.move(60)
        assert server.is_running
        assert server.layout.registered() is not None
        # For the server the upload may be over only now, whatever its client has by then.
        with server.clock.going():
            server.wait()
        assert server.layout.registered() is None
        assert not server.layout.state.with_name("sandbox.sqlite3-wal").exists()


def test_one_behind_ends_its_process_when_it_leaves(tmp_path: Path) -> None:
    layout = Layout(tmp_path / "sandbox.sqlite3")
    env = {**os.environ, "OAI_SANDBOX_IDLE": "0.1"}
    command = [sys.executable, "-m", "oai.sandbox", str(layout.state)]
    assert subprocess.run(command, env=env, timeout=PATIENCE).returncode == 0
    assert layout.state.exists()
    assert layout.registered() is None


def test_a_signal_at_any_moment_ends_it(tmp_path: Path) -> None:
    class Interrupted(LocalServer):
        def is_idle(self) -> bool:
            self.handle_exit(signal.SIGTERM, None)
            return False

    sandbox = Sandbox(tmp_path / "sandbox.sqlite3", key="k", admin_key="a")
    nothing: dict[str, Any] = {"ready": bool, "leave": bool}
    server = Interrupted(create_app(sandbox), sandbox, idle=None, **nothing)
    asyncio.run(server.on_tick(1))
    assert server.should_exit
    sandbox.close()


def test_it_stays_while_it_works(tmp_path: Path) -> None:
    clock = HandedClock()
    sandbox = Sandbox(tmp_path / "sandbox.sqlite3", key="k", admin_key="a", clock=clock)
    nothing: dict[str, Any] = {"ready": bool, "leave": bool}
    server = LocalServer(create_app(sandbox), sandbox, idle=60, **nothing)

    async def work() -> None:
        assert not server.is_idle()
        clock.move(61)
        assert server.is_idle()
        sandbox.active_requests = 1
        assert not server.is_idle()
        sandbox.active_requests = 0
        sandbox.jobs.start("job", sandbox.jobs.step())
        assert not server.is_idle()
        await sandbox.jobs.stop()
        assert server.is_idle()

    asyncio.run(work())
    sandbox.close()


def test_a_signal_ends_it_cleanly(tmp_path: Path) -> None:
    with Running(tmp_path / "sandbox.sqlite3") as server, server.client() as api:
        upload(api, b"x")
        assert server.stop() == 0
        assert server.layout.registered() is None
        assert not server.layout.state.with_name("sandbox.sqlite3-wal").exists()


def test_reset_removes_everything(state_dir: Path) -> None:
    put_file(ensure_running(state_dir))
    reset(state_dir)
    assert layout(state_dir).registered() is None
    assert not path(state_dir).exists()
    assert files_in(ensure_running(state_dir)) == 0
    reset(state_dir)
    reset(state_dir)


def foreground(state_dir: Path) -> tuple[subprocess.Popen[str], SandboxAddress]:
    state_dir.mkdir(exist_ok=True)
    command = [sys.executable, "-c", FOREGROUND, str(path(state_dir))]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    return process, SandboxAddress(*process.stdout.readline().split())


def interrupt(process: subprocess.Popen[str]) -> str:
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    return output


def test_one_in_front_takes_over_and_is_used(state_dir: Path) -> None:
    put_file(ensure_running(state_dir))
    behind = pid(state_dir)
    process, address = foreground(state_dir)
    assert (address.key, address.admin_key) == ("sk-mine", "sk-boss")
    assert pid(state_dir) == process.pid != behind
    assert ensure_running(state_dir) == address
    assert files_in(address) == 1
    with pytest.raises(InputError, match=str(process.pid)):
        reset(state_dir)
    with pytest.raises(InputError, match=str(process.pid)):
        serve(state_file=path(state_dir))
    assert interrupt(process) == "ended\n"
    assert files_in(ensure_running(state_dir)) == 1


def test_ctrl_c_does_not_wait_for_streams(state_dir: Path) -> None:
    process, address = foreground(state_dir)
    body = {"model": "m", "input": "x", "stream": True}
    headers = {"X-Sandbox-Fault": "token-delay=3600"}
    with (
        client(address) as api,
        api.stream("POST", "/responses", json=body, headers=headers) as answer,
    ):
        next(answer.iter_raw())
        assert interrupt(process) == "ended\n"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.1", "example.com"])
def test_it_listens_on_loopback_only(tmp_path: Path, host: str) -> None:
    with pytest.raises(InputError, match="loopback"):
        serve(host, state_file=tmp_path / "sandbox.sqlite3")


def test_a_port_in_use_is_said(tmp_path: Path, server: Running) -> None:
    with pytest.raises(InputError, match=str(server.here.port)):
        serve(port=server.here.port, state_file=tmp_path / "sandbox.sqlite3")


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "oai").mkdir()
    for package in (oai.base, oai.sandbox):
        source = Path(str(package.__file__)).parent
        (tmp_path / "oai" / source.name).symlink_to(source)
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from pathlib import Path\n"
        "from oai.base.errors import InputError\n"
        "from oai.sandbox.launch.background import ensure_running\n"
        "try: ensure_running(Path('state'))\n"
        "except InputError as error: print(error.hint)\n"
    )
    command = [sys.executable, "-I", "-S", "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=True)
    assert done.stdout == "pip install 'oai[sandbox]'\n"
    assert not (tmp_path / "state").exists()


def test_the_client_s_side_imports_next_to_nothing(state_dir: Path) -> None:
    ensure_running(state_dir)
    program = (
        "import sys; from pathlib import Path\n"
        "from oai.sandbox.launch.background import ensure_running\n"
        f"ensure_running(Path({str(state_dir)!r}))\n"
        "heavy = {'starlette', 'uvicorn', 'httpx', 'asyncio', 'subprocess', 'sqlite3', 'http'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "[]\n", done.stderr


def test_streams_leave_at_once(tmp_path: Path) -> None:
    """The first event is there while the next one is not even due."""
    with Clocked(tmp_path / "sandbox.sqlite3") as server, server.client() as api:
        body = {"model": "m", "input": "x", "stream": True}
        headers = {"X-Sandbox-Fault": "token-delay=1"}
        with api.stream("POST", "responses", json=body, headers=headers) as answer:
            assert b"response.created" in next(answer.iter_raw())


def test_a_new_server_knows_what_was_stored(tmp_path: Path) -> None:
    state = tmp_path / "sandbox.sqlite3"
    with Running(state) as first, first.client() as api:
        file = upload(api, b"lasting")
    with Running(state) as second, second.client() as api:
        assert api.get(f"files/{file['id']}").json() == file
        eventually(lambda: api.get(f"files/{file['id']}/content").content == b"lasting")
