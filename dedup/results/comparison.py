"""The result of `compare`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dedup.record import NamedTuple
from dedup.results.span import Span
from dedup.results.value import FORMAT, Result, from_saved

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from dedup.results.collapsed import Kind


class Passage(NamedTuple):
    """A passage that two texts share.

    Attributes:
        a: Its span in the first text.
        b: Its span in the second text.
        identity: The share of its letters, on both sides together, that are aligned to equal letters; in (0, 1].
        kind: "exact": the same characters. "same_words": the same words, but different case, accents, punctuation or
            spacing. "near": changed.
    """

    a: Span
    b: Span
    identity: float
    kind: Kind

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready dict."""
        return {"a": list(self.a), "b": list(self.b), "identity": self.identity, "kind": self.kind}


class Comparison(Result):
    """How similar two texts are, and the passages they share.

    Immutable. The three measures, in [0, 1], compare the two texts' sets of shingles of 5 words. A text of fewer words
    is one shingle, so it matches only a text of the same words. A text without words is compared by its characters. An
    empty or blank text has no shingles; its measures are 0.

    Attributes:
        jaccard: Shingles in both / shingles in either.
        a_in_b: Shingles in both / shingles of `a`: how much of `a` is in `b`.
        b_in_a: Shingles in both / shingles of `b`.
        passages: The passages, in the order of the first text.
        truncated: Whether the search reached its work limit, so that passages may be missing.
    """

    __slots__ = ("a_in_b", "b_in_a", "jaccard", "passages", "truncated")

    jaccard: float
    a_in_b: float
    b_in_a: float
    passages: tuple[Passage, ...]
    truncated: bool

    def __init__(
        self,
        jaccard: float,
        a_in_b: float,
        b_in_a: float,
        passages: Sequence[Passage] = (),
        truncated: bool = False,
    ) -> None:
        put = object.__setattr__
        put(self, "jaccard", jaccard)
        put(self, "a_in_b", a_in_b)
        put(self, "b_in_a", b_in_a)
        put(self, "passages", tuple(passages))
        put(self, "truncated", truncated)

    def __repr__(self) -> str:
        return (
            f"<Comparison: jaccard {self.jaccard:.3f}, a_in_b {self.a_in_b:.3f}, b_in_a {self.b_in_a:.3f}, "
            f"{len(self.passages)} passage{'s' * (len(self.passages) != 1)}{', truncated' if self.truncated else ''}>"
        )

    def _key(self) -> tuple[float, float, float, tuple[Passage, ...], bool]:
        return self.jaccard, self.a_in_b, self.b_in_a, self.passages, self.truncated

    def to_dict(self) -> dict[str, Any]:
        """A JSON-ready dict that `from_dict` reads."""
        return {
            "format": FORMAT,
            "jaccard": self.jaccard,
            "a_in_b": self.a_in_b,
            "b_in_a": self.b_in_a,
            "passages": [passage.to_dict() for passage in self.passages],
            "truncated": self.truncated,
        }

    @staticmethod
    def from_dict(saved: Mapping[str, Any]) -> Comparison:
        """The result that `to_dict` saved.

        Raises:
            ReportError: `saved` is something else; the message says what is wrong. Also a `ValueError`.
        """
        return from_saved(saved, _comparison)


def _comparison(saved: Mapping[str, Any]) -> Comparison:
    passages = [Passage(Span(*p["a"]), Span(*p["b"]), p["identity"], p["kind"]) for p in saved["passages"]]
    return Comparison(saved["jaccard"], saved["a_in_b"], saved["b_in_a"], passages, saved["truncated"])
