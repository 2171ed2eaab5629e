import os
import subprocess
import sys
import traceback

import pytest

from oai.base.errors import AccessError, OaiError, SettingsError
from oai.config.key_command import run_key_command
from tests.support.runner import CommandLine

posix = pytest.mark.skipif(os.name != "posix", reason="terminals are POSIX")


def python(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def failure(
    command: str | list[str], timeout: float = 60, kind: type[OaiError] = SettingsError
) -> OaiError:
    with pytest.raises(kind) as caught:
        run_key_command(command, timeout, "key_command of profile work in FILE")
    assert caught.value.message.startswith("key_command of profile work in FILE ")
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("printed", ["sk-1", "sk-1\\n", " sk-1 \\r\\n", "sk-1\\nuser: me\\n"])
def test_the_key_is_the_first_line(printed):
    assert run_key_command(python(f"print('{printed}', end='')")) == "sk-1"


def test_a_command_line_is_split_and_no_shell_sees_it():
    command = f"'{sys.executable}' -c 'import sys; print(sys.argv[1])' \"$HOME;a|b>c*\""
    assert run_key_command(command) == "$HOME;a|b>c*"


def test_a_failure_tells_the_exit_code():
    code = "import sys; print('sk-secret'); sys.exit(3)"
    assert "exited with 3" in failure(python(code)).message


@pytest.mark.parametrize("code", ["", "print()", "print('  \\nsk-1')"])
def test_no_output_is_said(code):
    assert "printed nothing in its first line" in failure(python(code)).message


@pytest.mark.parametrize("bad", ["\\x1b", "\\x00", "\\xff"])
def test_output_that_is_no_key_is_refused_unseen(bad):
    code = f"import sys; sys.stdout.buffer.write(b'sk-secret{bad}key')"
    error = failure(python(code), kind=AccessError)
    assert "character 10 is" in error.message
    assert "sk-secret" not in "".join(traceback.format_exception(error))


@pytest.mark.parametrize("command", ["no-such-program-here --secret", ["no-such-program-here"]])
def test_a_program_that_is_not_there_is_named_without_its_arguments(command):
    message = failure(command).message
    assert "no-such-program-here" in message
    assert "--secret" not in message


@posix
def test_a_file_that_cannot_be_run_is_said(tmp_path):
    assert "could not be run" in failure([str(tmp_path)]).message


def test_a_command_that_hangs_is_stopped():
    error = failure(python("import time; print('sk-secret', flush=True); time.sleep(300)"), 0.5)
    assert "did not end in 0.5 seconds" in error.message
    assert "sk-secret" not in "".join(traceback.format_exception(error))


ENDLESS = {
    "yes": "while True: print('sk-secret')",
    "one line": "import sys\nwhile True: sys.stdout.write('sk-secret' * 1000)",
    "a large file": "print('sk-secret' * 10_000)",
}


@pytest.mark.parametrize("code", ENDLESS.values(), ids=ENDLESS)
def test_more_than_a_key_is_refused_before_it_fills_the_memory(code):
    error = failure(python(code))
    assert "printed more than 64 KiB" in error.message
    assert "sk-secret" not in "".join(traceback.format_exception(error))


@posix
def test_what_a_command_leaves_running_is_not_waited_for():
    """It holds the pipe open, for as long as it likes."""
    error = failure(["sh", "-c", "sleep 300 & echo sk-secret"], 0.5)
    assert "did not end in 0.5 seconds" in error.message


CALLER = """
import sys
from oai.config.key_command import run_key_command
print(run_key_command([sys.executable, "-c", sys.argv[1]]))
print(sys.stdin.read())
"""


def test_a_piped_prompt_is_not_eaten_and_stderr_passes_through():
    code = "import sys; sys.stderr.write('touch the token'); print('sk-1')"
    command = [sys.executable, "-c", CALLER, code]
    done = subprocess.run(command, input="the prompt", capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == ["sk-1", "the prompt"]
    assert done.stderr == "touch the token"


@posix
@pytest.mark.parametrize("piped", [False, True])
def test_the_command_can_ask_on_the_terminal(piped, tmp_path):
    code = "import sys; sys.stderr.write('PIN? '); print('sk-' + input())"
    command = [sys.executable, "-c", CALLER + "print('end')", code]
    if piped:
        command = ["/bin/sh", "-c", 'echo prompt | "$0" "$@"', *command]
    terminal = CommandLine(tmp_path, command).terminal()
    try:
        terminal.output.wait_for("PIN? ")
        terminal.send("1234\n")
        terminal.output.wait_for("prompt" if piped else "sk-1234")
        if not piped:
            terminal.send("\x04")
        assert terminal.wait() == 0
    finally:
        terminal.kill()
    assert "sk-1234" in terminal.text
    assert terminal.text.endswith("end\n")
