"""The control API under `/_sandbox`: for tests and demos, not a part of Nmbrs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox import models
from sandbox.document_seeding import SeedError
from sandbox.faults import FaultPlan, FaultRule
from sandbox.runs import lock_run
from sandbox.seeding import seed
from sandbox.settings import Settings
from sandbox.state import read_state
from sandbox.world import World, local_now

ModelT = TypeVar("ModelT", bound=BaseModel)


class FaultRules(BaseModel):
    """The rules with the seed of the dice; a bare list of rules is the same with seed 0."""

    model_config = ConfigDict(extra="forbid")

    rules: list[FaultRule]
    seed: int = 0


class Reset(BaseModel):
    """What the sandbox holds after a reset."""

    model_config = ConfigDict(extra="forbid")

    scenario: Literal["demo", "empty"] = "empty"


class RefusedError(Exception):
    """A request to the control API that cannot be done; answered with HTTP 400 and the sentence."""


def control_routes(world: World) -> list[Route]:
    """The routes of the control API."""
    control = Control(world)
    return [
        Route("/_sandbox/state", _json(control.state), methods=["GET"]),
        Route("/_sandbox/seed", _json(control.seed), methods=["POST"]),
        Route("/_sandbox/reset", _json(control.reset), methods=["POST"]),
        Route("/_sandbox/settings", _json(control.settings), methods=["GET", "POST"]),
        Route("/_sandbox/faults", _json(control.faults), methods=["GET", "POST", "DELETE"]),
        Route("/_sandbox/calls", _json(control.calls), methods=["GET", "DELETE"]),
        Route("/_sandbox/calls/counts", _json(control.call_counts), methods=["GET"]),
        Route("/_sandbox/companies/{company_id:int}/lock-run", _json(control.lock_run), methods=["POST"]),
    ]


class Control:
    """What each control route does; every method returns what is answered as JSON."""

    def __init__(self, world: World) -> None:
        self._world = world

    async def state(self, _: Request) -> object:
        """Everything the sandbox holds."""
        return read_state(self._world.store)

    async def seed(self, request: Request) -> object:
        """Add what the body describes; the ids."""
        try:
            return seed(self._world.store, await _body(request, models.State), local_now())
        except (SeedError, sqlite3.IntegrityError) as error:
            raise RefusedError(str(error)) from error

    async def reset(self, request: Request) -> object:
        """Empty everything; `{"scenario": "demo"}` then loads that scenario."""
        content = await request.body()
        asked = await _body(request, Reset) if content else Reset()
        self._world.reset(asked.scenario)
        return {"scenario": asked.scenario}

    async def settings(self, request: Request) -> object:
        """The switches; a POST sets the ones it names."""
        if request.method == "POST":
            given = (await _body(request, Settings)).model_dump(exclude_unset=True)
            self._world.settings = self._world.settings.model_copy(update=given)
        return self._world.settings.model_dump()

    async def faults(self, request: Request) -> object:
        """The fault rules with their counts; a POST replaces them, a DELETE takes them away."""
        if request.method == "POST":
            content = _parse(await request.body())
            wrapped = {"rules": content} if isinstance(content, list) else content
            asked = _checked(TypeAdapter(FaultRules), wrapped)
            self._world.faults = FaultPlan(asked.rules, asked.seed)
        if request.method == "DELETE":
            self._world.faults = FaultPlan()
        plan = self._world.faults
        return [
            rule.model_dump(exclude_defaults=True) | {"seen": seen, "hits": hits}
            for rule, seen, hits in zip(plan.rules, plan.seen, plan.hits, strict=True)
        ]

    async def calls(self, request: Request) -> object:
        """The latest calls; a DELETE empties the list."""
        if request.method == "DELETE":
            self._world.calls.clear()
        return list(self._world.calls.latest)

    async def call_counts(self, _: Request) -> object:
        """How many calls there were, also those that are too long ago for the list."""
        return self._world.calls.counts()

    async def lock_run(self, request: Request) -> object:
        """Lock the run of a period, and move the current period on."""
        period = await _body(request, models.CurrentPeriod)
        try:
            return lock_run(self._world.store, request.path_params["company_id"], period, local_now())
        except LookupError as error:
            raise RefusedError(str(error)) from error


def _json(handle: Callable[[Request], Awaitable[object]]) -> Callable[[Request], Awaitable[Response]]:
    async def respond(request: Request) -> Response:
        try:
            return JSONResponse(await handle(request))
        except RefusedError as error:
            return JSONResponse({"error": str(error)}, 400)

    return respond


async def _body(request: Request, model: type[ModelT]) -> ModelT:
    return _checked(TypeAdapter(model), _parse(await request.body()))


def _parse(content: bytes) -> Any:  # noqa: ANN401
    try:
        return json.loads(content)
    except ValueError as error:
        raise RefusedError(f"The body is not JSON: {error}") from error


def _checked(adapter: TypeAdapter[ModelT], content: object) -> ModelT:
    try:
        return adapter.validate_python(content)
    except ValidationError as error:
        problems = "; ".join(f"{'.'.join(map(str, one['loc'])) or 'body'}: {one['msg']}" for one in error.errors())
        raise RefusedError(problems) from error
