"""The objects of a mirror and their fields, from the program, from recorded files or from AppFlow."""

from collections.abc import Iterable, Iterator, Sequence

from appflow_provider.cautions import FIELDS_CHANGED
from appflow_provider.errors import AppFlowError
from appflow_provider.mirrors.asked import OWN, Asked, own_of
from appflow_provider.mirrors.catalogue import Recorded
from appflow_provider.mirrors.patterns import fits, is_pattern, nearby
from appflow_provider.mirrors.schemas import Field, Fields, changes
from appflow_provider.problems import Problem


class Application:
    """
    What is known of the objects of a mirror.

    Attributes:
        objects: The names of the objects; None if they could not be looked for.
        fields: The fields of each object for which they are known.
        found: Problems with the names, and warnings.
        by_hand: The objects whose fields the program lists.
        lacks_some: Whether an object was not found.
    """

    def __init__(self, asked: Asked) -> None:
        """
        Look for the objects and their fields.

        Raises:
            AppFlowError: a lookup failed.
        """
        inputs = self._inputs = asked.inputs
        self._recorded = Recorded(inputs["schemas"]) if inputs.get("schemas") else None
        self._live = asked.live if inputs.get("lookup") else None
        self._catalogue = self._recorded or self._live
        self.by_hand = {
            name for name in inputs.get(OWN) or {} if own_of(inputs, name).get("fields")
        }
        self.found: list[Problem] = []
        self.lacks_some = True
        self.fields: dict[str, Fields] = {}
        self.objects = self._objects(inputs["objects"])
        if self.objects is not None:
            self.lacks_some = bool(self.found)
            self.fields = self._fields(self.objects)
            self.found += self._drifted(self.objects)

    def _objects(self, wanted: Sequence[str]) -> list[str] | None:
        if self._catalogue is None:
            patterns = [
                (position, each) for position, each in enumerate(wanted) if is_pattern(each)
            ]
            self.found += [
                Problem(
                    ("objects", position),
                    "is a pattern. Set schemas or lookup, so that it can be compared with the objects of the application",
                    value=each,
                )
                for position, each in patterns
            ]
            return list(dict.fromkeys(each for each in wanted if not is_pattern(each)))
        needs = [each for each in wanted if is_pattern(each) or each not in self.by_hand]
        names = self._names() if needs else ()
        if names is None:
            return None
        chosen: list[str] = []
        for position, each in enumerate(wanted):
            fitting = [name for name in names if fits(each, name)]
            if not fitting and each in self.by_hand:
                fitting = [each]
            if not fitting:
                self.found.append(
                    Problem(("objects", position), self._lacking(each, names), value=each)
                )
            chosen += fitting
        return list(dict.fromkeys(chosen))

    def _lacking(self, wanted: str, names: Iterable[str]) -> str:
        place = self._catalogue.place if self._catalogue else ""
        if is_pattern(wanted):
            return f"matches no object in {place}"
        return f"is not an object in {place}{nearby(wanted, names)}"

    def _names(self) -> Sequence[str] | None:
        if self._recorded is None:
            return sorted(self._live.names()) if self._live else None
        try:
            return sorted(self._recorded.names())
        except AppFlowError as wrong:
            self.found.append(Problem(("schemas",), str(wrong)))
            return None

    def _fields(self, objects: Sequence[str]) -> dict[str, Fields]:
        known: dict[str, Fields] = {}
        if self._recorded is not None:
            known |= self._recorded.fields(objects)
        elif self._live is not None:
            # AppFlow is not asked for fields that the program lists.
            known |= self._live.fields(name for name in objects if name not in self.by_hand)
        for name in self.by_hand.intersection(objects):
            listed, there = own_of(self._inputs, name)["fields"], known.get(name)
            if there is not None:
                self.found += self._not_there(name, listed, there)
            known[name] = {each: (there or {}).get(each, Field()) for each in listed}
        return known

    def _not_there(self, name: str, listed: Sequence[str], there: Fields) -> Iterator[Problem]:
        for position, each in enumerate(listed):
            path = (OWN, name, "fields", position)
            if each not in there:
                place = self._catalogue.place if self._catalogue else ""
                reason = f"is not a field of {name} in {place}{nearby(each, there)}"
                yield Problem(path, reason, value=each)
            elif there[each].is_hidden:
                yield Problem(path, f"cannot be read by flows from {name}", value=each)

    def _drifted(self, objects: Sequence[str]) -> Iterator[Problem]:
        """A warning for each object whose recorded fields differ from those in AppFlow."""
        if self._recorded is None or self._live is None:
            return
        there = {*self._live.names()}
        live = self._live.fields([name for name in objects if name in there])
        for name, fields in self._recorded.fields(objects).items():
            said = changes(fields, live[name]) if name in live else "the object is gone"
            if said:
                yield Problem(
                    ("schemas",),
                    f"The fields of {name} have changed in the application ({said}). Run `appflow-pulumi fields` to record them "
                    "again",
                    FIELDS_CHANGED,
                )
