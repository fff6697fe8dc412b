"""The ASGI application: the three services, the control API and the page for people."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.routing import Route

from sandbox.control import control_routes
from sandbox.endpoint import Endpoint
from sandbox.page import page_route
from sandbox.services.registry import SERVICES
from sandbox.world import World


def make_app(world: World) -> Starlette:
    """The whole sandbox over one world."""
    return Starlette(routes=[*_service_routes(world), *control_routes(world), page_route(world)])


def _service_routes(world: World) -> list[Route]:
    routes = []
    for name, service in SERVICES.items():
        endpoint = Endpoint(service, world)
        path = f"/soap/v3/{name}.asmx"
        routes += [Route(path, endpoint.get, methods=["GET"]), Route(path, endpoint.post, methods=["POST"])]
    return routes
