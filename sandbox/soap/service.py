"""A service and its operations: one declaration each, from which WSDL, reading and writing follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from lxml import etree

from sandbox.soap import values
from sandbox.soap.notation import Types, read_fields
from sandbox.soap.schema import Field, Scalar, Struct

CallT = TypeVar("CallT")
HEADER_WITH_DOMAIN = "AuthHeaderWithDomain"
HEADER_WITHOUT_DOMAIN = "AuthHeader"


@dataclass(frozen=True, slots=True)
class Operation(Generic[CallT]):
    """One operation: the fields of its request, its result (None: an empty answer) and what it does."""

    service: str
    name: str
    request: tuple[Field, ...]
    result: Field | None
    header: str
    handle: Callable[[CallT], object]

    @property
    def right(self) -> str:
        """Its name in an API template, such as `EmployeeService: DaysVar_Set`."""
        return f"{self.service}: {self.name}"


class Service(Generic[CallT]):
    """A named set of operations in one namespace."""

    def __init__(self, name: str, namespace: str, types: Types) -> None:
        self.name = name
        self.namespace = namespace
        self.operations: dict[str, Operation[CallT]] = {}
        self._types = types

    def operation(
        self, name: str, request: str = "", *, returns: str = "", result: str = "", header: str = HEADER_WITH_DOMAIN
    ) -> Callable[[Callable[[CallT], object]], Callable[[CallT], object]]:
        """Declare an operation and hand its calls to the decorated function.

        `request` is written in the notation of `sandbox.soap.notation`, `returns` is a type's name or empty,
        `result` the element that holds it where that is not the operation's name with `Result` behind it. The
        function gets the call and returns a scalar, a mapping, a list of them, or None, as the type wants.
        """

        def declare(handle: Callable[[CallT], object]) -> Callable[[CallT], object]:
            fields = read_fields(request, self._types)
            answer = self._result(result or f"{name}Result", returns)
            self.operations[name] = Operation(self.name, name, fields, answer, header, handle)
            return handle

        return declare

    def read(self, operation: Operation[CallT], element: etree._Element) -> Mapping[str, Any]:
        """Read a request; raises UnreadableRequestError when a value does not fit its type."""
        return values.read_fields(element, operation.request, self.namespace)

    def write(self, operation: Operation[CallT], response: etree._Element, result: object) -> None:
        """Fill the response element with what the operation returned."""
        if operation.result is not None:
            values.write_field(response, operation.result, result, self.namespace)

    def _result(self, name: str, returns: str) -> Field | None:
        if not returns:
            return None
        kind = self._types[returns]
        optional = isinstance(kind, Struct) or (isinstance(kind, Scalar) and kind.is_reference)
        return Field(name, kind, optional=optional)
