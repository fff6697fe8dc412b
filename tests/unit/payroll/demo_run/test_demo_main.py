"""How `python -m payroll.demo` ends when it cannot go on."""

import pytest
from payroll.config.errors import ConfigError
from payroll.demo import __main__ as demo
from payroll.demo.errors import AlreadyRunning, CheckFailed, DemoError
from payroll.steps.exit_codes import ExitCode, meaning


@pytest.fixture
def ending(monkeypatch, capsys):
    def run_into(error):
        def fail(_places, _console):
            raise error

        monkeypatch.setattr(demo, "run", fail)
        monkeypatch.setattr(demo.signal, "signal", lambda *_: None)
        return demo.main(["run"]), capsys.readouterr().out

    return run_into


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [
        (DemoError("No."), ExitCode.BUG),
        (AlreadyRunning("No."), ExitCode.USAGE),
        (CheckFailed("No."), ExitCode.NMBRS_REFUSED),
    ],
)
def test_what_stops_the_demo_is_one_sentence_and_an_exit_code(ending, error, exit_code):
    code, said = ending(error)
    assert (code, said.strip()) == (exit_code, "No.")


def test_the_end_of_the_log_is_shown_with_its_place(ending, tmp_path):
    log = tmp_path / "airflow.log"
    log.write_text("started\n\nno space left on device\n", encoding="utf-8")
    _, said = ending(DemoError("Airflow stopped.", log=log))
    assert "    no space left on device\n" in said
    assert str(log) in said


def test_the_words_of_a_failed_task_go_before_the_log(ending, tmp_path):
    _, said = ending(CheckFailed("The check failed.", log=tmp_path, last_words=["The token is wrong."]))
    assert "    The token is wrong.\n" in said


def test_a_foreseen_error_of_the_product_keeps_its_sentence_and_code(ending):
    error = ConfigError("config/payroll.yaml, line 3: no such key.")
    code, said = ending(error)
    assert code == meaning(error)
    assert "line 3" in said


def test_a_bug_keeps_its_traceback(ending):
    with pytest.raises(ZeroDivisionError):
        ending(ZeroDivisionError())


def test_ctrl_c_is_no_error_with_a_traceback(ending):
    code, said = ending(KeyboardInterrupt())
    assert code == 130
    assert "nothing is left running" in said
