"""The two processes that a demo lives in: the local Nmbrs and the real Airflow. Both end with the block."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Final

from payroll.demo import databases
from payroll.demo.airflow_api import AirflowApi
from payroll.demo.airflow_process import airflow_process, wait_until_ready
from payroll.demo.child import Child
from payroll.demo.environment import Ports, SignIn, connections, env_script, payroll_env
from payroll.demo.places import Places
from payroll.demo.ports import free_ports, is_free
from payroll.demo.sandbox_process import Sandbox, sandbox_process
from payroll.demo.story import Story

CHECK: Final = "nmbrs_connection_check"
SYNC: Final = "nmbrs_employee_sync"
EXPORT: Final = "nmbrs_hours_export"


@dataclass(frozen=True)
class House:
    """A running demo."""

    places: Places
    sandbox: Sandbox
    api: AirflowApi
    children: tuple[Child, Child]
    airflow_port: int
    sign_in: SignIn

    @property
    def env(self) -> dict[str, str]:
        """The settings with which `payroll` reaches the demo's databases and its Nmbrs."""
        return payroll_env(self.places, self.sandbox.url)

    @property
    def airflow_url(self) -> str:
        """Where Airflow's pages are."""
        return f"http://localhost:{self.airflow_port}"

    def wait_for_airflow(self, story: Story) -> None:
        """Wait until Airflow works, and tell it where Nmbrs and the databases are."""
        with story.step("Waiting for the real Airflow") as step:
            airflow = self.children[1]
            wait_until_ready(airflow, self.api, self.sign_in, (CHECK, SYNC, EXPORT))
            self.api.store_connections(connections(self.places, self.sandbox.url))
            step.says(f"The real Airflow works ({self.airflow_url}), with three connections stored in it")


@contextmanager
def open_house(places: Places, story: Story, *, airflow_port: int = 0, sandbox_port: int = 0) -> Iterator[House]:
    """Start both processes; a wanted port that is taken, or 0, becomes a free one. Airflow is not ready yet.

    Raises:
        DemoError: the local Nmbrs did not start, or the databases cannot be made.
    """
    databases.make(places)
    spare = free_ports(3)
    ports = Ports(airflow_port if airflow_port and is_free(airflow_port) else spare[0], *spare[1:])
    sign_in = SignIn()
    with ExitStack() as processes:
        airflow, api = processes.enter_context(airflow_process(places, os.environ, ports, sign_in))
        with story.step("Starting a local Nmbrs") as step:
            wanted = sandbox_port if sandbox_port and is_free(sandbox_port) else 0
            nmbrs, sandbox = processes.enter_context(sandbox_process(places, os.environ, wanted))
            step.says(f"A local Nmbrs answers on {sandbox.url}; Airflow is starting meanwhile")
        places.env_script.write_text(env_script(places, sandbox.url), encoding="utf-8")
        try:
            yield House(places, sandbox, api, (nmbrs, airflow), ports.api, sign_in)
        finally:
            with story.step("Stopping Airflow and the local Nmbrs") as step:
                processes.close()
                step.says("Airflow and the local Nmbrs are stopped")
