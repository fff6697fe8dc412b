"""`python -m sandbox.compare_wsdl DIR`: hold our WSDLs against reference WSDLs, operation by operation.

The references are files such as `EmployeeService-v2.1-2020.wsdl`; the name starts with the service. Operations that the
sandbox does not have are passed over. Ends with 0 when only documented differences are left, with 1 when there are
others, with 2 when there is nothing to compare with.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sandbox.services.registry import SERVICES
from sandbox.soap.wsdl import write_wsdl
from sandbox.v3_differences import KNOWN_DIFFERENCES, WHOLE_OPERATION, WHOLE_SERVICE, KnownDifference
from sandbox.wsdl_contract import Place, WsdlContract, read_contract


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where the two sides differ; None: not there on that side."""

    service: str
    operation: str
    place: str
    ours: str | None
    reference: str | None

    @property
    def documented(self) -> KnownDifference | None:
        """The documented difference that this is, if any."""
        found = (self.service, self.operation, self.place, self.ours, self.reference)
        return next((known for known in KNOWN_DIFFERENCES if known.is_about(*found)), None)

    @property
    def reason(self) -> str | None:
        """Why it is so, when it is documented."""
        known = self.documented
        return known.reason if known else None

    def __str__(self) -> str:
        sides = f"ours {self.ours or 'nothing'}, reference {self.reference or 'nothing'}"
        verdict = f"documented: {self.reason}" if self.reason else "NOT DOCUMENTED"
        return f"{self.service} {self.operation} {self.place}: {sides} ({verdict})"


def compare(service: str, ours: WsdlContract, reference: WsdlContract) -> Iterator[Difference]:
    """Every difference in the service as a whole and in the operations that we have."""
    yield from _places(service, WHOLE_SERVICE, ours.service, reference.service)
    for name, places in ours.operations.items():
        if name in reference.operations:
            yield from _places(service, name, places, reference.operations[name])
        else:
            yield Difference(service, name, WHOLE_OPERATION, "there", None)


def main(arguments: list[str] | None = None) -> int:
    """Compare every service with the references in a folder, print every difference, return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.compare_wsdl", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder with the reference WSDLs")
    folder: Path = parser.parse_args(arguments).folder
    references = {name: sorted(folder.glob(f"{name}*.wsdl")) for name in SERVICES}
    missing = [name for name, files in references.items() if not files]
    if missing:
        print(
            f"{folder} has no reference for {', '.join(missing)}: name it like {missing[0]}-v2.1.wsdl.", file=sys.stderr
        )
        return 2
    differences = [found for name, files in references.items() for file in files for found in _compare_file(name, file)]
    undocumented = sum(found.reason is None for found in differences)
    print(f"{len(differences) - undocumented} documented differences, {undocumented} others.")
    return 1 if undocumented else 0


def _compare_file(name: str, file: Path) -> list[Difference]:
    ours = read_contract(write_wsdl(SERVICES[name], f"http://localhost/soap/v3/{name}.asmx"))
    reference = read_contract(file.read_bytes())
    found = list(compare(name, ours, reference))
    shared = len(ours.operations.keys() & reference.operations.keys())
    print(f"{name}: {shared} of our {len(ours.operations)} operations are in {file.name}.")
    general = Counter(one.documented for one in found if one.documented and one.documented.is_general)
    for known, count in general.items():
        print(f"  {name}, {count} operations, {known.place} (documented: {known.reason})")
    for difference in found:
        if difference.documented not in general:
            print(f"  {difference}")
    return found


def _places(service: str, operation: str, ours: list[Place], reference: list[Place]) -> Iterator[Difference]:
    left, right = dict(ours), dict(reference)
    for place in [*left, *(place for place in right if place not in left)]:
        if left.get(place) != right.get(place) and not _is_implied(place, left, right):
            yield Difference(service, operation, place, left.get(place), right.get(place))
    orders = [[place for place, _ in places if place in left and place in right] for places in (ours, reference)]
    if orders[0] != orders[1]:
        yield Difference(service, operation, "(order)", " ".join(orders[0]), " ".join(orders[1]))


def _is_implied(place: str, left: dict[str, str], right: dict[str, str]) -> bool:
    """Whether an element is there on one side only because what holds it is."""
    holder, _, name = place.rpartition("/")
    one_sided = (holder in left) != (holder in right)
    return one_sided and not name.startswith("(") and (place in left) != (place in right)


if __name__ == "__main__":
    sys.exit(main())
