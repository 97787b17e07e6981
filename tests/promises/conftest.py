"""The family's site, for promises that are kept on its pages."""

from tests.family.conftest import client, family_app, family_house

__all__ = ["client", "family_app", "family_house"]
