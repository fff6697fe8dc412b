"""One demo at a time, from an empty folder, on ports that are free."""

import os
import socket

import pytest
from payroll.demo.errors import AlreadyRunning
from payroll.demo.made_from import is_complete, mark_complete
from payroll.demo.places import Places
from payroll.demo.ports import free_ports, is_free
from payroll.demo.running import empty, only_one


def test_a_second_demo_is_refused_with_the_process_that_runs(tmp_path):
    lock = tmp_path / ".demo" / "running.pid"
    with only_one(lock), pytest.raises(AlreadyRunning, match=f"process {os.getpid()}"), only_one(lock):
        pass


def test_a_lock_that_was_left_behind_does_not_stand_in_the_way(tmp_path):
    lock = tmp_path / "running.pid"
    lock.write_text("4711\n", encoding="utf-8")
    with only_one(lock):
        assert lock.read_text(encoding="utf-8") == f"{os.getpid()}\n"
    with only_one(lock):
        pass


def test_emptying_keeps_the_lock_and_does_not_follow_links(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious").touch()
    folder = tmp_path / ".demo"
    (folder / "airflow" / "logs").mkdir(parents=True)
    (folder / "payroll.db").touch()
    (folder / "link").symlink_to(elsewhere)
    lock = folder / "running.pid"
    lock.touch()
    empty(folder, keep=lock)
    assert list(folder.iterdir()) == [lock]
    assert (elsewhere / "precious").exists()


def test_free_ports_differ_and_are_free():
    ports = free_ports(5)
    assert len(set(ports)) == 5
    assert all(is_free(port) for port in ports)


def test_a_port_on_which_somebody_listens_is_taken():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert not is_free(taken.getsockname()[1])


@pytest.fixture
def places(tmp_path):
    (tmp_path / ".demo").mkdir()
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "payroll.yaml").write_text("companies: []\n", encoding="utf-8")
    return Places(tmp_path)


def test_a_demo_is_complete_once_it_is_marked(places):
    assert not is_complete(places)
    mark_complete(places)
    assert is_complete(places)


def test_a_demo_made_from_other_files_is_not_used_again(places):
    mark_complete(places)
    places.config.write_text("companies: []  # changed\n", encoding="utf-8")
    assert not is_complete(places)
