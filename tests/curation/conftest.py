"""People for the tests of curation."""

from tests.laws.conftest import curator, member, second_curator

__all__ = ["curator", "member", "second_curator"]
